// The state of the page in the part of its address behind #, which browsers keep to themselves.
import type { FileData } from "./chart/workspace";

export interface SharedState {
  example?: { name: string; phase: number };
  files?: Map<string, FileData>; // of a chart that is no example
  folder?: boolean; // that they come from a folder, not from an archive
  changes: Map<string, FileData | null>; // on top of an example
  values: string;
  release: { name: string; namespace: string };
  open: string;
  tabs: string[];
  compare: string;
}

// A link that cannot be read, told to the user as it is.
export class LinkError extends Error {}

// Longer ones are cut by programs that they are sent through, and refused by browsers.
export const LONGEST = 1_500_000;
const UNPACKED = 64 << 20;

type Packed = string | { base64: string } | null;

interface PackedState {
  v: 1;
  example?: { name: string; phase: number };
  files?: Record<string, Packed>;
  folder?: boolean;
  changes?: Record<string, Packed>;
  values?: string;
  release?: { name: string; namespace: string };
  open?: string;
  tabs?: string[];
  compare?: string;
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

function pack(files: ReadonlyMap<string, FileData | null>): Record<string, Packed> {
  return Object.fromEntries([...files].map(([path, data]) => [path, data instanceof Uint8Array ? { base64: toBase64(data) } : data]));
}

function unpack(files: Record<string, Packed> | undefined): Map<string, FileData | null> {
  return new Map(Object.entries(files ?? {}).map(([path, data]) => [path, data !== null && typeof data === "object" ? fromBase64(data.base64) : data]));
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    size += value.length;
    if (size > UNPACKED) throw new LinkError("The link holds more than this page reads.");
    parts.push(value as Uint8Array<ArrayBuffer>);
  }
}

// What goes behind "#".
export async function toFragment(state: SharedState): Promise<string> {
  const packed: PackedState = {
    v: 1,
    ...(state.example ? { example: state.example } : {}),
    ...(state.files ? { files: pack(state.files), folder: state.folder !== false } : {}),
    ...(state.changes.size ? { changes: pack(state.changes) } : {}),
    values: state.values,
    release: state.release,
    open: state.open,
    tabs: state.tabs,
    compare: state.compare,
  };
  const bytes = await through(new TextEncoder().encode(JSON.stringify(packed)), new CompressionStream("deflate-raw"));
  return `s=${toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

// undefined: the fragment holds no state.
export async function fromFragment(fragment: string): Promise<SharedState | undefined> {
  const match = /^#?s=([\w-]*)$/.exec(fragment);
  if (!match) return undefined;
  try {
    const bytes = await through(fromBase64(match[1]!.replaceAll("-", "+").replaceAll("_", "/")), new DecompressionStream("deflate-raw"));
    const packed = JSON.parse(new TextDecoder().decode(bytes)) as PackedState;
    if (packed.v !== 1) throw new LinkError("The link was made by a newer version of this page.");
    const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);
    return {
      ...(packed.example ? { example: { name: text(packed.example.name, ""), phase: Number(packed.example.phase) } } : {}),
      ...(packed.files ? { files: unpack(packed.files) as Map<string, FileData>, folder: packed.folder !== false } : {}),
      changes: unpack(packed.changes),
      values: text(packed.values, ""),
      release: { name: text(packed.release?.name, "release-name"), namespace: text(packed.release?.namespace, "default") },
      open: text(packed.open, ""),
      tabs: Array.isArray(packed.tabs) ? packed.tabs.map(String) : [],
      compare: text(packed.compare, "defaults"),
    };
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError("The link is cut short or broken: the state in it cannot be read.");
  }
}
