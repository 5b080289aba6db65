// What a render is asked for.
import { bytesOf } from "./files.js";
import { Host } from "./host.js";
import { utf8 } from "./instance.js";
import { NUMBERS, OWN_OPTIONS, RENDER_OPTIONS, SETS, camel, entriesOf, jsonOf, limitsOf, nanoseconds, wholeNumber } from "./options.js";

/** What Chart.render takes, as the library takes it. */
class Request {
  #files = {};
  #sources = [];
  #fields = [];
  #host;

  constructor(instance, values, options, readFile) {
    const entries = new Map(entriesOf(options, [...RENDER_OPTIONS, ...SETS, ...NUMBERS, ...OWN_OPTIONS], "options"));
    for (const source of Array.isArray(values) ? values : [values]) if (source !== undefined) this.#addSource(source);
    for (const key of SETS) this.#addSets(key, entries.get(key) ?? []);
    if (this.#sources.length > 0) this.#fields.push(`"values":[${this.#sources}]`);
    this.#addRelease(entries);
    for (const name of RENDER_OPTIONS) if (entries.has(name)) this.#fields.push(`"${name}":${jsonOf(entries.get(name))}`);
    for (const name of NUMBERS) if (entries.has(name)) this.#fields.push(`"${name}":${wholeNumber(entries.get(name), name)}`);
    if (entries.has("now")) this.#fields.push(`"now":${nanoseconds(entries.get("now"))}`);
    if (entries.has("limits")) this.#fields.push(`"limits":${limitsOf(entries.get("limits"))}`);
    this.options = utf8(`{${this.#fields}}`, "options");
    this.#openHost(instance, entries, entries.get("read_file") ?? readFile);
  }

  get hostPointer() {
    return this.#host?.pointer ?? 0;
  }

  free() {
    this.#host?.free();
  }

  #addSource(source) {
    const bytes = bytesOf(source);
    if (typeof source === "string") {
      this.#sources.push(jsonOf({ yaml: source }));
    } else if (bytes !== undefined) {
      // Goes the way of files, which may hold any bytes.
      const file = `values-${Object.keys(this.#files).length}`;
      this.#files[file] = bytes;
      this.#sources.push(jsonOf({ file }));
    } else if (source instanceof URL) {
      this.#sources.push(jsonOf({ file: source.href }));
    } else if (typeof source === "object" && source !== null) {
      this.#sources.push(jsonOf({ json: jsonOf(source) }));
    } else {
      throw new TypeError("values: an object, YAML as text or bytes, a URL, or a list of these is needed");
    }
  }

  #addSets(key, texts) {
    if (!Array.isArray(texts) || texts.some((text) => typeof text !== "string")) {
      throw new TypeError(`${camel(key)}: a list of texts is needed`);
    }
    this.#sources.push(...texts.map((text) => jsonOf({ [key]: text })));
  }

  #addRelease(entries) {
    const given = entries.get("release") ?? {};
    if (typeof given !== "string" && typeof given !== "object") throw new TypeError("release: a name or an object is needed");
    const release = typeof given === "string" ? { name: given } : { ...given };
    for (const key of ["name", "namespace"]) if (entries.has(key)) release[key] = entries.get(key);
    if (Object.keys(release).length > 0) this.#fields.push(`"release":${jsonOf(release)}`);
  }

  #openHost(instance, entries, read) {
    const needed = Object.keys(this.#files).length > 0 || entries.has("lookup") || entries.has("log") || entries.has("read_file") ||
      this.#sources.some((source) => source.startsWith('{"file"') || source.startsWith('{"set_file"'));
    if (!needed) return;
    this.#host = new Host(instance);
    try {
      if (Object.keys(this.#files).length > 0) this.#host.setFiles(this.#files);
      if (entries.has("lookup")) this.#host.setLookup(entries.get("lookup"));
      if (entries.has("log")) this.#host.setLog(entries.get("log"));
      if (read) this.#host.setRead(read);
    } catch (error) {
      this.#host.free();
      throw error;
    }
  }
}

export { Request };
