// The page: what is shown of the workspace, and what happens when it changes. One render at a time, the newest
// state first; every pane is brought up to date from its reply.
import { ChartSourceError } from "./chart/read_files";
import { VALUES, Workspace, type FileData, type Opened } from "./chart/workspace";
import { byId } from "./dom";
import { definitionsIn, type Knowledge } from "./editor/completion";
import { Editor } from "./editor/editor";
import { Example } from "./example";
import type { SharedState } from "./link";
import { Comparison } from "./panes/comparison";
import { Output } from "./panes/output";
import { marksOf, ownPath, ProblemList, schemaFindings } from "./panes/problems";
import { Tabs } from "./panes/tabs";
import { FileTree } from "./panes/tree";
import { ValuesForm, type Findings } from "./panes/values_form";
import { Latest, Renderer } from "./render/client";
import type { Problem, RenderReply } from "./render/protocol";
import { Defaults } from "./values/defaults";
import { SchemaTree } from "./values/schema";
import { parseValues, withValue } from "./values/values_text";
import type { Path } from "./values/yaml_path";

const TELL = 15_000; // milliseconds that a message stays
const ANNOUNCE = 1200; // milliseconds of rest before a screen reader is told

export class App {
  readonly workspace = new Workspace();
  readonly renderer = new Renderer(new URL("worker.js", document.baseURI));
  readonly sideTabs: Tabs;
  readonly resultTabs: Tabs;
  readonly comparison: Comparison;
  readonly output: Output;
  private readonly tree = new FileTree(byId("tree"), (path) => this.openFile(path));
  private readonly editor: Editor;
  private readonly form: ValuesForm;
  private readonly problemList = new ProblemList(byId("problems"), { goTo: (path, line, column) => this.goTo(path, line, column) });
  private readonly rendering = new Latest(() => this.render());
  private schema: SchemaTree | undefined;
  private defaults = new Defaults("");
  private problems: Problem[] = [];
  private asked = 0; // when the change came that the next render shows
  private renders = 0;
  private lastShape = ""; // the texts that `learn` read
  private treeShown = "";
  private telling: number | undefined;
  private announcing: number | undefined;
  example: Example | undefined;
  phase = 0;

  constructor() {
    this.editor = new Editor(byId("editor"), { known: () => this.known(), changed: (path, text) => this.edited(path, text) });
    this.form = new ValuesForm(byId("form"), byId("form-note"), (path, value) => this.formChanged(path, value));
    this.sideTabs = new Tabs(byId("side-tabs"), () => this.showForm());
    this.output = new Output(byId("output"), byId("outline"), byId<HTMLInputElement>("outline-filter"), {
      goTo: (file, line) => this.goTo(ownPath(file), line, 0),
    });
    this.comparison = new Comparison(this);
    this.resultTabs = new Tabs(byId("result-tabs"), () => this.comparison?.ask());
    this.workspace.on("chart", () => this.chartChanged());
    this.workspace.on("file", (path) => this.fileChanged(path));
    this.workspace.on("values", () => this.valuesChanged());
    this.workspace.on("release", () => this.ask());
  }

  // Opens a chart, or an example in one of its phases.
  openChart(chart: Opened, changes: ReadonlyMap<string, FileData | null> = new Map()): void {
    this.example = undefined;
    this.show(chart, changes);
  }

  openExample(example: Example, phase: number, changes: ReadonlyMap<string, FileData | null> = new Map()): void {
    this.example = example;
    this.phase = Math.max(0, Math.min(Number.isInteger(phase) ? phase : example.last, example.last));
    this.show(example.chart(this.phase), changes);
  }

  setPhase(phase: number): void {
    if (!this.example || phase === this.phase) return;
    this.phase = phase;
    this.workspace.rebase(this.example.chart(phase));
  }

  private show(chart: Opened, changes: ReadonlyMap<string, FileData | null>): void {
    this.output.clear();
    this.editor.reset();
    this.editor.open(VALUES, this.workspace.values, "Your values");
    this.workspace.open(chart, changes);
    this.openFile(VALUES);
  }

  // What a link keeps.
  state(): SharedState {
    const { workspace } = this;
    return {
      ...(this.example ? { example: { name: this.example.name, phase: this.phase } } : { files: workspace.files(), folder: workspace.opened.folder }),
      changes: this.example ? new Map(workspace.changed) : new Map<string, FileData | null>(),
      values: workspace.values,
      release: workspace.release,
      open: this.editor.current === VALUES ? "" : this.editor.current,
      tabs: [this.sideTabs.current, this.resultTabs.current],
      compare: this.comparison.against,
    };
  }

  async restore(state: SharedState): Promise<void> {
    this.workspace.setRelease(state.release.name, state.release.namespace);
    this.workspace.values = state.values;
    if (state.example) this.openExample(await Example.load("prowler"), state.example.phase, state.changes);
    else if (state.files) this.openChart({ files: state.files, folder: state.folder ?? true }, state.changes);
    if (state.open && this.workspace.has(state.open)) this.openFile(state.open);
    if (state.tabs[0]) this.sideTabs.select(state.tabs[0]);
    this.comparison.select(state.compare);
    if (state.tabs[1]) this.resultTabs.select(state.tabs[1]);
  }

  openFile(path: string): void {
    const data = path === VALUES ? this.workspace.values : this.workspace.read(path);
    if (data === undefined) return;
    if (typeof data !== "string") {
      this.tell(`${path} is no text: it is part of the chart, but cannot be edited here.`);
      return;
    }
    const title = path === VALUES ? "Your values" : path;
    byId("open-title").textContent = title;
    byId<HTMLButtonElement>("delete-file").disabled = path === VALUES;
    this.editor.open(path, data, `Editor: ${title}`);
    this.tree.select(path);
    this.view("edit-pane");
  }

  goTo(path: string, line: number, column: number): void {
    this.openFile(path);
    if (this.editor.current === path) this.editor.goTo(line, column);
  }

  removeOpenFile(): void {
    const path = this.editor.current;
    if (path === VALUES) return;
    this.workspace.write(path, null);
    this.openFile(VALUES);
  }

  // Which pane a narrow screen shows.
  view(pane: string): void {
    byId("main").dataset["view"] = pane;
    for (const button of document.querySelectorAll<HTMLElement>(".views button")) {
      button.setAttribute("aria-pressed", String(button.dataset["view"] === pane));
    }
  }

  // A message to the user, read out at once.
  tell(message: string): void {
    byId("message").textContent = message;
    clearTimeout(this.telling);
    this.telling = window.setTimeout(() => (byId("message").textContent = ""), TELL);
  }

  private known(): Knowledge {
    const templates = this.workspace.paths().filter((path) => path.includes("templates/"));
    return { schema: this.schema, defaults: this.defaults, definitions: definitionsIn(templates.map((path) => this.workspace.text(path))) };
  }

  private edited(path: string, text: string): void {
    if (path === VALUES) this.workspace.values = text;
    else if (this.workspace.has(path)) this.workspace.write(path, text);
  }

  private formChanged(path: Path, value: unknown): void {
    const text = withValue(this.workspace.values, path, value);
    if (text !== undefined) this.workspace.values = text;
  }

  private chartChanged(): void {
    const { workspace, editor } = this;
    this.renderer.setChart("main", { files: workspace.files(), folder: workspace.opened.folder });
    if (editor.current !== VALUES && typeof workspace.read(editor.current) !== "string") this.openFile(VALUES);
    editor.replace(workspace.text(editor.current));
    this.learn();
    this.showPhase();
    this.showTree();
    this.comparison.chartChanged();
    this.ask();
  }

  private fileChanged(path: string): void {
    const { workspace, editor } = this;
    this.renderer.setFile("main", path, workspace.read(path) ?? null);
    editor.replace(workspace.text(editor.current));
    const shape = workspace.text("values.yaml") + workspace.text("values.schema.json");
    if (shape !== this.lastShape) this.learn();
    this.showTree();
    this.showPhase();
    this.ask();
  }

  private valuesChanged(): void {
    if (this.editor.current === VALUES) this.editor.replace(this.workspace.values);
    this.showForm();
    this.showTree();
    this.ask();
  }

  // Reads the schema and the default values.
  private learn(): void {
    const { workspace } = this;
    this.lastShape = workspace.text("values.yaml") + workspace.text("values.schema.json");
    this.schema = SchemaTree.parse(workspace.text("values.schema.json"));
    this.defaults = new Defaults(workspace.text("values.yaml"));
    this.form.setChart({ schema: this.schema, defaults: this.defaults });
    this.showForm();
  }

  // Nobody sees a hidden form: it is brought up to date when its tab is chosen.
  private showForm(): void {
    if (byId("form-panel").hidden) return;
    const findings: Findings = new Map(
      this.problems.filter(({ code }) => code === "schema").flatMap(({ message }) => schemaFindings(message, this.workspace.name).map(({ pointer, text }) => [pointer, text] as const)),
    );
    this.form.setValues(parseValues(this.workspace.values).object, findings);
  }

  private showTree(): void {
    const { workspace } = this;
    const broken = new Set(marksOf(this.problems, workspace).keys());
    const changed = new Set(workspace.changed.keys());
    if (workspace.values.trim() !== "") changed.add(VALUES);
    const shown = JSON.stringify([workspace.paths(), [...changed].sort(), [...broken].sort()]);
    if (shown === this.treeShown) return;
    this.treeShown = shown;
    this.tree.show(workspace.paths(), [[VALUES, "Your values"]], { changed, broken });
    this.tree.select(this.editor.current);
  }

  private showPhase(): void {
    byId("phases").hidden = this.example === undefined;
    byId("revert").hidden = this.workspace.changed.size === 0;
    if (!this.example) return;
    const slider = byId<HTMLInputElement>("phase");
    slider.max = String(this.example.last);
    slider.value = String(this.phase);
    const { title } = this.example.phases[this.phase]!;
    const text = this.phase === 0 ? title : `${this.phase} of ${this.example.last}: ${title}`;
    slider.setAttribute("aria-valuetext", text);
    byId("phase-title").textContent = text;
  }

  // Something changed: render as soon as the worker is free.
  ask(): void {
    this.asked ||= performance.now();
    byId("status").ariaBusy = "true";
    this.rendering.ask();
  }

  private async render(): Promise<void> {
    const since = this.asked;
    this.asked = 0;
    const { workspace } = this;
    const { name, namespace } = workspace.release;
    const reply = await this.renderer.render({ slot: "main", values: workspace.values, name, namespace });
    this.showReply(reply);
    const latency = performance.now() - since;
    const { dataset } = byId("status");
    Object.assign(dataset, { renders: String(++this.renders), renderMs: reply.milliseconds.toFixed(1), latencyMs: latency.toFixed(1) });
    if (this.asked === 0) byId("status").ariaBusy = "false";
    this.comparison.ask();
  }

  private showReply(reply: RenderReply): void {
    const failedBefore = this.problems.length > 0;
    this.problems = reply.problems;
    const failed = reply.problems.length > 0;
    if (!failed) {
      this.output.show(reply);
      byId("notes").textContent = reply.notes.trim() === "" ? "The chart has no notes." : reply.notes;
    }
    const title = reply.chart ? `${reply.chart.name} ${reply.chart.version}` : this.workspace.name;
    byId("chart-name").textContent = title;
    document.title = title ? `${title} - chartrender` : "chartrender";
    byId("stale-text").textContent = this.output.text
      ? "The chart does not render now: this is what it rendered before."
      : "The chart does not render.";
    byId("stale").hidden = !failed;
    byId("output-panel").classList.toggle("is-stale", failed);
    byId("no-problems").hidden = failed;
    const badge = byId("problem-count");
    badge.hidden = !failed;
    badge.textContent = failed ? String(reply.problems.length) : "";
    badge.setAttribute("aria-label", `, ${reply.problems.length}`);
    this.problemList.show(reply.problems, this.workspace);
    this.editor.setMarks(marksOf(reply.problems, this.workspace));
    this.showForm();
    this.showTree();
    this.showStatus(reply, failedBefore);
  }

  private showStatus(reply: RenderReply, failedBefore: boolean): void {
    const first = reply.problems[0];
    const lines = reply.text.split("\n").length - 1;
    const text = first
      ? `Does not render: ${first.message.split("\n").map((line) => line.trim()).filter(Boolean).at(-1)?.replace(/^- /, "") ?? ""}`
      : `${reply.documents.length} documents, ${lines.toLocaleString("en")} lines, rendered in ${reply.milliseconds.toFixed(1)} ms`;
    byId("status").textContent = text;
    byId("status").classList.toggle("is-wrong", first !== undefined);
    clearTimeout(this.announcing);
    if (first || failedBefore) {
      this.announcing = window.setTimeout(() => (byId("live").textContent = first ? text : `Renders again: ${text}`), ANNOUNCE);
    }
  }
}

// What went wrong while a chart was opened, in words for the user.
export function reasonOf(error: unknown): string {
  if (error instanceof ChartSourceError) return error.message;
  return error instanceof Error ? `It cannot be read: ${error.message}` : "It cannot be read.";
}
