// Charts out of what a browser hands over: chosen or dropped folders and archives.
import { unpack } from "./archive";
import type { FileData, Files, Opened } from "./workspace";

// A problem with what was chosen, told to the user as it is.
export class ChartSourceError extends Error {}

const LARGEST = 100 << 20; // bytes of one chart
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

// The text of a file, or its bytes where they are no text.
export function decode(bytes: Uint8Array): FileData {
  if (bytes.includes(0)) return bytes;
  try {
    return decoder.decode(bytes);
  } catch {
    return bytes;
  }
}

// The chart in a set of files: those below the folder of the topmost Chart.yaml.
export function chartOf(files: Iterable<[string, Uint8Array]>): Files {
  const all = [...files].map(([path, bytes]) => [path.replace(/^(\.?\/)+/, ""), bytes] as const);
  const depth = (path: string) => path.split("/").length;
  const heads = all.map(([path]) => path).filter((path) => /(^|\/)Chart\.yaml$/.test(path));
  const head = heads.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))[0];
  if (head === undefined) throw new ChartSourceError("There is no Chart.yaml in it: choose the folder of a chart.");
  const root = head.slice(0, -"Chart.yaml".length);
  const chart = new Map<string, FileData>();
  for (const [path, bytes] of all) {
    if (path.startsWith(root) && !path.startsWith(`${root}.git/`)) chart.set(path.slice(root.length), decode(bytes));
  }
  return chart;
}

export async function readArchive(file: Blob): Promise<Opened> {
  return { files: chartOf(await unpack(new Uint8Array(await file.arrayBuffer()), LARGEST)), folder: false };
}

// What a file input holds: one archive, or the files of a folder.
export async function readInput(list: Iterable<File>): Promise<Opened> {
  const files = [...list];
  if (files.length === 1 && isArchive(files[0]!.name)) return readArchive(files[0]!);
  return readAll(files.map((file) => [file.webkitRelativePath || file.name, file]));
}

// What was dropped; must be called while the event is handled, for its items are gone afterwards.
export function readDrop(transfer: DataTransfer): Promise<Opened> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files = [...transfer.files];
  if (files.length === 1 && isArchive(files[0]!.name)) return readArchive(files[0]!);
  return (async () => {
    const found: [string, File][] = [];
    for (const entry of entries) await walk(entry, found);
    return readAll(found);
  })();
}

function isArchive(name: string): boolean {
  return /\.(tgz|tar\.gz)$/i.test(name);
}

async function readAll(files: [string, File][]): Promise<Opened> {
  const size = files.reduce((sum, [, file]) => sum + file.size, 0);
  if (size > LARGEST) throw new ChartSourceError(`It has ${Math.ceil(size / (1 << 20))} MB: more than ${LARGEST >> 20} MB are not read.`);
  const read = files.map(async ([path, file]) => [path, new Uint8Array(await file.arrayBuffer())] as [string, Uint8Array]);
  return { files: chartOf(await Promise.all(read)), folder: true };
}

async function walk(entry: FileSystemEntry, found: [string, File][]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    found.push([entry.fullPath, file]);
    return;
  }
  if (entry.name === ".git" || entry.name === "node_modules") return;
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (batch.length === 0) return;
    for (const child of batch) await walk(child, found);
  }
}
