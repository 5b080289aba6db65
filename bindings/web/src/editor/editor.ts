// The editor: one view, a state for each opened file, problems marked at their places.
import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { VALUES } from "../chart/workspace";
import { completion, type Knowledge } from "./completion";
import { highlighting, languageOf } from "./language";

// A problem in a text: from column `from` to column `to` (UTF-16 units from 0) of a line from 1.
export interface Mark {
  line: number;
  from: number;
  to: number;
  message: string;
}

const HINT = "Your values, in YAML; Ctrl+Space lists what there is";

export interface EditorHooks {
  known(): Knowledge;
  changed(path: string, text: string): void;
}

// Texts that are only read, with the same look.
export function reading(label: string): Extension[] {
  return [
    lineNumbers(),
    highlighting,
    drawSelection(),
    search({ top: true }),
    keymap.of([...searchKeymap, ...defaultKeymap]),
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": "true", tabindex: "0" }),
  ];
}

// The part of `text` that differs from `old`, as a change.
export function changeBetween(old: string, text: string): { from: number; to: number; insert: string } {
  let from = 0;
  const shorter = Math.min(old.length, text.length);
  while (from < shorter && old.charCodeAt(from) === text.charCodeAt(from)) ++from;
  let end = 0;
  while (end < shorter - from && old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) ++end;
  return { from, to: old.length - end, insert: text.slice(from, text.length - end) };
}

export class Editor {
  readonly view: EditorView;
  private path = VALUES;
  private readonly states = new Map<string, EditorState>();
  private marks: ReadonlyMap<string, Mark[]> = new Map();
  private replacing = false;

  constructor(parent: HTMLElement, private readonly hooks: EditorHooks) {
    this.view = new EditorView({ parent, state: this.newState(VALUES, "") });
  }

  get current(): string {
    return this.path;
  }

  // Shows a file; `text` is what it holds now.
  open(path: string, text: string, title: string): void {
    if (path !== this.path) {
      this.states.set(this.path, this.view.state);
      this.path = path;
      this.view.setState(this.states.get(path) ?? this.newState(path, text));
    }
    this.view.contentDOM.setAttribute("aria-label", title);
    this.replace(text);
    this.showMarks();
  }

  // Another text for the shown file, from elsewhere: keeps the cursor where it can.
  replace(text: string): void {
    const old = this.view.state.sliceDoc();
    if (old === text) return;
    const breaks = this.view.state.lineBreak;
    const change = breaks === "\n" ? changeBetween(old, text) : { from: 0, to: this.view.state.doc.length, insert: text };
    this.replacing = true;
    this.view.dispatch({ changes: change });
    this.replacing = false;
  }

  // Forgets what was typed, and how to take it back.
  reset(): void {
    this.states.clear();
    this.view.setState(this.newState(this.path, ""));
  }

  goTo(line: number, column = 0): void {
    const { doc } = this.view.state;
    const at = doc.line(Math.max(1, Math.min(line, doc.lines)));
    const anchor = at.from + Math.min(utf16Offset(at.text, column), at.length);
    this.view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    this.view.focus();
  }

  setMarks(marks: ReadonlyMap<string, Mark[]>): void {
    this.marks = marks;
    this.showMarks();
  }

  private showMarks(): void {
    const { doc } = this.view.state;
    const shown = (this.marks.get(this.path) ?? []).map((mark): Diagnostic => {
      const line = doc.line(Math.max(1, Math.min(mark.line, doc.lines)));
      const from = line.from + Math.min(mark.from, line.length);
      const to = line.from + Math.min(Math.max(mark.from, mark.to), line.length);
      return { from, to, severity: "error", message: mark.message };
    });
    this.view.dispatch(setDiagnostics(this.view.state, shown));
  }

  private newState(path: string, text: string): EditorState {
    const isValues = path === VALUES || /(^|\/)values[^/]*\.ya?ml$/.test(path);
    return EditorState.create({
      doc: text,
      extensions: [
        text.includes("\r\n") ? EditorState.lineSeparator.of("\r\n") : [],
        lineNumbers(),
        lintGutter(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        highlightSelectionMatches(),
        search({ top: true }),
        indentUnit.of("  "),
        EditorState.tabSize.of(2),
        languageOf(path),
        highlighting,
        path === VALUES ? placeholder(HINT) : [],
        completion(path, isValues, () => this.hooks.known()),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !this.replacing) this.hooks.changed(this.path, update.state.sliceDoc());
        }),
      ],
    });
  }
}

// A column in bytes of UTF-8 as one of JavaScript's.
export function utf16Offset(line: string, bytes: number): number {
  let count = 0;
  let offset = 0;
  for (const char of line) {
    if (count >= bytes) break;
    const code = char.codePointAt(0)!;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    offset += char.length;
  }
  return offset;
}
