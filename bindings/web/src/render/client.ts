// The page's side of the worker: keeps its charts up to date and asks for renders, the newest first.
// A worker that does not answer is replaced.
import type { FileData, Opened } from "../chart/workspace";
import type { RenderReply, RenderRequest, Slot, ToWorker } from "./protocol";

const PATIENCE = 20_000; // milliseconds, more than the worker gives a render

export class Renderer {
  private worker: Worker | undefined;
  private readonly charts = new Map<Slot, { files: Map<string, FileData>; folder: boolean }>();
  private readonly waiting = new Map<number, { done: (reply: RenderReply) => void; timer: number }>();
  private last = 0;

  constructor(private readonly script: URL) {}

  setChart(slot: Slot, { files, folder }: Opened): void {
    const chart = { files: new Map(files), folder };
    this.charts.set(slot, chart);
    this.send({ type: "chart", slot, ...chart });
  }

  setFile(slot: Slot, path: string, data: FileData | null): void {
    const files = this.charts.get(slot)?.files;
    if (data === null) files?.delete(path);
    else files?.set(path, data);
    this.send({ type: "file", slot, path, data });
  }

  render(request: RenderRequest): Promise<RenderReply> {
    const id = ++this.last;
    return new Promise((done) => {
      const timer = window.setTimeout(() => this.giveUp(), PATIENCE);
      this.waiting.set(id, { done, timer });
      this.send({ type: "render", id, ...request });
    });
  }

  private start(): Worker {
    const worker = new Worker(this.script, { type: "module" });
    worker.addEventListener("message", (event: MessageEvent<RenderReply>) => this.take(event.data));
    worker.addEventListener("error", (event) => this.giveUp(event.message || "The renderer cannot be started."));
    for (const [slot, chart] of this.charts) worker.postMessage({ type: "chart", slot, ...chart } satisfies ToWorker);
    return worker;
  }

  private send(message: ToWorker): void {
    // A new worker gets the charts as they are now.
    if (this.worker === undefined) {
      this.worker = this.start();
      if (message.type !== "render") return;
    }
    this.worker.postMessage(message);
  }

  private take(reply: RenderReply): void {
    const waiting = this.waiting.get(reply.id);
    if (waiting === undefined) return;
    this.waiting.delete(reply.id);
    clearTimeout(waiting.timer);
    waiting.done(reply);
  }

  private giveUp(message = "The renderer did not answer and was started anew."): void {
    this.worker?.terminate();
    this.worker = undefined;
    for (const id of [...this.waiting.keys()]) {
      this.take({
        id, chart: undefined, text: "", notes: "", documents: [], origins: { files: [], documents: [] },
        problems: [{ code: "limit", message, frames: [] }], milliseconds: 0,
      });
    }
  }
}

// Runs `task` again and again as long as it was asked for while it ran; never twice at a time.
export class Latest {
  private running = false;
  private asked = false;

  constructor(private readonly task: () => Promise<void>) {}

  ask(): void {
    this.asked = true;
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.asked) {
      this.asked = false;
      await this.task();
    }
    this.running = false;
  }
}
