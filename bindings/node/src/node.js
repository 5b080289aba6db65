// The package in Node: charts come from folders and archives too.
import fs from "node:fs";
import { ChartrenderError, Manifest, Result, createPackage } from "./chart.js";
import { readChart, readFile } from "./disk.js";
import { locate } from "./locate.js";

async function compile(wasm = locate()) {
  if (wasm instanceof WebAssembly.Module) return wasm;
  if (ArrayBuffer.isView(wasm) || wasm instanceof ArrayBuffer) return WebAssembly.compile(wasm);
  // Node loads what belongs to Response when it is first named, which takes as long as all the rest.
  if (wasm.protocol === "file:") return WebAssembly.compile(await fs.promises.readFile(wasm));
  if (wasm instanceof Response) return WebAssembly.compile(await wasm.arrayBuffer());
  return WebAssembly.compile(await (await fetch(wasm)).arrayBuffer());
}

const compileNow = () => new WebAssembly.Module(fs.readFileSync(locate()));

const { Chart, init, yamlToObject, version } = createPackage({ compile, compileNow, readChart, readFile });

export { Chart, ChartrenderError, Manifest, Result, init, version, yamlToObject };
