// Completion: keys and values of the user's values by schema and defaults, and in templates values,
// names of definitions and what else a template can see.
import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { Defaults } from "../values/defaults";
import { choicesOf, typeOf, type Schema, type SchemaTree } from "../values/schema";
import { writeYaml } from "../values/yaml_dialect";
import { cursorAt, type Path } from "../values/yaml_path";

export interface Knowledge {
  schema: SchemaTree | undefined;
  defaults: Defaults;
  definitions: string[]; // the names after `define`
}

// What is known about a key: by the schema, else by the chart's own values.
export function keysAt(known: Knowledge, path: Path): { key: string; schema: Schema | undefined }[] {
  const node = known.schema?.find(path);
  const named = Object.keys(node?.properties ?? {});
  const keys = [...new Set([...known.defaults.keys(path), ...named])];
  return keys.map((key) => ({ key, schema: node && known.schema!.child(node, key) }));
}

function describe(known: Knowledge, path: Path, schema: Schema | undefined): Pick<Completion, "detail" | "info"> {
  const value = known.defaults.get(path) ?? schema?.default;
  const shown = value === undefined || typeof value === "object" ? "" : ` = ${JSON.stringify(value)}`;
  const info = schema?.description ?? known.defaults.comment(path);
  const detail = (schema ? typeOf(schema) : "") + shown;
  return { ...(detail ? { detail } : {}), ...(info ? { info } : {}) };
}

function isNested(known: Knowledge, path: Path, schema: Schema | undefined): boolean {
  const value = known.defaults.get(path);
  return schema?.properties !== undefined || (typeof value === "object" && value !== null);
}

function yamlKeys(known: Knowledge, context: CompletionContext, path: Path, taken: string[], from: number, column: number): CompletionResult {
  const options = keysAt(known, path)
    .filter(({ key }) => !taken.includes(key))
    .map(({ key, schema }): Completion => {
      const whole = [...path, key];
      const written = /^[\w./-]+$/.test(key) ? key : JSON.stringify(key);
      const isList = Array.isArray(known.defaults.get(whole)) || schema?.type === "array";
      const below = `\n${" ".repeat(column + 2)}${isList ? "- " : ""}`;
      const apply = isNested(known, whole, schema) ? `${written}:${below}` : `${written}: `;
      return { label: key, type: "property", apply, ...describe(known, whole, schema) };
    });
  return { from, options, filter: true, validFor: context.explicit ? /^[\w./-]*$/ : /^[\w./-]+$/ };
}

function yamlValues(known: Knowledge, path: Path, from: number): CompletionResult | null {
  const schema = known.schema?.find(path);
  const choices = schema && choicesOf(schema);
  const fallback = known.defaults.get(path) ?? schema?.default;
  const values: unknown[] = choices ?? (typeOf(schema ?? {}) === "boolean" || typeof fallback === "boolean" ? [true, false] : []);
  const all = [...values, ...(schema?.examples ?? [])];
  if (fallback !== undefined && typeof fallback !== "object" && !all.includes(fallback)) all.push(fallback);
  if (all.length === 0) return null;
  const options = all.map((value): Completion => ({
    label: writeYaml(value),
    type: "constant",
    ...(value === fallback ? { detail: "default" } : {}),
  }));
  return { from, options };
}

// For values files.
export function valuesSource(known: () => Knowledge) {
  return (context: CompletionContext): CompletionResult | null => {
    const { state, pos } = context;
    const line = state.doc.lineAt(pos);
    if (line.text.slice(0, pos - line.from).includes(" #") || /^\s*#/.test(line.text)) return null;
    const lines = state.doc.toString().split("\n");
    const cursor = cursorAt(lines, line.number - 1, pos - line.from);
    const from = line.from + cursor.word;
    if (cursor.key !== undefined) return yamlValues(known(), [...cursor.path, cursor.key], from);
    if (!context.explicit && from === pos) return null;
    const column = cursor.word;
    const keys = yamlKeys(known(), context, cursor.path, cursor.keys, from, column);
    // An item of a list may be one of the listed values.
    const items = typeof cursor.path.at(-1) === "number" ? yamlValues(known(), cursor.path, from) : null;
    return { ...keys, options: [...keys.options, ...(items?.options ?? [])] };
  };
}

const BUILT_IN: Record<string, string[]> = {
  "": ["Values", "Release", "Chart", "Files", "Capabilities", "Template", "Subcharts"],
  Release: ["Name", "Namespace", "Service", "Revision", "IsInstall", "IsUpgrade"],
  Chart: ["Name", "Version", "AppVersion", "Description", "Type", "Annotations", "Dependencies", "IsRoot", "Keywords"],
  Capabilities: ["KubeVersion", "APIVersions", "HelmVersion"],
  "Capabilities.KubeVersion": ["Version", "Major", "Minor", "GitVersion"],
  "Capabilities.APIVersions": ["Has"],
  Files: ["Get", "GetBytes", "Glob", "Lines", "AsConfig", "AsSecrets"],
  Template: ["Name", "BasePath"],
};

// For templates.
export function templateSource(known: () => Knowledge) {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const action = before.lastIndexOf("{{");
    if (action < 0 || before.indexOf("}}", action) >= 0) return null;
    const name = /\b(include|template)\s+"([^"]*)$/.exec(before);
    if (name) {
      const options = known().definitions.map((label): Completion => ({ label, type: "function" }));
      return { from: context.pos - name[2]!.length, options, validFor: /^[^"]*$/ };
    }
    const field = /\$?((?:\.\w+)*)\.(\w*)$/.exec(before.slice(action));
    if (!field) return null;
    const steps = field[1]!.split(".").slice(1);
    const from = context.pos - field[2]!.length;
    if (steps[0] !== "Values") {
      const names = BUILT_IN[steps.join(".")] ?? [];
      return names.length ? { from, options: names.map((label) => ({ label, type: "property" })), validFor: /^\w*$/ } : null;
    }
    const path = steps.slice(1);
    const options = keysAt(known(), path)
      .filter(({ key }) => /^[A-Za-z_]\w*$/.test(key))
      .map(({ key, schema }): Completion => ({ label: key, type: "property", ...describe(known(), [...path, key], schema) }));
    return { from, options, validFor: /^\w*$/ };
  };
}

export function completion(path: string, isValues: boolean, known: () => Knowledge) {
  const isTemplate = /(^|\/)templates\//.test(path);
  if (!isTemplate && !isValues) return [];
  return autocompletion({ override: [isTemplate ? templateSource(known) : valuesSource(known)], icons: false, closeOnBlur: true });
}

// The names that the templates among these texts define.
export function definitionsIn(texts: Iterable<string>): string[] {
  const names = new Set<string>();
  for (const text of texts) for (const match of text.matchAll(/\{\{-?\s*(?:define|block)\s+"([^"]+)"/g)) names.add(match[1]!);
  return [...names].sort();
}
