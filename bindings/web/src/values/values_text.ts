// Changes single values of a YAML text, keeping its comments and the order of its keys.
import { isAlias, isCollection, isMap, isScalar, parseDocument, type Document } from "yaml";
import { isMapping } from "./defaults";
import { DIALECT } from "./yaml_dialect";
import type { Path } from "./yaml_path";

export interface ParsedValues {
  object: Record<string, unknown> | undefined; // undefined: no mapping can be read
  error: { message: string; offset: number } | undefined;
}

export function parseValues(text: string): ParsedValues {
  const document = parseDocument(text, DIALECT);
  const failure = document.errors[0];
  if (failure) return { object: undefined, error: { message: failure.message, offset: failure.pos[0] } };
  try {
    const object: unknown = document.toJS({ maxAliasCount: 1000 }) ?? {};
    return { object: isMapping(object) ? object : undefined, error: undefined };
  } catch (error) {
    return { object: undefined, error: { message: String(error), offset: 0 } };
  }
}

// `text` with `value` at `path`; undefined removes it, and mappings that become empty by that.
// Returns undefined for a text that does not parse or is no mapping.
export function withValue(text: string, path: Path, value: unknown): string | undefined {
  const document = parseDocument(text, DIALECT);
  const content = document.contents;
  if (document.errors.length > 0 || (content !== null && !isMap(content) && !(isScalar(content) && content.value === null))) return undefined;
  if (value === undefined) remove(document, path);
  else set(document, path, value);
  if (isMap(document.contents) && document.contents.items.length === 0) return commentsOf(document);
  return document.toString({ lineWidth: 0, indentSeq: !/^(\s*)\S.*:\n\1- /m.test(text) });
}

function commentsOf(document: Document): string {
  const comments = [document.commentBefore, document.contents?.commentBefore, document.comment].filter(Boolean).join("\n");
  return comments ? `${comments.replace(/^/gm, "#")}\n` : "";
}

function set(document: Document, path: Path, value: unknown): void {
  if (!isMap(document.contents)) {
    const comment = document.contents?.commentBefore;
    document.contents = document.createNode({}) as typeof document.contents;
    if (comment && document.contents) document.contents.commentBefore = comment;
  }
  // Where a scalar or null stands in the way a mapping takes its place, where an alias a copy of what it stands for.
  for (let depth = 1; depth < path.length; ++depth) {
    const above = path.slice(0, depth);
    const node: unknown = document.getIn(above, true);
    if (isAlias(node)) document.setIn(above, document.createNode(node.toJS(document) as unknown));
    else if (document.hasIn(above) && !isCollection(node)) {
      document.setIn(above, document.createNode(typeof path[depth] === "number" ? [] : {}));
    }
  }
  const present: unknown = document.getIn(path, true);
  if (isScalar(present) && (typeof value !== "object" || value === null)) {
    if (typeof present.value !== typeof value || present.value === "") delete present.type; // else quoted as before
    present.value = value;
    delete present.source;
  } else {
    document.setIn(path, document.createNode(value));
  }
  for (let depth = 1; depth < path.length; ++depth) unflow(document.getIn(path.slice(0, depth), true));
}

// "{}" that gets its first key is written in lines.
function unflow(node: unknown): void {
  if (isCollection(node) && node.flow && node.items.length === 1) node.flow = false;
}

function remove(document: Document, path: Path): void {
  if (!document.hasIn(path)) return;
  deleteAt(document, path);
  for (let depth = path.length - 1; depth > 0; --depth) {
    const above = path.slice(0, depth);
    const node: unknown = document.getIn(above, true);
    if (!isMap(node) || node.items.length > 0) return;
    deleteAt(document, above);
  }
}

// The comment right above a key goes with it; what is above that, behind a blank line, is about the whole text.
function deleteAt(document: Document, path: Path): void {
  const map = document.contents;
  const first = isMap(map) && path.length === 1 ? map.items[0]?.key : undefined;
  const head = isScalar(first) && first.value === path[0] ? first.commentBefore?.replace(/(^|\n\s*\n)((?!\n\s*\n)[^])*$/, "") : undefined;
  document.deleteIn(path);
  if (!head || !isMap(map)) return;
  const next = map.items[0]?.key;
  if (isScalar(next)) next.commentBefore = [head, next.commentBefore].filter(Boolean).join("\n\n");
  else document.commentBefore = head;
}

// The range of the value at a path, or of the nearest place above it that the text has; undefined: none.
export function rangeOf(text: string, path: Path): [from: number, to: number] | undefined {
  const document = parseDocument(text, DIALECT);
  for (let depth = path.length; depth > 0; --depth) {
    const parent: unknown = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const step = path[depth - 1]!;
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      const key = pair?.key;
      if (isScalar(key) && key.range) {
        const value = pair?.value;
        return [key.range[0], isScalar(value) && value.range ? value.range[1] : key.range[1]];
      }
    } else if (isCollection(parent)) {
      const item: unknown = parent.items[Number(step)];
      if (isCollection(item) || isScalar(item)) if (item.range) return [item.range[0], item.range[1]];
    }
  }
  return undefined;
}

// "/ui/service~1x/0" as a path.
export function pathOf(pointer: string): Path {
  const steps = pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
