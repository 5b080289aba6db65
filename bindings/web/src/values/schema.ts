// values.schema.json as the form and the completion read it: a node with its references and
// combinations taken together. It advises; what is valid is decided by the renderer.
import type { Path } from "./yaml_path";

export interface Schema {
  $ref?: string;
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  examples?: unknown[];
  properties?: Record<string, Schema | boolean>;
  patternProperties?: Record<string, Schema | boolean>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  items?: Schema | boolean | Schema[];
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  then?: Schema;
  else?: Schema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  readOnly?: boolean;
  deprecated?: boolean;
}

const DEEPEST = 40; // of references and combinations within one node

function isSchema(node: unknown): node is Schema {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

export class SchemaTree {
  constructor(readonly root: Schema) {}

  // undefined for a text that is no JSON object.
  static parse(text: string): SchemaTree | undefined {
    try {
      const root: unknown = JSON.parse(text);
      return isSchema(root) ? new SchemaTree(root) : undefined;
    } catch {
      return undefined;
    }
  }

  // A node with what its $ref and combinations say; the node's own words count first.
  resolve(node: Schema, depth = 0): Schema {
    if (depth > DEEPEST) return {};
    const parts: Schema[] = [];
    if (node.$ref !== undefined) {
      const target = this.at(node.$ref);
      if (target) parts.push(this.resolve(target, depth + 1));
    }
    for (const part of [...(node.allOf ?? []), node.then, node.else]) if (isSchema(part)) parts.push(this.resolve(part, depth + 1));
    const choices = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].filter(isSchema).map((part) => this.resolve(part, depth + 1));
    if (choices.length > 0) parts.push(choices.reduce(either));
    return parts.reduce(both, node);
  }

  // What may stand at a path.
  find(path: Path): Schema | undefined {
    let node: Schema | undefined = this.resolve(this.root);
    for (const step of path) {
      node = this.child(node, step);
      if (node === undefined) return undefined;
    }
    return node;
  }

  child(node: Schema, step: string | number): Schema | undefined {
    if (typeof step === "number") {
      const item = Array.isArray(node.items) ? (node.items[step] ?? node.items[0]) : node.items;
      return isSchema(item) ? this.resolve(item) : undefined;
    }
    const named = node.properties && Object.hasOwn(node.properties, step) ? node.properties[step] : undefined;
    if (isSchema(named)) return this.resolve(named);
    for (const [pattern, schema] of Object.entries(node.patternProperties ?? {})) {
      if (isSchema(schema) && matches(pattern, step)) return this.resolve(schema);
    }
    return isSchema(node.additionalProperties) ? this.resolve(node.additionalProperties) : undefined;
  }

  private at(reference: string): Schema | undefined {
    if (!reference.startsWith("#")) return undefined;
    let node: unknown = this.root;
    for (const part of decodeURIComponent(reference.slice(1)).split("/").slice(1)) {
      const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
      node = isSchema(node) || Array.isArray(node) ? (node as Record<string, unknown>)[key] : undefined;
    }
    return isSchema(node) ? node : undefined;
  }
}

function matches(pattern: string, key: string): boolean {
  try {
    return new RegExp(pattern, "u").test(key);
  } catch {
    return false;
  }
}

function both(a: Schema, b: Schema): Schema {
  const merged: Schema = { ...b, ...a };
  if (a.properties || b.properties) merged.properties = { ...b.properties, ...a.properties };
  if (a.required || b.required) merged.required = [...new Set([...(a.required ?? []), ...(b.required ?? [])])];
  return merged;
}

// One of two alternatives: what both allow.
function either(a: Schema, b: Schema): Schema {
  const merged: Schema = { ...b, ...a };
  if (a.type !== undefined && b.type !== undefined) merged.type = [...new Set([a.type, b.type].flat())];
  if (a.properties || b.properties) merged.properties = { ...b.properties, ...a.properties };
  const listed = [a, b].map((s) => s.enum ?? (s.const === undefined ? undefined : [s.const]));
  delete merged.const;
  delete merged.enum;
  if (listed[0] && listed[1]) merged.enum = [...listed[0], ...listed[1]];
  delete merged.required;
  for (const key of ["minimum", "maximum", "pattern", "minLength", "maxLength"] as const) {
    if (a[key] !== b[key]) delete merged[key];
  }
  return merged;
}

// "string", "integer", ...: the first type that is not null; "" when the schema does not tell.
export function typeOf(schema: Schema): string {
  const types = typesOf(schema);
  if (types.length > 1) return types.every((type) => type === "integer" || type === "number") ? "number" : "mixed";
  if (types[0] !== undefined) return types[0];
  if (schema.properties) return "object";
  if (schema.items) return "array";
  return "";
}

export function typesOf(schema: Schema): string[] {
  return [schema.type ?? []].flat().filter((type) => type !== "null");
}

// The values that a schema lists.
export function choicesOf(schema: Schema): unknown[] | undefined {
  if (schema.enum) return schema.enum;
  return schema.const === undefined ? undefined : [schema.const];
}
