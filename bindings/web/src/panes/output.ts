// What the chart renders: the text with its documents, and the way from a line to the template.
import { EditorView } from "@codemirror/view";
import { EditorState } from "@codemirror/state";
import { changeBetween, reading } from "../editor/editor";
import { languageOf } from "../editor/language";
import { make } from "../dom";
import type { RenderReply } from "../render/protocol";

export interface OutputHooks {
  // To what gave a line: the template's path as Helm names it, and the line there.
  goTo(file: string, line: number): void;
}

interface Section {
  line: number; // of "# Source:"
  source: string;
  kind: string;
  name: string;
}

export class Output {
  private readonly view: EditorView;
  private reply: RenderReply | undefined;
  private sections: Section[] = [];

  constructor(parent: HTMLElement, private readonly outline: HTMLElement, private readonly filter: HTMLInputElement, private readonly hooks: OutputHooks) {
    const follow = (view: EditorView, position: number) => this.follow(view.state.doc.lineAt(position).number);
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          reading("Rendered manifests; Enter goes to the template line"),
          languageOf("output.yaml"),
          EditorView.domEventHandlers({
            click: (event, view) => {
              const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
              if (at !== null && view.state.selection.main.empty) follow(view, at);
            },
            keydown: (event, view) => {
              if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return false;
              follow(view, view.state.selection.main.head);
              return true;
            },
          }),
        ],
      }),
    });
    filter.addEventListener("input", () => this.list());
  }

  get text(): string {
    return this.reply?.text ?? "";
  }

  // Of another chart nothing is known yet.
  clear(): void {
    this.reply = undefined;
    this.sections = [];
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length } });
    this.list();
  }

  show(reply: RenderReply): void {
    this.reply = reply;
    const old = this.view.state.doc.toString();
    if (old !== reply.text) this.view.dispatch({ changes: changeBetween(old, reply.text) });
    this.sections = sectionsOf(reply);
    this.list();
  }

  private list(): void {
    const wanted = this.filter.value.trim().toLowerCase();
    const shown = this.sections.filter(({ kind, name, source }) => `${kind} ${name} ${source}`.toLowerCase().includes(wanted));
    this.outline.replaceChildren(
      ...shown.map(({ line, kind, name, source }) =>
        make("li", {},
          make("button", { type: "button", title: source, onclick: () => this.scrollTo(line) },
            make("span", { class: "kind" }, kind), " ", make("span", { class: "name" }, name)))),
    );
  }

  private scrollTo(line: number): void {
    const at = this.view.state.doc.line(Math.min(line, this.view.state.doc.lines));
    this.view.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: "start" }) });
    this.view.focus();
  }

  private follow(line: number): void {
    const index = this.sections.findLastIndex((one) => one.line <= line);
    const section = this.sections[index];
    if (!section) return;
    const { files, documents } = this.reply!.origins;
    const origins = documents[index] ?? new Uint32Array();
    // Blank lines have no place: that of the line above is near.
    for (let row = line - section.line - 1; row >= 0; --row) {
      const [file, at] = origins.subarray(2 * row, 2 * row + 2);
      if (at) return this.hooks.goTo(files[file!]!, at);
    }
    this.hooks.goTo(section.source, 1);
  }
}

// The documents of a text, by the comments that name their templates.
function sectionsOf(reply: RenderReply): Section[] {
  const sections: Section[] = [];
  const lines = reply.text.split("\n");
  lines.forEach((text, index) => {
    if (text.startsWith("# Source: ") && lines[index - 1] === "---") {
      sections.push({ line: index + 1, source: text.slice("# Source: ".length), kind: "", name: "" });
    }
  });
  // The text has them in the same order.
  sections.forEach((section, index) => {
    const document = reply.documents[index];
    section.kind = document?.kind || "(no kind)";
    section.name = document?.name || section.source;
  });
  return sections;
}
