// The chart's files as a tree: arrow keys move and fold, Enter opens, letters search. The items are a flat list with
// their levels, so that each has its own text alone.
import { make } from "../dom";

export interface TreeNotes {
  changed: ReadonlySet<string>;
  broken: ReadonlySet<string>;
}

interface Folder {
  folders: Map<string, Folder>;
  files: string[];
}

export class FileTree {
  private folded = new Set<string>();
  private current = "";
  private focused = "";

  constructor(private readonly root: HTMLElement, private readonly open: (path: string) => void) {
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("click", (event) => {
      const item = (event.target as Element).closest<HTMLElement>("[role=treeitem]");
      if (item) this.activate(item);
    });
  }

  // `first` are items before the folders: path and text.
  show(paths: string[], first: [path: string, text: string][], notes: TreeNotes): void {
    const hadFocus = this.root.contains(document.activeElement);
    const top: Folder = { folders: new Map(), files: [] };
    for (const path of paths) {
      let folder = top;
      for (const step of path.split("/").slice(0, -1)) {
        if (!folder.folders.has(step)) folder.folders.set(step, { folders: new Map(), files: [] });
        folder = folder.folders.get(step)!;
      }
      folder.files.push(path);
    }
    this.root.replaceChildren(
      ...first.map(([path, text]) => this.file(path, text, 1, notes)),
      ...this.items(top, "", 1, notes),
    );
    this.showFolds();
    if (!this.find(this.focused)) this.focused = this.current;
    this.rove(hadFocus);
  }

  // Marks the file that is open, and unfolds the folders above it.
  select(path: string): void {
    this.current = path;
    this.focused = path;
    for (const item of this.all()) {
      const own = item.dataset["path"]!;
      if (item.dataset["folder"] === undefined) {
        if (own === path) item.setAttribute("aria-current", "true");
        else item.removeAttribute("aria-current");
        item.setAttribute("aria-selected", String(own === path));
      } else if (path.startsWith(`${own}/`)) {
        this.fold(item, false);
      }
    }
    this.rove(false);
  }

  private items(folder: Folder, prefix: string, level: number, notes: TreeNotes): HTMLElement[] {
    const folders = [...folder.folders].flatMap(([name, inner]) => {
      const path = prefix + name;
      const own = this.item(path, name, level, { "aria-expanded": String(!this.folded.has(path)), "data-folder": "", "aria-selected": "false" });
      return [own, ...this.items(inner, `${path}/`, level + 1, notes)];
    });
    return [...folders, ...folder.files.map((path) => this.file(path, path.slice(prefix.length), level, notes))];
  }

  private item(path: string, text: string, level: number, attributes: Record<string, string | undefined>): HTMLElement {
    const row = make("span", { class: "tree-row" }, make("span", { class: "tree-name" }, text));
    const item = make("li", { role: "treeitem", "aria-level": level, "data-path": path, tabindex: -1, ...attributes }, row);
    item.style.setProperty("--level", String(level));
    return item;
  }

  private file(path: string, text: string, level: number, notes: TreeNotes): HTMLElement {
    const [changed, broken] = [notes.changed.has(path), notes.broken.has(path)];
    const label = text + (changed ? ", changed" : "") + (broken ? ", has a problem" : "");
    return this.item(path, text, level, {
      "aria-label": label,
      "aria-selected": String(path === this.current),
      "aria-current": path === this.current ? "true" : undefined,
      class: [changed && "is-changed", broken && "is-broken"].filter(Boolean).join(" "),
    });
  }

  private all(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>("[role=treeitem]")];
  }

  private visible(): HTMLElement[] {
    return this.all().filter((item) => !item.hidden);
  }

  private find(path: string): HTMLElement | undefined {
    return this.all().find((item) => item.dataset["path"] === path);
  }

  private rove(focus: boolean): void {
    const items = this.visible();
    const target = items.find((item) => item.dataset["path"] === this.focused) ?? items[0];
    for (const item of this.all()) item.tabIndex = item === target ? 0 : -1;
    if (focus) target?.focus();
  }

  private moveTo(item: HTMLElement | undefined): void {
    if (!item) return;
    this.focused = item.dataset["path"]!;
    this.rove(true);
  }

  private fold(item: HTMLElement, folded: boolean): void {
    item.setAttribute("aria-expanded", String(!folded));
    if (folded) this.folded.add(item.dataset["path"]!);
    else this.folded.delete(item.dataset["path"]!);
    this.showFolds();
  }

  // Hides what lies in a folded folder.
  private showFolds(): void {
    for (const item of this.all()) {
      const path = item.dataset["path"]!;
      item.hidden = [...this.folded].some((folder) => path.startsWith(`${folder}/`));
    }
  }

  private above(item: HTMLElement): HTMLElement | undefined {
    return this.find(item.dataset["path"]!.replace(/\/?[^/]*$/, ""));
  }

  private activate(item: HTMLElement): void {
    this.focused = item.dataset["path"]!;
    if (item.dataset["folder"] !== undefined) this.fold(item, item.getAttribute("aria-expanded") === "true");
    else this.open(item.dataset["path"]!);
    this.rove(true);
  }

  private key(event: KeyboardEvent): void {
    const item = (event.target as Element).closest<HTMLElement>("[role=treeitem]");
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const items = this.visible();
    const at = items.indexOf(item);
    const expanded = item.getAttribute("aria-expanded");
    const actions: Record<string, () => void> = {
      ArrowDown: () => this.moveTo(items[at + 1]),
      ArrowUp: () => this.moveTo(items[at - 1]),
      Home: () => this.moveTo(items[0]),
      End: () => this.moveTo(items.at(-1)),
      ArrowRight: () => (expanded === "false" ? this.fold(item, false) : expanded === "true" ? this.moveTo(items[at + 1]) : undefined),
      ArrowLeft: () => (expanded === "true" ? this.fold(item, true) : this.moveTo(this.above(item))),
      Enter: () => this.activate(item),
      " ": () => this.activate(item),
    };
    const action = actions[event.key] ?? (event.key.length === 1 ? () => this.search(items, at, event.key) : undefined);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  private search(items: HTMLElement[], at: number, letter: string): void {
    const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    this.moveTo(after.find((item) => item.textContent.toLowerCase().startsWith(letter.toLowerCase())));
  }
}
