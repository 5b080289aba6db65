// What a render gave.
import { decoder } from "./instance.js";

const FIELDS = 9; // of cr_field
const [SECTION, PATH, TEXT, API_VERSION, KIND, NAME, EVENTS, DELETE_POLICIES, WEIGHT] = Array(FIELDS).keys();

const ORIGIN_NUMBERS = 4; // of cr_origin

/** The origins of lines, out of what Instance.origins gives. */
function originsOf({ files, numbers }) {
  return Array.from({ length: numbers.length / ORIGIN_NUMBERS }, (_, i) => {
    const [file, line, callerFile, callerLine] = numbers.subarray(i * ORIGIN_NUMBERS);
    if (line === 0) return undefined;
    return { file: files[file], line, ...(callerLine === 0 ? {} : { caller: { file: files[callerFile], line: callerLine } }) };
  });
}

/** One rendered document. */
class Manifest {
  #fields;
  #first;
  #parse;
  #object;
  #traced;
  #origins;

  constructor(fields, index, parse, traced) {
    this.#fields = fields;
    this.#first = index * FIELDS;
    this.#parse = parse;
    this.#traced = traced;
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

  get origins() {
    this.#origins ??= this.#traced === undefined ? [] : originsOf(this.#traced);
    return this.#origins;
  }

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
    const count = fields.ends.length / FIELDS;
    const traced = instance.origins(handle, count);
    this.documents = Array.from({ length: count }, (_, i) => new Manifest(fields, i, parse, traced?.[i]));
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

export { Manifest, Result };
