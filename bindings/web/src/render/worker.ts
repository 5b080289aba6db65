// Renders beside the page: the only place that knows the package `chartrender`.
import { Chart, ChartrenderError, init, type Manifest } from "chartrender";
import type { Origins, Problem, RenderReply, RenderRequest, Slot, ToWorker } from "./protocol";
import type { FileData } from "../chart/workspace";

// A template that runs away is stopped after this time; the page stays usable all along.
const MILLISECONDS = 8000;

// What a chart makes by chance stays the same while this page is open, so that only real changes show; no other
// page has the same.
const seed = crypto.getRandomValues(new BigUint64Array(1))[0]! >> 1n;

interface Held {
  files: Map<string, FileData>;
  folder: boolean;
  chart: Chart | undefined; // undefined: to be loaded
}

const slots: Record<Slot, Held> = {
  main: { files: new Map(), folder: true, chart: undefined },
  other: { files: new Map(), folder: true, chart: undefined },
};

const ready = init({ wasm: new URL("chartrender.wasm", self.location.href) });
ready.catch(() => undefined); // told with the first render

function forget(held: Held): void {
  held.chart?.close();
  held.chart = undefined;
}

function problemsOf(error: unknown): Problem[] {
  if (!(error instanceof ChartrenderError)) {
    return [{ code: "internal", message: error instanceof Error ? error.message : String(error), frames: [] }];
  }
  return [error, ...error.others].map(({ code, message, file, line, column, frames }) => ({
    code, message, frames: frames.map((frame) => ({ ...frame })),
    ...(file ? { file, line: line ?? 0, column: column ?? 0 } : {}),
  }));
}

// As numbers, which take little time to send.
function originsOf(documents: readonly Manifest[]): Origins {
  const files = new Map<string, number>();
  const numberOf = (file: string) => files.get(file) ?? (files.set(file, files.size), files.size - 1);
  const lines = documents.map(({ origins }) =>
    Uint32Array.from(origins.flatMap((origin) => (origin === undefined ? [0, 0] : [numberOf(origin.file), origin.line]))));
  return { files: [...files.keys()], documents: lines };
}

async function render(request: RenderRequest & { id: number }): Promise<RenderReply> {
  const held = slots[request.slot];
  const reply: RenderReply = {
    id: request.id, chart: undefined, text: "", notes: "", documents: [], origins: { files: [], documents: [] }, problems: [], milliseconds: 0,
  };
  try {
    await ready;
    const started = performance.now();
    try {
      held.chart ??= await Chart.load(held.files, { asFolder: held.folder });
      reply.chart = { name: held.chart.name, version: held.chart.version };
      const result = held.chart.render({
        values: request.values, name: request.name, namespace: request.namespace,
        allErrors: true, origins: true, seed, limits: { wallMilliseconds: MILLISECONDS },
      });
      reply.text = result.manifest;
      reply.notes = result.notes;
      reply.documents = result.documents.map(({ section, path, kind, name, apiVersion }) => ({ section, path, kind, name, apiVersion }));
      reply.origins = originsOf(result.documents);
    } finally {
      reply.milliseconds = performance.now() - started;
    }
  } catch (error) {
    reply.problems = problemsOf(error);
    // After a fault, or a stack that was too small, the module's memory is lost: the next render loads anew.
    if (["internal", "limit"].includes(reply.problems[0]!.code)) forget(held);
  }
  return reply;
}

// One message after the other: loading is asynchronous.
let queue = Promise.resolve();

async function handle(message: ToWorker): Promise<void> {
  if (message.type === "render") {
    postMessage(await render(message));
    return;
  }
  const held = slots[message.slot];
  forget(held);
  if (message.type === "chart") Object.assign(held, { files: message.files, folder: message.folder });
  else if (message.data === null) held.files.delete(message.path);
  else held.files.set(message.path, message.data);
}

addEventListener("message", (event: MessageEvent<ToWorker>) => {
  queue = queue.then(() => handle(event.data));
});
