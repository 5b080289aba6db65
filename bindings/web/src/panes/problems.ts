// Why a render failed: each problem with its chain of frames, and marks for the editor.
import type { Mark } from "../editor/editor";
import { utf16Offset } from "../editor/editor";
import type { Problem } from "../render/protocol";
import { pathOf, parseValues, rangeOf } from "../values/values_text";
import { VALUES, type Workspace } from "../chart/workspace";
import { make } from "../dom";

// "chart/templates/x.yaml" as a path of the chart's folder.
export function ownPath(file: string): string {
  return file.slice(file.indexOf("/") + 1);
}

// What the schemas found: "- at '/ui/port': ..." below the name of a chart. Values of a subchart lie below its name.
export function schemaFindings(message: string, chart: string): { pointer: string; text: string }[] {
  const findings: { pointer: string; text: string }[] = [];
  let prefix = "";
  for (const line of message.split("\n").slice(1)) {
    const finding = /^- at '([^']*)': (.*)$/.exec(line);
    if (finding) findings.push({ pointer: prefix + finding[1]!, text: finding[2]! });
    else if (/^\S+:$/.test(line)) prefix = line === `${chart}:` ? "" : `/${line.slice(0, -1)}`;
  }
  return findings;
}

function place(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length };
}

// Where a node starts in its line: of `.Values.a.b` the column is that of `.a`.
function startOf(line: string, node: string, column: number): number {
  const at = node === "" ? -1 : line.lastIndexOf(node, column);
  return at >= 0 && at + node.length > column ? at : column;
}

// Where in the user's values, or at their start when the chart's own values are to blame.
function valuesMark(values: string, pointer: string, message: string): Mark {
  const range = rangeOf(values, pathOf(pointer));
  if (!range) return { line: 1, from: 0, to: 0, message: `${pointer || "values"}: ${message}` };
  const start = place(values, range[0]);
  return { line: start.line, from: start.column, to: start.column + range[1] - range[0], message };
}

// The marks of all problems, by path.
export function marksOf(problems: Problem[], workspace: Workspace): Map<string, Mark[]> {
  const marks = new Map<string, Mark[]>();
  const add = (path: string, mark: Mark) => {
    if (!marks.has(path)) marks.set(path, []);
    marks.get(path)!.push(mark);
  };
  for (const problem of problems) {
    if (problem.code === "schema") {
      for (const { pointer, text } of schemaFindings(problem.message, workspace.name)) add(VALUES, valuesMark(workspace.values, pointer, text));
    } else if (problem.code === "values") {
      const { error } = parseValues(workspace.values);
      if (error) {
        const { line, column } = place(workspace.values, error.offset);
        add(VALUES, { line, from: column, to: column, message: problem.message });
      }
    }
    const places = [...problem.frames, { file: problem.file ?? "", line: problem.line ?? 0, column: problem.column ?? 0, node: "" }];
    const seen = new Set<string>();
    for (const { file, line, column, node } of places) {
      const path = ownPath(file);
      if (!file || line === 0 || seen.has(`${path}:${line}`)) continue;
      seen.add(`${path}:${line}`);
      const text = workspace.text(path).split("\n")[line - 1] ?? "";
      const from = startOf(text, node, utf16Offset(text, column));
      add(path, { line, from, to: Math.max(from + node.length, from + 1), message: problem.message });
    }
  }
  return marks;
}

export interface ProblemHooks {
  goTo(path: string, line: number, column: number): void;
}

export class ProblemList {
  constructor(private readonly list: HTMLElement, private readonly hooks: ProblemHooks) {}

  show(problems: Problem[], workspace: Workspace): void {
    this.list.replaceChildren(...problems.map((problem) => this.item(problem, workspace)));
  }

  private item(problem: Problem, workspace: Workspace): HTMLElement {
    const item = make("li", { class: "problem" }, make("pre", {}, problem.message.trimEnd()));
    const places: HTMLElement[] = [];
    if (problem.code === "schema") {
      for (const { pointer, text } of schemaFindings(problem.message, workspace.name)) {
        const mark = valuesMark(workspace.values, pointer, text);
        places.push(this.link(VALUES, mark.line, mark.from, `your values, line ${mark.line}: ${pointer}`, ""));
      }
    }
    if (problem.code === "values") {
      for (const mark of marksOf([problem], workspace).get(VALUES) ?? []) {
        places.push(this.link(VALUES, mark.line, mark.from, `your values, line ${mark.line}`, ""));
      }
    }
    for (const frame of problem.frames) {
      if (frame.file) places.push(this.link(ownPath(frame.file), frame.line, frame.column, `${ownPath(frame.file)}:${frame.line}`, frame.node));
    }
    if (places.length === 0 && problem.file && problem.line) {
      places.push(this.link(ownPath(problem.file), problem.line, problem.column ?? 0, `${ownPath(problem.file)}:${problem.line}`, ""));
    }
    if (places.length > 0) item.append(make("ol", { class: "frames", "aria-label": "Places, outermost first" }, ...places));
    return item;
  }

  private link(path: string, line: number, column: number, text: string, node: string): HTMLElement {
    const button = make("button", { type: "button", onclick: () => this.hooks.goTo(path, line, column) }, text);
    return make("li", {}, button, node && make("code", {}, node));
  }
}
