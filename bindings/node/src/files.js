// Files in memory: those of a chart, and those among the values.
import { utf8 } from "./instance.js";

function isFiles(source) {
  return source instanceof Map || (typeof source === "object" && source !== null && !ArrayBuffer.isView(source) &&
    !(source instanceof ArrayBuffer) && !(source instanceof URL));
}

/** Bytes of any of JavaScript's kinds; undefined for what is none. */
function bytesOf(data) {
  if (data instanceof Uint8Array) return data;
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return undefined;
}

/** A handle of files in memory; the caller frees it. */
function newFiles(instance, files) {
  const handle = instance.call("cr_files_new", [], "cr_files_free");
  try {
    for (const [path, data] of files instanceof Map ? files : Object.entries(files)) {
      if (typeof path !== "string") throw new TypeError("files: a path that is a text is needed");
      const content = typeof data === "string" ? utf8(data, path) : bytesOf(data);
      if (content === undefined) throw new TypeError(`files: ${path}: a text or bytes are needed`);
      instance.call("cr_files_add", [handle, utf8(path, "files"), content]);
    }
    return handle;
  } catch (error) {
    instance.free("cr_files_free", handle);
    throw error;
  }
}

/** Runs `body` with a function that tells whether a .helmignore (its data, or undefined) leaves a path out. */
function withRules(instance, data, body) {
  const rules = instance.call("cr_wasm_rules_new", [data ?? new Uint8Array()], "cr_wasm_rules_free");
  try {
    return body((path, isDirectory) => instance.ignores(rules, path, isDirectory));
  } finally {
    instance.free("cr_wasm_rules_free", rules);
  }
}

function withoutMark(data) {
  const marked = data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf;
  return marked ? data.subarray(3) : data;
}

/** Files as those of a folder on disk: without what .helmignore leaves out, and without byte order marks. */
function asFolder(instance, files) {
  const entries = [...(files instanceof Map ? files : Object.entries(files))].map(([path, data]) => {
    const content = typeof data === "string" ? utf8(data, path) : bytesOf(data);
    if (typeof path !== "string" || content === undefined) throw new TypeError("files: texts or bytes by their paths are needed");
    return [path, withoutMark(content)];
  });
  const own = entries.find(([path]) => path === ".helmignore");
  return withRules(instance, own?.[1], (ignores) => new Map(entries.filter(([path]) => {
    const folders = [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
    return !folders.some((folder) => ignores(folder, true)) && !ignores(path, false);
  })));
}

export { asFolder, bytesOf, isFiles, newFiles, withRules };
