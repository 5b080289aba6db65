// The process that vectors.py asks: eval_node.mjs PACKAGE. It works in a thread whose stack is as large as Helm's depths
// need; how a program does that is in bindings/node/README.md.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker, isMainThread, workerData } from "node:worker_threads";
import { evaluate } from "./eval.js";

const STACK_MEGABYTES = 480;

function readExact(size) {
  const data = Buffer.alloc(size);
  for (let at = 0; at < size; ) {
    const got = fs.readSync(0, data, at, size - at, null);
    if (got === 0) return undefined;
    at += got;
  }
  return data;
}

const readNumber = () => readExact(4)?.readUInt32LE();

function write(fields) {
  const number = (value) => {
    const raw = Buffer.alloc(4);
    raw.writeUInt32LE(value);
    return raw;
  };
  const raws = fields.map((field) => (typeof field === "string" ? Buffer.from(field) : field));
  let data = Buffer.concat([number(raws.length), ...raws.flatMap((raw) => [number(raw.length), raw])]);
  while (data.length > 0) data = data.subarray(fs.writeSync(1, data));
}

async function answerAll(place) {
  const chartrender = await import(pathToFileURL(path.resolve(place, "src/node.js")));
  await chartrender.init();
  for (let count = readNumber(); count !== undefined; count = readNumber()) {
    const [load, render, ...rest] = Array.from({ length: count }, () => readExact(readNumber()));
    const files = [];
    for (let i = 0; i < rest.length; i += 2) files.push([rest[i].toString(), rest[i + 1]]);
    write(evaluate(chartrender, load.toString(), render.toString(), files));
  }
}

if (isMainThread) {
  new Worker(new URL(import.meta.url), { workerData: process.argv[2], resourceLimits: { stackSizeMb: STACK_MEGABYTES } });
} else {
  await answerAll(workerData);
}
