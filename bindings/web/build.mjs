// Builds the page into a folder: build.mjs --package DIR [--out DIR]. The package is the npm package `chartrender` as
// `./dev wasm` makes it, with its module.
import { build } from "esbuild";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { packSeries } from "./pack_example.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const { values } = parseArgs({ options: { out: { type: "string" }, package: { type: "string" } } });
if (!values.package) throw new Error("build.mjs: --package DIR is missing");
const renderer = resolve(values.package);
const out = resolve(values.out ?? resolve(root, "build/web"));

rmSync(out, { recursive: true, force: true });
mkdirSync(resolve(out, "examples"), { recursive: true });
cpSync(resolve(here, "static"), out, { recursive: true });
cpSync(resolve(here, "src/style.css"), resolve(out, "style.css"));
cpSync(resolve(renderer, "chartrender.wasm"), resolve(out, "chartrender.wasm"));
writeFileSync(resolve(out, "examples/prowler.json"), JSON.stringify(packSeries(resolve(root, "golden/prowler/series.yaml"))));
await build({
  absWorkingDir: here,
  entryPoints: { main: "src/main.ts", worker: "src/render/worker.ts" },
  alias: { chartrender: resolve(renderer, "src/browser.js") },
  outdir: out,
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  logLevel: "warning",
});
