// Options as JavaScript has them, and as chartrender.h does.
import { usage } from "./errors.js";

// Options that go as they are, by their names in chartrender.h.
const RENDER_OPTIONS = ["kube_version", "api_versions", "include_crds", "skip_schema_validation", "strict", "lint_mode",
  "sub_notes", "all_errors", "templates_only", "hooks", "tests", "show_only", "origins", "encrypted_values", "time_zone"];
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

export { NUMBERS, OWN_OPTIONS, RENDER_OPTIONS, SETS, camel, entriesOf, jsonOf, limitsOf, nanoseconds, wholeNumber };
