// The package in browsers and workers: the module comes from beside the package, or from where `init` is told.
import { ChartrenderError, Manifest, Result, createPackage } from "./chart.js";

async function compile(wasm = new URL("../chartrender.wasm", import.meta.url)) {
  if (wasm instanceof WebAssembly.Module) return wasm;
  if (ArrayBuffer.isView(wasm) || wasm instanceof ArrayBuffer) return WebAssembly.compile(wasm);
  const response = await (wasm instanceof Response ? wasm : fetch(wasm));
  if (!response.ok) throw new ChartrenderError(`${response.url}: HTTP status ${response.status}`, { code: "io" });
  // Compiling while it arrives asks for the type application/wasm.
  if (response.headers.get("content-type") === "application/wasm") return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

const { Chart, init, yamlToObject, version } = createPackage({ compile });

export { Chart, ChartrenderError, Manifest, Result, init, version, yamlToObject };
