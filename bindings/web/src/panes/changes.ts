// What differs from another render: of the default values, of the phase before, of a second chart.
import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { reading } from "../editor/editor";
import { languageOf } from "../editor/language";

const SMALL = 400_000; // characters up to which the diff is computed in full

export class Changes {
  private view: EditorView | undefined;
  private shown: [string, string] | undefined;

  constructor(private readonly parent: HTMLElement, private readonly summary: HTMLElement) {}

  show(before: string, after: string): void {
    if (this.shown?.[0] === before && this.shown[1] === after) return;
    this.shown = [before, after];
    this.summary.textContent = summaryOf(before, after);
    const top = this.view?.scrollDOM.scrollTop ?? 0;
    this.view?.destroy();
    this.view = new EditorView({
      parent: this.parent,
      state: EditorState.create({
        doc: after,
        extensions: [
          reading("Changes of the rendered manifests"),
          languageOf("output.yaml"),
          unifiedMergeView({
            original: before,
            mergeControls: false,
            allowInlineDiffs: false,
            gutter: true,
            collapseUnchanged: { margin: 3, minSize: 6 },
            diffConfig: { scanLimit: after.length > SMALL ? 200 : 2000, timeout: 200 },
          }),
        ],
      }),
    });
    this.view.scrollDOM.scrollTop = top;
  }

  fail(message: string): void {
    this.shown = undefined;
    this.view?.destroy();
    this.view = undefined;
    this.summary.textContent = message;
  }
}

// The documents of a text by "kind/name" and source.
function documentsOf(text: string): Map<string, string> {
  const documents = new Map<string, string>();
  for (const part of text.split(/^---\n(?=# Source: )/m)) {
    if (part.trim() === "") continue;
    const kind = /^kind: *(.+)$/m.exec(part)?.[1] ?? "";
    const name = /^metadata:\n(?:[ #].*\n|\n)*? {2}name: *(.+)$/m.exec(part)?.[1] ?? "";
    const source = /^# Source: [^/]*\/(.*)$/m.exec(part)?.[1] ?? "";
    let key = `${kind}/${name} ${source}`;
    while (documents.has(key)) key += "'";
    documents.set(key, part.replace(/^# Source: .*\n/, ""));
  }
  return documents;
}

export function summaryOf(before: string, after: string): string {
  const [old, now] = [documentsOf(before), documentsOf(after)];
  const added = [...now.keys()].filter((key) => !old.has(key)).length;
  const removed = [...old.keys()].filter((key) => !now.has(key)).length;
  const changed = [...now].filter(([key, text]) => old.has(key) && old.get(key) !== text).length;
  if (added + removed + changed === 0) return "No document differs.";
  return `${changed} changed, ${added} added, ${removed} removed`;
}
