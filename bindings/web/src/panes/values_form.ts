// The form of the user's values: generated from values.schema.json, and where that is silent from the chart's own
// values. It shows what counts (the user's value, else the default) and changes single values of the text.
import { make, newId } from "../dom";
import { isMapping, valueAt, type Defaults } from "../values/defaults";
import { typeOf, type Schema, type SchemaTree } from "../values/schema";
import type { Path } from "../values/yaml_path";
import { controlFor, type Control } from "./form_controls";

export interface FormSource {
  schema: SchemaTree | undefined;
  defaults: Defaults;
}

// Findings of the schema by JSON pointer.
export type Findings = ReadonlyMap<string, string>;

interface Part {
  update(): void;
}

export function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

export class ValuesForm {
  private source: FormSource | undefined;
  private user: unknown = {};
  private findings: Findings = new Map();
  private parts: Part[] = [];
  private reopening = new Set<string>(); // sections that were open before the form was built anew

  constructor(private readonly root: HTMLElement, private readonly note: HTMLElement, private readonly change: (path: Path, value: unknown) => void) {}

  // Another chart: builds the form anew; open sections stay open.
  setChart(source: FormSource): void {
    const open = this.root.querySelectorAll<HTMLElement>("details[open]");
    this.reopening = new Set([...open].map((section) => section.dataset["pointer"]!));
    this.source = source;
    this.parts = [];
    this.root.replaceChildren(...this.fields([], source.schema?.find([]), this.parts));
    this.setValues(this.user, this.findings);
  }

  // The user's values as they are now; undefined: their text cannot be read.
  setValues(user: unknown, findings: Findings): void {
    this.note.hidden = user !== undefined;
    this.root.inert = user === undefined;
    if (user === undefined) return;
    this.user = user;
    this.findings = findings;
    for (const part of this.parts) part.update();
  }

  private effective(path: Path): unknown {
    const own = valueAt(this.user, path);
    if (own !== undefined) return own;
    const list = path.findIndex((step) => typeof step === "number");
    // Lists are replaced as a whole: an item that the user's list lacks has no default.
    if (list >= 0 && valueAt(this.user, path.slice(0, list)) !== undefined) return undefined;
    return this.source!.defaults.get(path) ?? this.source!.schema?.find(path)?.default;
  }

  private edit(path: Path, value: unknown): void {
    const list = path.findIndex((step) => typeof step === "number");
    if (list < 0 || valueAt(this.user, path.slice(0, list)) !== undefined) {
      this.change(path, value);
      return;
    }
    // The first change of a default list makes it the user's.
    const whole = { list: structuredClone(this.effective(path.slice(0, list))) };
    place(whole, ["list", ...path.slice(list)], value);
    this.change(path.slice(0, list), whole.list);
  }

  private fields(path: Path, schema: Schema | undefined, parts: Part[]): HTMLElement[] {
    const shown = [this.source!.defaults.get(path), valueAt(this.user, path)].filter(isMapping).flatMap((value) => Object.keys(value));
    const keys = [...new Set([...shown, ...Object.keys(schema?.properties ?? {})])];
    return keys.map((key) => {
      const inner = schema && this.source!.schema?.child(schema, key);
      return this.field([...path, key], key, inner, schema?.required?.includes(key) ?? false, parts);
    });
  }

  private field(path: Path, name: string, known: Schema | undefined, required: boolean, parts: Part[]): HTMLElement {
    const value = this.effective(path);
    const schema = known && (typeOf(known) || known.enum || known.const !== undefined) ? known : { ...shapeOf(value), ...known };
    const hint = schema.description ?? this.source!.defaults.comment(path);
    if (typeOf(schema) === "object" && (schema.properties || (isMapping(this.source!.defaults.get(path)) && Object.keys(value as object).length > 0 && isClosed(schema)))) {
      return this.section(path, name, hint, parts, (inner) => this.fields(path, schema, inner));
    }
    if (typeOf(schema) === "array" && this.itemSchema(schema)) return this.list(path, name, schema, hint, parts);
    return this.leaf(path, name, schema, hint, required, parts);
  }

  // A part that is built when it is first opened.
  private section(path: Path, name: string, hint: string, parts: Part[], build: (parts: Part[]) => HTMLElement[]): HTMLElement {
    const state = make("span", { class: "count" });
    const body = make("div", { class: "section-body" });
    const inner: Part[] = [];
    let built = false;
    const section = make("details", { "data-pointer": pointerOf(path) }, make("summary", {}, make("span", { class: "key" }, name), " ", state), body);
    section.addEventListener("toggle", () => {
      if (!section.open || built) return;
      built = true;
      body.append(...(hint ? [make("p", { class: "hint" }, hint)] : []), ...build(inner));
      for (const part of inner) part.update();
    });
    if (this.reopening.delete(pointerOf(path))) section.open = true;
    parts.push({
      update: () => {
        const count = leaves(valueAt(this.user, path));
        const wrong = [...this.findings.keys()].some((pointer) => pointer === pointerOf(path) || pointer.startsWith(`${pointerOf(path)}/`));
        state.textContent = [count > 0 && `${count} set`, wrong && "not valid"].filter(Boolean).join(", ");
        section.classList.toggle("is-wrong", wrong);
        for (const part of inner) part.update();
      },
    });
    return section;
  }

  private itemSchema(schema: Schema): Schema | undefined {
    const item = this.source!.schema?.child(schema, 0);
    return item && ["object", "string", "integer", "number", "boolean"].includes(typeOf(item)) && (typeOf(item) !== "object" || item.properties)
      ? item
      : undefined;
  }

  private list(path: Path, name: string, schema: Schema, hint: string, parts: Part[]): HTMLElement {
    const item = this.itemSchema(schema)!;
    const build = (inner: Part[]) => {
      const rows = make("ol", { class: "items", "aria-label": path.join(".") });
      let rowParts: Part[] = [];
      let length = -1;
      const items = () => {
        const value = this.effective(path);
        return Array.isArray(value) ? value : [];
      };
      const rebuild = () => {
        rowParts = [];
        rows.replaceChildren(...items().map((_, index) => this.row([...path, index], index, item, rowParts)));
      };
      inner.push({
        update: () => {
          if (items().length !== length) {
            length = items().length;
            rebuild();
          }
          for (const part of rowParts) part.update();
        },
      });
      const add = make("button", { type: "button", class: "small", onclick: () => this.edit([...path, items().length], blank(item)) }, `Add to ${name}`);
      const reset = this.resetButton(path, inner);
      return [rows, make("div", { class: "row-actions" }, add, reset)];
    };
    return this.section(path, name, hint, parts, build);
  }

  private row(path: Path, index: number, item: Schema, parts: Part[]): HTMLElement {
    const remove = make(
      "button",
      { type: "button", class: "small", "aria-label": `Remove item ${index + 1} of ${path.slice(0, -1).join(".")}`, onclick: () => this.edit(path, undefined) },
      "Remove",
    );
    const body = item.properties ? this.fields(path, item, parts) : [this.leaf(path, `item ${index + 1}`, item, "", false, parts)];
    return make("li", {}, ...body, remove);
  }

  private resetButton(path: Path, parts: Part[]): HTMLButtonElement {
    const reset = make(
      "button",
      { type: "button", class: "small reset", "aria-label": `Reset ${path.join(".")} to the default`, onclick: () => this.change(path, undefined) },
      "Reset",
    );
    parts.push({ update: () => (reset.hidden = valueAt(this.user, path) === undefined) });
    return reset;
  }

  private leaf(path: Path, name: string, schema: Schema, hint: string, required: boolean, parts: Part[]): HTMLElement {
    const id = newId("value");
    const control: Control = controlFor(schema, id, (value) => this.edit(path, value));
    const error = make("p", { class: "field-error", id: `${id}-error`, hidden: true });
    control.element.setAttribute("aria-describedby", [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "));
    if (required) control.element.setAttribute("aria-required", "true");
    const inItem = path.some((step) => typeof step === "number");
    const field = make(
      "div",
      { class: "field", "data-pointer": pointerOf(path) },
      make("label", { for: id }, make("span", { class: "key" }, name), required && make("span", { class: "required" }, " required")),
      make("div", { class: "control" }, control.element, inItem ? null : this.resetButton(path, parts)),
      hint && make("p", { class: "hint", id: `${id}-hint` }, hint),
      error,
    );
    parts.push({
      update: () => {
        const own = valueAt(this.user, path);
        const fallback = this.source!.defaults.get(path) ?? schema.default;
        if (document.activeElement !== control.element) control.show(this.effective(path), fallback);
        field.classList.toggle("is-set", own !== undefined);
        const finding = this.findings.get(pointerOf(path));
        error.textContent = finding ?? "";
        error.hidden = finding === undefined;
        control.element.setAttribute("aria-invalid", String(finding !== undefined));
      },
    });
    return field;
  }
}

// Whether a mapping's keys are told by the chart's values rather than free.
function isClosed(schema: Schema): boolean {
  return schema.additionalProperties === undefined && schema.patternProperties === undefined;
}

function leaves(value: unknown): number {
  if (value === undefined) return 0;
  if (isMapping(value)) return Object.values(value).reduce<number>((sum, inner) => sum + leaves(inner), 0);
  return 1;
}

// A schema by the look of a value.
function shapeOf(value: unknown): Schema {
  if (isMapping(value)) return { type: "object" };
  if (Array.isArray(value)) {
    const plain = value.length > 0 && value.every((item) => typeof item === "string");
    return plain ? { type: "array", items: { type: "string" } } : { type: "array" };
  }
  if (typeof value === "boolean" || typeof value === "string") return { type: typeof value };
  if (typeof value === "number") return { type: Number.isInteger(value) ? "integer" : "number" };
  return { type: ["string", "number", "boolean"] };
}

// A new item of a list.
function blank(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const type = typeOf(schema);
  if (type === "object") {
    const required = (schema.required ?? []).map((key) => [key, blank((schema.properties?.[key] ?? {}) as Schema)]);
    return Object.fromEntries(required);
  }
  return { integer: 0, number: 0, boolean: false, array: [] }[type] ?? "";
}

// Sets or removes a value within lists and mappings.
function place(root: unknown, path: Path, value: unknown): void {
  let node = root as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) node = (node[step] ??= {}) as Record<string | number, unknown>;
  const last = path.at(-1)!;
  if (value !== undefined) node[last] = value;
  else if (Array.isArray(node)) node.splice(Number(last), 1);
  else delete node[last];
}
