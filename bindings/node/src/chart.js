// Charts and what they render to.
import { ChartrenderError, usage } from "./errors.js";
import { FileRefusal, Instance, decoder, utf8 } from "./instance.js";

const FIELDS = 9; // of cr_field
const [SECTION, PATH, TEXT, API_VERSION, KIND, NAME, EVENTS, DELETE_POLICIES, WEIGHT] = Array(FIELDS).keys();

// Options that go as they are, by their names in chartrender.h.
const RENDER_OPTIONS = ["kube_version", "api_versions", "include_crds", "skip_schema_validation", "strict", "lint_mode",
  "sub_notes", "all_errors", "templates_only", "hooks", "tests", "show_only", "encrypted_values", "time_zone"];
const SETS = ["set_json", "set", "set_string", "set_file", "set_literal"];
const NUMBERS = ["seed"];
const LIMITS = ["steps", "output_bytes", "memory_bytes", "wall_milliseconds", "nesting_depth", "template_depth", "include_depth",
  "call_depth", "file_bytes", "archive_bytes", "archive_files", "regex_bytes", "alias_nodes"];
const OWN_OPTIONS = ["values", "release", "name", "namespace", "now", "limits", "lookup", "log", "read_file"];

const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const snake = (name) => name.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase());

/** The entries of an options object by their names in chartrender.h; one that is not among `known` is an error. */
function entriesOf(object, known, place) {
  if (typeof object !== "object" || object === null || Array.isArray(object)) throw new TypeError(`${place}: an object is needed`);
  return Object.entries(object).filter(([, value]) => value !== undefined).map(([key, value]) => {
    const name = snake(key);
    if (!known.includes(name)) throw usage(`${place}: ${key}: no such option; there are ${known.map(camel).join(", ")}`);
    return [name, value];
  });
}

/** JSON has no NaN, infinities or bigints; that they become null would go unseen. */
function checkedNumber(key, value) {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError(`${key}: ${value} is no number of JSON`);
  return value;
}

const jsonOf = (value) => JSON.stringify(value, checkedNumber);

/** The text of a whole number, which JSON takes at any size. */
function wholeNumber(value, place) {
  if (typeof value === "bigint" || Number.isSafeInteger(value)) return String(value);
  throw new TypeError(`${place}: a whole number or a bigint is needed`);
}

function nanoseconds(now) {
  if (!(now instanceof Date)) return wholeNumber(now, "now");
  if (Number.isNaN(now.getTime())) throw new TypeError("now: the date is invalid");
  return String(BigInt(now.getTime()) * 1000000n);
}

function limitsOf(limits) {
  return "{" + entriesOf(limits, LIMITS, "limits").map(([name, value]) => `"${name}":${wholeNumber(value, `limits.${name}`)}`) + "}";
}

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

/** A cr_host with what it holds; `free` when nothing uses it any more. */
class Host {
  #instance;
  #callbacks = [];
  #files = [];

  constructor(instance) {
    this.#instance = instance;
    this.pointer = instance.call("cr_host_new", [], "cr_host_free");
  }

  #remember(callback, what) {
    if (typeof callback !== "function") throw new TypeError(`${what}: a function is needed`);
    const number = this.#instance.remember(callback);
    this.#callbacks.push(number);
    return number;
  }

  #keepFiles(files) {
    const handle = newFiles(this.#instance, files);
    this.#files.push(handle);
    return handle;
  }

  setFiles(files) {
    this.#instance.call("cr_host_set_files", [this.pointer, this.#keepFiles(files)]);
  }

  setLookup(lookup) {
    if (typeof lookup === "string" || bytesOf(lookup)) {
      this.#instance.call("cr_host_set_objects", [this.pointer, this.#keepFiles({ lookup })]);
      return;
    }
    const number = this.#remember((...asked) => {
      const found = settled(lookup(...asked), "lookup");
      return found === undefined || found === null ? undefined : jsonOf(found);
    }, "lookup");
    if (typeof lookup !== "function") throw new TypeError("lookup: a function or the text of manifests is needed");
    this.#instance.call("cr_wasm_set_lookup", [this.pointer, number]);
  }

  setRead(read) {
    if (typeof read !== "function") throw new TypeError("readFile: a function is needed");
    const number = this.#remember((path) => {
      const content = settled(read(path), "readFile");
      if (content === undefined || content === null) throw new FileRefusal(`open ${path}: no such file or directory`);
      return typeof content === "string" ? content : bytesOf(content) ?? jsonOf(content);
    }, "readFile");
    this.#instance.call("cr_wasm_set_read", [this.pointer, number]);
  }

  setLog(log) {
    if (typeof log !== "function") throw new TypeError("log: a function is needed");
    const number = this.#remember((record) => {
      const { level, message, attributes } = JSON.parse(record);
      log(level, message, Object.fromEntries(attributes));
    }, "log");
    this.#instance.call("cr_wasm_set_log", [this.pointer, number]);
  }

  addFunction(name, body) {
    if (typeof body !== "function") throw new TypeError(`functions: ${name}: a function is needed`);
    const number = this.#remember((list) => {
      const result = settled(body(...JSON.parse(list)), name);
      return result === undefined ? undefined : jsonOf(result);
    }, name);
    this.#instance.call("cr_wasm_add_function", [this.pointer, utf8(name, "functions"), number]);
  }

  free() {
    this.#instance.free("cr_host_free", this.pointer);
    for (const files of this.#files) this.#instance.free("cr_files_free", files);
    for (const number of this.#callbacks) this.#instance.forget(number);
  }
}

/** Templates cannot wait. */
function settled(value, what) {
  if (typeof value?.then === "function") throw new TypeError(`${what}: a promise cannot be answered with; rendering does not wait`);
  return value;
}

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

/** One rendered document. */
class Manifest {
  #fields;
  #first;
  #parse;
  #object;

  constructor(fields, index, parse) {
    this.#fields = fields;
    this.#first = index * FIELDS;
    this.#parse = parse;
  }

  #data(field) {
    const { ends, data } = this.#fields;
    const at = this.#first + field;
    return data.subarray(at === 0 ? 0 : ends[at - 1], ends[at]);
  }

  #text(field) {
    return decoder.decode(this.#data(field));
  }

  #list(field) {
    return this.#text(field).split(",").filter((word) => word !== "");
  }

  get section() { return this.#text(SECTION); }
  get path() { return this.#text(PATH); }
  get text() { return this.#text(TEXT); }
  get data() { return this.#data(TEXT); }
  get apiVersion() { return this.#text(API_VERSION); }
  get kind() { return this.#text(KIND); }
  get name() { return this.#text(NAME); }
  get events() { return this.#list(EVENTS); }
  get deletePolicies() { return this.#list(DELETE_POLICIES); }
  get weight() { return Number(this.#text(WEIGHT)); }

  get object() {
    this.#object ??= { value: this.#parse(this.#data(TEXT)) };
    return this.#object.value;
  }
}

/** What a render gave. Everything is a copy: nothing has to be closed. */
class Result {
  #manifest;

  constructor(instance, handle, parse) {
    this.data = instance.askData("cr_result_text", handle);
    this.notes = instance.askText("cr_result_notes", handle);
    const fields = instance.fields(handle);
    this.documents = Array.from({ length: fields.ends.length / FIELDS }, (_, i) => new Manifest(fields, i, parse));
  }

  get manifest() {
    return (this.#manifest ??= decoder.decode(this.data));
  }

  get objects() {
    return this.documents.map((document) => document.object);
  }

  toString() {
    return this.manifest;
  }
}

/**
 * Makes the package's functions for a platform: how it finds the module, and what it reads from disk.
 *   compile(source)      a promise of the WebAssembly.Module; `source` is what `init` was given
 *   compileNow()         the module at once; undefined where that cannot be
 *   readChart(path, withRules)   the files of a folder or the bytes of an archive; undefined where there are no files
 *   readFile(path)       a file among the values, or an exception FileRefusal; undefined likewise
 */
function createPackage({ compile, compileNow, readChart, readFile }) {
  let module; // compiled once
  let compiling;
  let shared; // the instance in use; a fault makes the next one

  function instanceNow() {
    if (module === undefined && compileNow) module = compileNow();
    if (module === undefined) throw usage("the module is not loaded yet: await init() first");
    if (shared === undefined || shared.isLost) shared = new Instance(module);
    return shared;
  }

  async function init({ wasm } = {}) {
    if (module !== undefined) return;
    compiling ??= compile(wasm);
    try {
      module = await compiling;
    } catch (error) {
      compiling = undefined;
      throw error;
    }
    instanceNow();
  }

  const handles = new FinalizationRegistry(({ instance, handle, host }) => {
    instance.free("cr_chart_free", handle);
    host?.free();
  });

  function parseYaml(instance, data) {
    const text = instance.call("cr_yaml_to_json", [data], "cr_text_free");
    try {
      return JSON.parse(instance.askText("cr_text_bytes", text));
    } finally {
      instance.free("cr_text_free", text);
    }
  }

  function yamlToObject(yaml) {
    const data = typeof yaml === "string" ? utf8(yaml, "yaml") : bytesOf(yaml);
    if (data === undefined) throw new TypeError("yaml: a text or bytes are needed");
    return parseYaml(instanceNow(), data);
  }

  class Chart {
    #instance;
    #handle;
    #host;
    #files;

    constructor(secret, instance, handle, host) {
      if (secret !== handles) throw new TypeError("Chart.load makes charts");
      this.#instance = instance;
      this.#handle = handle;
      this.#host = host;
      handles.register(this, { instance, handle, host }, this);
      const about = JSON.parse(instance.askText("cr_chart_metadata", handle));
      this.name = about.name;
      this.version = about.version;
      this.appVersion = about.app_version;
      this.description = about.description;
      this.type = about.type;
      this.deprecated = about.deprecated;
    }

    static async load(source, options = {}) {
      await init();
      return Chart.loadSync(source, options);
    }

    static loadSync(source, options = {}) {
      const instance = instanceNow();
      const entries = new Map(entriesOf(options, ["dialect", "detect_version", "limits", "functions", "log", "as_folder"], "options"));
      const fields = ["dialect", "detect_version"].filter((name) => entries.has(name))
        .map((name) => `"${name}":${jsonOf(entries.get(name))}`);
      if (entries.has("limits")) fields.push(`"limits":${limitsOf(entries.get("limits"))}`);
      const host = entries.has("functions") || entries.has("log") ? new Host(instance) : undefined;
      try {
        for (const [name, body] of Object.entries(entries.get("functions") ?? {})) host.addFunction(name, body);
        if (entries.has("log")) host.setLog(entries.get("log"));
        const handle = Chart.#loadFrom(instance, source, entries.get("as_folder") === true, [utf8(`{${fields}}`, "options"), host?.pointer ?? 0]);
        return new Chart(handles, instance, handle, host);
      } catch (error) {
        host?.free();
        throw error;
      }
    }

    static #loadFrom(instance, source, isFolder, tail) {
      let from = source;
      if (typeof source === "string" || source instanceof URL) {
        if (!readChart) throw new TypeError("source: there are no folders here: files by their paths or the bytes of a .tgz are needed");
        from = readChart(source, (data, body) => withRules(instance, data, body));
      }
      const packed = bytesOf(from);
      if (packed !== undefined) return instance.call("cr_chart_load_archive", [packed, ...tail], "cr_chart_free");
      if (!isFiles(from)) throw new TypeError("source: a path, the bytes of a .tgz, or files by their paths are needed");
      const files = newFiles(instance, isFolder && from === source ? asFolder(instance, from) : from);
      try {
        return instance.call("cr_chart_load_files", [files, ...tail], "cr_chart_free");
      } finally {
        instance.free("cr_files_free", files);
      }
    }

    #open() {
      if (this.#handle === 0) throw usage("the chart is closed");
      return this.#handle;
    }

    // Calls a function that takes chart, options and host, and gives what `read` makes of its handle.
    #ask(name, free, values, options, read) {
      const chart = this.#open();
      const request = new Request(this.#instance, values, options, readFile);
      try {
        const handle = this.#instance.call(name, [chart, request.options, request.hostPointer], free);
        try {
          return read(handle);
        } finally {
          this.#instance.free(free, handle);
        }
      } finally {
        request.free();
      }
    }

    render(options = {}) {
      return this.#ask("cr_chart_render", "cr_result_free", options?.values, options,
        (handle) => new Result(this.#instance, handle, (data) => parseYaml(instanceNow(), data)));
    }

    validate(values, options = {}) {
      return this.#ask("cr_chart_validate", "cr_text_free", values, options,
        (handle) => JSON.parse(this.#instance.askText("cr_text_bytes", handle)));
    }

    values(values, options = {}) {
      return this.#ask("cr_chart_values", "cr_text_free", values, options,
        (handle) => parseYaml(this.#instance, this.#instance.askData("cr_text_bytes", handle)));
    }

    get files() {
      if (this.#files === undefined) {
        const chart = this.#open();
        const count = this.#instance.number("cr_chart_file_count", chart);
        const indices = Array.from({ length: count }, (_, i) => i);
        this.#files = Object.fromEntries(indices.map((i) => [
          this.#instance.askText("cr_chart_file_path", chart, i), this.#instance.askData("cr_chart_file_data", chart, i)]));
      }
      return this.#files;
    }

    get schema() {
      const raw = this.files["values.schema.json"];
      return raw === undefined ? undefined : JSON.parse(new TextDecoder().decode(raw));
    }

    close() {
      if (this.#handle === 0) return;
      handles.unregister(this);
      this.#instance.free("cr_chart_free", this.#handle);
      this.#host?.free();
      this.#handle = 0;
    }
  }
  if (Symbol.dispose) Chart.prototype[Symbol.dispose] = Chart.prototype.close;

  return { Chart, init, yamlToObject, version: () => instanceNow().askText("cr_version") };
}

export { ChartrenderError, FileRefusal, Manifest, Result, createPackage };
