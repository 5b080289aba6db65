// The chart's values.yaml: default values by path, and what the comments above them say.
import { isMap, isNode, isPair, isScalar, parseDocument, type Document, type Pair } from "yaml";
import { DIALECT } from "./yaml_dialect";
import type { Path } from "./yaml_path";

export class Defaults {
  private readonly document: Document;
  readonly object: unknown;

  constructor(text: string) {
    this.document = parseDocument(text, DIALECT);
    let object: unknown;
    try {
      object = this.document.toJS({ maxAliasCount: 1000 }) as unknown;
    } catch {
      object = undefined;
    }
    this.object = object ?? {};
  }

  get(path: Path): unknown {
    return valueAt(this.object, path);
  }

  keys(path: Path): string[] {
    const value = this.get(path);
    return isMapping(value) ? Object.keys(value) : [];
  }

  // The comment above a key, "" for none.
  comment(path: Path): string {
    const key = path.at(-1);
    if (typeof key !== "string") return "";
    const parent = path.length === 1 ? this.document.contents : this.document.getIn(path.slice(0, -1), true);
    if (!isMap(parent)) return "";
    const index = parent.items.findIndex((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
    const pair = parent.items[index] as Pair | undefined;
    // A comment above the first key of a mapping stands before the mapping.
    const before = isNode(pair?.key) ? pair.key.commentBefore : undefined;
    const text = before ?? (index === 0 && path.length > 1 ? parent.commentBefore : undefined) ?? "";
    return joined(text.split(/\n\s*\n/).at(-1)!.replace(/^\s*-- /, " "));
  }
}

// The lines of a comment as running text; what is indented (examples) keeps its lines.
function joined(comment: string): string {
  let text = "";
  for (const line of comment.split("\n").map((one) => one.replace(/^ /, "").trimEnd())) {
    if (/^-{3,}$/.test(line)) continue;
    const apart = /^( |- )/.test(line);
    text += text === "" ? line : (apart || /\n +[^\n]*$/.test(text) ? "\n" : " ") + line;
  }
  return text.trim();
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === "number") value = value[step] as unknown;
    else if (isMapping(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}
