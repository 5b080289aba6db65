// CPU time of warm renders through the npm package: cost.mjs PACKAGE CHART COUNT. Prints microseconds per render.
import path from "node:path";
import { pathToFileURL } from "node:url";

const [place, folder, count] = process.argv.slice(2);
const { Chart } = await import(pathToFileURL(path.resolve(place, "src/node.js")));
const chart = await Chart.load(folder);
const renders = Number(count);
const options = { name: "cost", values: { ui: { replicaCount: 2 } } };
let bytes = 0;
let start;
// The engine compiles what is used again and again, in threads of its own: that is not what a warm render costs.
for (let i = -renders - 1; i < renders; ++i) {
  if (i === 0) start = process.cpuUsage();
  bytes += chart.render(options).manifest.length;
}
const { user, system } = process.cpuUsage(start);
if (bytes === 0) process.exit(1);
console.log(((user + system) / renders).toFixed(2));
