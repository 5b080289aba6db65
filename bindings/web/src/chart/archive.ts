// The files of a .tgz archive, so that they can be edited, and such an archive of files. Reads what `helm package` and
// tar write: ustar with its prefix field, pax headers and GNU long names. Writes ustar with pax headers for long names.
import { ChartSourceError } from "./read_files";
import type { Files } from "./workspace";

const BLOCK = 512;
const latin = new TextDecoder("latin1");
const utf8 = new TextDecoder();

export async function unpack(archive: Uint8Array, limit: number): Promise<[string, Uint8Array][]> {
  return untar(await gunzip(archive, limit));
}

async function gunzip(packed: Uint8Array, limit: number): Promise<Uint8Array> {
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip"));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > limit) throw new ChartSourceError(`Unpacked it is larger than ${limit >> 20} MB.`);
      parts.push(value as Uint8Array<ArrayBuffer>);
    }
  } catch (error) {
    if (error instanceof ChartSourceError) throw error;
    throw new ChartSourceError("It is not a gzip archive: choose a chart packed as .tgz.");
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function field(header: Uint8Array, start: number, size: number): string {
  const text = latin.decode(header.subarray(start, start + size));
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}

function name(header: Uint8Array, start: number, size: number): string {
  const bytes = header.subarray(start, start + size);
  const end = bytes.indexOf(0);
  return utf8.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

// "30 mtime=1.5\n27 path=a/b\n": length, key, value.
function paxPath(data: Uint8Array): string | undefined {
  let path: string | undefined;
  for (let at = 0; at < data.length; ) {
    const length = Number.parseInt(latin.decode(data.subarray(at, at + 20)), 10);
    if (!(length > 0)) break;
    const record = utf8.decode(data.subarray(at, at + length));
    const match = /^\d+ path=([^]*)\n$/.exec(record);
    if (match) path = match[1];
    at += length;
  }
  return path;
}

function untar(data: Uint8Array): [string, Uint8Array][] {
  const files: [string, Uint8Array][] = [];
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= data.length; ) {
    const header = data.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const size = Number.parseInt(field(header, 124, 12).trim() || "0", 8);
    const content = data.subarray(at + BLOCK, at + BLOCK + size);
    if (!(size >= 0) || content.length < size) throw new ChartSourceError("The archive is cut short or broken.");
    const type = String.fromCharCode(header[156]!);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (type === "x") longName = paxPath(content) ?? longName;
    else if (type === "L") longName = name(content, 0, size);
    else {
      const prefix = field(header, 257, 5) === "ustar" ? name(header, 345, 155) : "";
      const path = longName ?? (prefix ? `${prefix}/` : "") + name(header, 0, 100);
      if (type === "0" || type === "\0") files.push([path, content.slice()]);
      if (type !== "g") longName = undefined;
    }
  }
  return files;
}

const encoder = new TextEncoder();

// A header and the data behind it, in whole blocks.
function entry(path: Uint8Array, data: Uint8Array, type: "0" | "x"): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK + Math.ceil(data.length / BLOCK) * BLOCK);
  const put = (at: number, text: string) => block.set(encoder.encode(text), at);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
  block.set(path.subarray(0, 100));
  put(100, octal(0o644, 7)); // mode, owner, group
  put(108, octal(0, 7));
  put(116, octal(0, 7));
  put(124, octal(data.length, 11));
  put(136, octal(0, 11)); // no time: equal charts give equal archives
  put(148, " ".repeat(8)); // counts as blanks in the sum
  put(156, type);
  put(257, "ustar\x0000");
  put(148, `${octal(block.subarray(0, BLOCK).reduce((sum, byte) => sum + byte, 0), 6)} `);
  block.set(data, BLOCK);
  return block;
}

// A record counts its own length.
function paxRecord(path: Uint8Array): Uint8Array {
  const rest = path.length + " path=\n".length;
  let length = rest + String(rest).length;
  length = rest + String(length).length;
  const record = new Uint8Array(length);
  record.set(encoder.encode(`${length} path=`));
  record.set(path, length - path.length - 1);
  record[length - 1] = 10;
  return record;
}

// An archive of a chart: its files below a folder, as `helm package` has them.
export function pack(folder: string, files: Files): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (const [path, data] of files) {
    const whole = encoder.encode(`${folder}/${path}`);
    if (whole.length > 100) parts.push(entry(encoder.encode("pax"), paxRecord(whole), "x"));
    parts.push(entry(whole, typeof data === "string" ? encoder.encode(data) : data, "0"));
  }
  parts.push(new Uint8Array(2 * BLOCK));
  return new Response(new Blob(parts).stream().pipeThrough(new CompressionStream("gzip"))).blob();
}
