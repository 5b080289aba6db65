// What the page works on: a chart's files with the changes made here, the user's values, and the
// release. Everything that shows some of it listens; nothing else holds state that a link must keep.

// Text, or the bytes of a file that is no UTF-8 text.
export type FileData = string | Uint8Array;
export type Files = ReadonlyMap<string, FileData>;

// A chart as it was opened. Of a folder .helmignore leaves out files, of an archive it does not.
export interface Opened {
  files: Files;
  folder: boolean;
}

// The name under which the user's own values are opened; no path of a chart looks like this.
export const VALUES = "\0values";

export interface Topics {
  chart: void; // another chart, or another phase of the example
  file: string; // the text of one file, or whether it exists
  values: void;
  release: void;
}

type Listener<T> = (detail: T) => void;

export class Workspace {
  private base: Opened = { files: new Map(), folder: true };
  private changes = new Map<string, FileData | null>();
  private userValues = "";
  private listeners: { [T in keyof Topics]: Listener<Topics[T]>[] } = { chart: [], file: [], values: [], release: [] };
  release = { name: "release-name", namespace: "default" };

  on<T extends keyof Topics>(topic: T, listener: Listener<Topics[T]>): void {
    this.listeners[topic].push(listener);
  }

  // Another chart; changes stay only where they are given.
  open(chart: Opened, changes: ReadonlyMap<string, FileData | null> = new Map()): void {
    this.base = chart;
    this.changes = new Map(changes);
    this.tell("chart", undefined);
  }

  // The same chart in another state: changes lie on top of it.
  rebase(chart: Opened): void {
    this.base = chart;
    this.tell("chart", undefined);
  }

  // All paths, sorted.
  paths(): string[] {
    const all = new Set([...this.base.files.keys(), ...this.changes.keys()]);
    return [...all].filter((path) => this.has(path)).sort();
  }

  has(path: string): boolean {
    const changed = this.changes.get(path);
    return changed === undefined ? this.base.files.has(path) : changed !== null;
  }

  read(path: string): FileData | undefined {
    const changed = this.changes.get(path);
    return changed === undefined ? this.base.files.get(path) : (changed ?? undefined);
  }

  // The text of a file, "" for one that has none.
  text(path: string): string {
    if (path === VALUES) return this.userValues;
    const data = this.read(path);
    return typeof data === "string" ? data : "";
  }

  // The chart's name, as Chart.yaml has it.
  get name(): string {
    return /^name:\s*["']?([^\s"'#]+)/m.exec(this.text("Chart.yaml"))?.[1] ?? "";
  }

  files(): Map<string, FileData> {
    return new Map(this.paths().map((path) => [path, this.read(path)!]));
  }

  // The files without the changes made here.
  get opened(): Opened {
    return this.base;
  }

  // A new text of a file, null to remove it.
  write(path: string, data: FileData | null): void {
    if (data === this.base.files.get(path) || (data === null && !this.base.files.has(path))) this.changes.delete(path);
    else this.changes.set(path, data);
    this.tell("file", path);
  }

  isChanged(path: string): boolean {
    return this.changes.has(path);
  }

  get changed(): ReadonlyMap<string, FileData | null> {
    return this.changes;
  }

  // Takes back every change.
  revert(): void {
    this.changes.clear();
    this.tell("chart", undefined);
  }

  get values(): string {
    return this.userValues;
  }

  set values(text: string) {
    if (text === this.userValues) return;
    this.userValues = text;
    this.tell("values", undefined);
  }

  setRelease(name: string, namespace: string): void {
    this.release = { name, namespace };
    this.tell("release", undefined);
  }

  private tell<T extends keyof Topics>(topic: T, detail: Topics[T]): void {
    for (const listener of this.listeners[topic]) listener(detail);
  }
}
