// The controls of single values: what a schema allows decides which.
import { make } from "../dom";
import { choicesOf, typeOf, type Schema } from "../values/schema";
import { readYaml, writeYaml } from "../values/yaml_dialect";

export interface Control {
  element: HTMLElement;
  // Shows a value; `fallback` is the default.
  show(value: unknown, fallback: unknown): void;
}

type Edit = (value: unknown) => void;

export function controlFor(schema: Schema, id: string, edit: Edit): Control {
  const choices = choicesOf(schema);
  if (choices) return selection(choices, id, edit);
  const type = typeOf(schema);
  if (type === "boolean") return checkbox(id, edit);
  if (type === "integer" || type === "number") return number(schema, id, edit);
  if (type === "string") return text(schema, id, edit, (typed) => typed);
  if (type === "object" || type === "array" || type === "") return yaml(id, edit);
  return text({}, id, edit, scalarOf); // several types
}

function printed(value: unknown): string {
  return typeof value === "string" ? value : value === undefined || value === null ? "" : writeYaml(value);
}

function scalarOf(typed: string): unknown {
  try {
    const value = readYaml(typed);
    return typeof value === "object" && value !== null ? typed : (value ?? "");
  } catch {
    return typed;
  }
}

function selection(choices: unknown[], id: string, edit: Edit): Control {
  const none = make("option", { value: "" }, "");
  const options = choices.map((choice, index) => make("option", { value: index }, choice === "" ? '""' : printed(choice)));
  const element = make("select", { id }, none, ...options);
  element.addEventListener("change", () => edit(element.value === "" ? undefined : choices[Number(element.value)]));
  return {
    element,
    show(value, fallback) {
      none.textContent = fallback === undefined ? "not set" : "default";
      const index = choices.findIndex((choice) => choice === value);
      element.value = index < 0 ? "" : String(index);
    },
  };
}

function checkbox(id: string, edit: Edit): Control {
  const element = make("input", { id, type: "checkbox" });
  element.addEventListener("change", () => edit(element.checked));
  return { element, show: (value) => (element.checked = value === true) };
}

function number(schema: Schema, id: string, edit: Edit): Control {
  const step = typeOf(schema) === "integer" ? 1 : "any";
  const element = make("input", { id, type: "number", step, min: schema.minimum, max: schema.maximum });
  element.addEventListener("input", () => edit(element.value === "" ? undefined : Number(element.value)));
  return {
    element,
    show(value, fallback) {
      element.value = typeof value === "number" ? String(value) : "";
      element.placeholder = printed(fallback);
    },
  };
}

function text(schema: Schema, id: string, edit: Edit, read: (typed: string) => unknown): Control {
  const element = make("input", { id, type: "text", spellcheck: "false", autocomplete: "off", maxlength: schema.maxLength });
  let fallback: unknown;
  element.addEventListener("input", () => edit(element.value === "" && (fallback === undefined || fallback === "") ? undefined : read(element.value)));
  return {
    element,
    show(value, otherwise) {
      fallback = otherwise;
      element.value = printed(value);
      element.placeholder = printed(otherwise);
    },
  };
}

// Whatever has no shape of its own is edited as YAML.
function yaml(id: string, edit: Edit): Control {
  const element = make("textarea", { id, rows: 2, spellcheck: "false", class: "yaml", placeholder: "YAML" });
  element.addEventListener("input", () => {
    try {
      const value = element.value.trim() === "" ? undefined : readYaml(element.value);
      element.setCustomValidity("");
      edit(value);
    } catch {
      element.setCustomValidity("This is no YAML yet.");
      element.reportValidity();
    }
  });
  return {
    element,
    show(value) {
      const empty = value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);
      element.value = empty ? "" : printed(value);
      element.rows = Math.min(12, Math.max(2, element.value.split("\n").length));
    },
  };
}
