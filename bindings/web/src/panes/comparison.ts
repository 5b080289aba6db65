// The pane of changes: which other render this one is held against.
import type { App } from "../app";
import type { Opened } from "../chart/workspace";
import { byId } from "../dom";
import { Latest } from "../render/client";
import type { RenderReply, RenderRequest } from "../render/protocol";
import { Changes } from "./changes";

export class Comparison {
  private readonly choice = byId<HTMLSelectElement>("compare");
  private readonly changes = new Changes(byId("changes"), byId("changes-summary"));
  private readonly comparing = new Latest(() => this.compare());
  private second: Opened | undefined;
  private held: Opened | undefined; // what the worker's other slot holds

  constructor(private readonly app: App) {
    this.choice.addEventListener("change", () => this.select(this.choice.value));
  }

  get against(): string {
    return this.choice.value;
  }

  select(against: string): void {
    const option = [...this.choice.options].find(({ value }) => value === against);
    this.choice.value = option && !option.disabled ? against : "defaults";
    byId("second").hidden = this.choice.value !== "chart";
    this.ask();
  }

  setSecond(chart: Opened): void {
    this.second = chart;
    this.select("chart");
  }

  // The phase before is offered where there is one.
  chartChanged(): void {
    const option = [...this.choice.options].find(({ value }) => value === "phase")!;
    option.disabled = !this.app.example || this.app.phase === 0;
    if (option.disabled && option.selected) this.select("defaults");
  }

  // Compares again, if anybody sees it.
  ask(): void {
    if (!byId("changes-panel").hidden) this.comparing.ask();
  }

  private other(): Opened | undefined {
    const { app } = this;
    if (this.against === "opened") return app.workspace.opened;
    if (this.against === "phase") return app.example?.chart(app.phase - 1);
    return this.second;
  }

  private async compare(): Promise<void> {
    const { app } = this;
    const { name, namespace } = app.workspace.release;
    const request: RenderRequest = { slot: "main", values: "", name, namespace };
    if (this.against !== "defaults") {
      const chart = this.other();
      if (!chart) {
        this.changes.fail("Choose the second chart: its folder or a .tgz.");
        return;
      }
      if (!same(chart, this.held)) app.renderer.setChart("other", chart);
      this.held = chart;
      Object.assign(request, { slot: "other", values: app.workspace.values });
    }
    this.take(await app.renderer.render(request));
  }

  private take(reply: RenderReply): void {
    const problem = reply.problems[0];
    if (problem) this.changes.fail(`The other side does not render: ${problem.message.trim()}`);
    else this.changes.show(reply.text, this.app.output.text);
  }
}

function same(a: Opened, b: Opened | undefined): boolean {
  if (b === undefined || a.folder !== b.folder || a.files.size !== b.files.size) return false;
  return [...a.files].every(([path, data]) => b.files.get(path) === data);
}
