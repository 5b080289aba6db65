// Charts: loading, rendering, values.
import { ChartrenderError, usage } from "./errors.js";
import { asFolder, bytesOf, isFiles, newFiles, withRules } from "./files.js";
import { Host } from "./host.js";
import { FileRefusal, Instance, utf8 } from "./instance.js";
import { entriesOf, jsonOf, limitsOf } from "./options.js";
import { Request } from "./request.js";
import { Manifest, Result } from "./result.js";

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
