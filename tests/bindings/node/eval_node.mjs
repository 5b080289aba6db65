// The process that vectors.py asks: eval_node.mjs PACKAGE. It works in a thread whose stack is as large as Helm's depths
// need; how a program does that is in bindings/node/README.md.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker, isMainThread, workerData } from "node:worker_threads";
import { evaluate } from "./eval.js";
import { requests, write } from "./messages.mjs";

const STACK_MEGABYTES = 480;

async function answerAll(place) {
  const chartrender = await import(pathToFileURL(path.resolve(place, "src/node.js")));
  await chartrender.init();
  for (const { load, render, files } of requests()) write(evaluate(chartrender, load, render, files));
}

if (isMainThread) {
  new Worker(new URL(import.meta.url), { workerData: process.argv[2], resourceLimits: { stackSizeMb: STACK_MEGABYTES } });
} else {
  await answerAll(workerData);
}
