// One instance of chartrender.wasm: its memory, its functions, and what it asks of JavaScript.
import { ChartrenderError } from "./errors.js";

const UNSUPPORTED = 52; // ENOSYS of WASI
const REALTIME = 0;
const SCRATCH_BYTES = 64;
const ORIGIN_BYTES = 16; // of cr_origin
const ENTROPY_BYTES = 1024; // four times the most that is asked for at once
// So many small calls, which take some 200 KB, must fit into the engine's stack (lib/base/stack_wasm.cc).
const CALLS_IN_RESERVE = 4096;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A JavaScript text as UTF-8; half a surrogate pair is no text. */
function utf8(text, what) {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError(`${what}: the text has half a surrogate pair, which is no UTF-16`);
  return encoder.encode(text);
}

class Instance {
  #exports;
  #scratch = 0;
  #callbacks = new Map();
  #nextCallback = 1;
  #pending = [];
  #lost = false;
  #entropy = new Uint8Array();

  constructor(module) {
    const instance = new WebAssembly.Instance(module, this.#imports(module));
    this.#exports = instance.exports;
    this.#exports._initialize?.();
    this.#scratch = this.#exports.malloc(SCRATCH_BYTES);
  }

  /** True after a fault: nothing in the module can be trusted any more. */
  get isLost() {
    return this.#lost;
  }

  // ---- What the module asks of JavaScript ----

  #imports(module) {
    const imports = {
      wasi_snapshot_preview1: {
        clock_time_get: (clock, _precision, out) => {
          const milliseconds = clock === REALTIME ? Date.now() : performance.now();
          this.#view().setBigUint64(out, BigInt(Math.round(milliseconds * 1000)) * 1000n, true);
          return 0;
        },
        environ_sizes_get: (count, size) => {
          this.#view().setUint32(count, 0, true);
          this.#view().setUint32(size, 0, true);
          return 0;
        },
        environ_get: () => 0,
        proc_exit: (status) => {
          throw new WebAssembly.RuntimeError(`exit ${status}`);
        },
      },
      env: {
        emscripten_notify_memory_growth: () => undefined,
        getentropy: (out, size) => {
          // Some hundred bytes at a time: asking costs more than the bytes. None is used twice.
          if (this.#entropy.length < size) this.#entropy = globalThis.crypto.getRandomValues(new Uint8Array(ENTROPY_BYTES));
          this.#bytes().set(this.#entropy.subarray(0, size), out);
          this.#entropy = this.#entropy.fill(0, 0, size).subarray(size);
          return 0;
        },
      },
      chartrender: {
        stack_has_room: () => {
          try {
            this.#exports.chartrender_take_stack(CALLS_IN_RESERVE);
            return 1;
          } catch {
            return 0;
          }
        },
        lookup: (user, apiVersion, kind, namespace, name, reply) =>
          this.#answer(reply, () => this.#callbacks.get(user)(...[apiVersion, kind, namespace, name].map((at) => this.text(at)))),
        read: (user, path, reply) => this.#answer(reply, () => this.#callbacks.get(user)(this.text(path))),
        function: (user, list, reply) => this.#answer(reply, () => this.#callbacks.get(user)(this.text(list))),
        log: (user, record) => this.#answer(0, () => this.#callbacks.get(user)(this.text(record))),
      },
    };
    // There are no files, and nothing is printed: whatever else libc knows does not work.
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
      if (kind === "function") (imports[from] ??= {})[name] ??= () => (name.startsWith("__syscall") ? -UNSUPPORTED : UNSUPPORTED);
    }
    return imports;
  }

  // What a callback throws is kept, the library gets an error, and `call` throws it.
  #answer(reply, make) {
    try {
      const answer = make();
      if (reply !== 0 && answer !== undefined && answer !== null) this.#reply("cr_reply_text", reply, answer);
    } catch (error) {
      if (error instanceof FileRefusal) {
        this.#reply("cr_reply_error", reply, error.message);
        return;
      }
      this.#pending.push(error);
      if (reply !== 0) this.#reply("cr_reply_error", reply, String(error));
    }
  }

  #reply(name, reply, answer) {
    const data = typeof answer === "string" ? encoder.encode(answer) : answer;
    this.#withData([data], (at) => this.#exports[name](reply, at, data.length));
  }

  /** Makes a function callable from the module, by a number; `forget` takes it back. */
  remember(callback) {
    this.#callbacks.set(this.#nextCallback, callback);
    return this.#nextCallback++;
  }

  forget(number) {
    this.#callbacks.delete(number);
  }

  // ---- Memory ----

  #view() {
    return new DataView(this.#exports.memory.buffer);
  }

  #bytes() {
    return new Uint8Array(this.#exports.memory.buffer);
  }

  /** A copy of the data that a cr_bytes at this address tells of. */
  data(at) {
    const view = this.#view();
    const start = view.getUint32(at, true);
    return this.#bytes().slice(start, start + view.getUint32(at + 4, true));
  }

  text(at) {
    const view = this.#view();
    const start = view.getUint32(at, true);
    return decoder.decode(this.#bytes().subarray(start, start + view.getUint32(at + 4, true)));
  }

  // Runs `body` with the addresses of copies of `pieces`.
  #withData(pieces, body) {
    const addresses = [];
    try {
      for (const piece of pieces) {
        const at = this.#run("malloc", Math.max(piece.length, 1)) >>> 0;
        if (at === 0) throw new ChartrenderError("no memory", { code: "limit" });
        addresses.push(at);
        this.#bytes().set(piece, at);
      }
      return body(...addresses);
    } finally {
      for (const at of addresses) this.free("free", at);
    }
  }

  // ---- Calls ----

  // A fault inside the module, which no input should be able to cause, leaves it in any state.
  #run(name, ...args) {
    if (this.#lost) throw new ChartrenderError("the module was lost in an earlier fault; load the chart again");
    try {
      return this.#exports[name](...args);
    } catch (error) {
      this.#lost = true;
      const isDeep = error instanceof RangeError || error?.name === "InternalError"; // the engine's stack was too small
      throw isDeep ? new ChartrenderError("limit reached: nesting depth", { code: "limit" })
        : new ChartrenderError(`fault in the module: ${error}`);
    }
  }

  /** The text that a function answers about a handle as cr_bytes. */
  askText(name, ...args) {
    this.#run(name, this.#scratch, ...args);
    return this.text(this.#scratch);
  }

  /** The same as data. */
  askData(name, ...args) {
    this.#run(name, this.#scratch, ...args);
    return this.data(this.#scratch);
  }

  number(name, handle) {
    return this.#run(name, handle) >>> 0;
  }

  free(name, handle) {
    if (!this.#lost) this.#run(name, handle);
  }

  /**
   * Calls a function that returns a cr_status. Of `parts` Uint8Arrays become pointer and length, numbers stay. With
   * `free`, the name of what frees it, the function makes a handle, which is returned. Throws a ChartrenderError, or what
   * a callback threw meanwhile.
   */
  call(name, parts, free) {
    const outer = this.#pending;
    this.#pending = [];
    try {
      const made = this.#withData(parts.filter((part) => typeof part !== "number"), (...addresses) => {
        const passed = parts.flatMap((part) => (typeof part === "number" ? [part] : [addresses.shift(), part.length]));
        return this.#callWith(name, passed, free);
      });
      if (this.#pending.length > 0 && free) this.free(free, made);
      return made;
    } finally {
      const thrown = this.#pending;
      this.#pending = outer;
      if (thrown.length > 0) throw thrown[0];
    }
  }

  #callWith(name, passed, free) {
    const [handle, error] = [this.#scratch + 16, this.#scratch + 20];
    const status = this.#run(name, ...passed, ...(free ? [handle, error] : [error]));
    if (status !== 0) throw this.#errorAt(this.#view().getUint32(error, true));
    return free ? this.#view().getUint32(handle, true) : 0;
  }

  #errorAt(error) {
    if (error === 0) return new ChartrenderError("no memory", { code: "limit" });
    const details = JSON.parse(this.askText("cr_error_json", error));
    this.free("cr_error_free", error);
    return new ChartrenderError(details.message, details);
  }

  /** Whether the rules of a .helmignore leave a path out. */
  ignores(rules, path, isDirectory) {
    const name = encoder.encode(path);
    return this.#withData([name], (at) => this.#run("cr_wasm_rules_ignore", rules, at, name.length, Number(isDirectory)) !== 0);
  }

  /** The fields of all documents of a result as they lie in `data`: `ends[i]` is where the i-th one ends. */
  fields(result) {
    const count = this.number("cr_wasm_field_count", result);
    const packed = this.#run("cr_wasm_pack_fields", result) >>> 0;
    if (packed === 0) throw new ChartrenderError("no memory", { code: "limit" });
    const ends = new Uint32Array(this.#exports.memory.buffer.slice(packed, packed + count * 4));
    const start = packed + count * 4;
    const data = this.#bytes().slice(start, start + (ends.at(-1) ?? 0));
    this.free("free", packed);
    return { ends, data };
  }

  /** For each document of a result `files` and the `numbers` of its cr_origins; undefined when they were not asked for. */
  origins(result, documents) {
    const count = this.number("cr_result_origin_file_count", result);
    if (count === 0) return undefined;
    const files = Array.from({ length: count }, (_, i) => this.askText("cr_result_origin_file", result, i));
    return Array.from({ length: documents }, (_, i) => {
      const start = this.#run("cr_result_origins", result, i, this.#scratch) >>> 0;
      const size = this.#view().getUint32(this.#scratch, true) * ORIGIN_BYTES;
      return { files, numbers: new Uint32Array(this.#exports.memory.buffer.slice(start, start + size)) };
    });
  }
}

/** A file that cannot be read: no exception of a callback, but what the library is told. */
class FileRefusal extends Error {}

export { FileRefusal, Instance, decoder, utf8 };
