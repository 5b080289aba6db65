// What a chart may ask of JavaScript.
import { bytesOf, newFiles } from "./files.js";
import { FileRefusal, utf8 } from "./instance.js";
import { jsonOf } from "./options.js";

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

export { Host };
