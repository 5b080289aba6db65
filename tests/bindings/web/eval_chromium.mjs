// The process that vectors.py asks: eval_chromium.mjs PACKAGE answers by the npm package in Chromium, whose scripts get
// as large a stack as Helm's depths need.
import { join } from "node:path";
import { requests, write } from "../node/messages.mjs";
import { launch, ROOT, serve } from "./support.mjs";

const STACK_KILOBYTES = 480_000; // run.sh gives the process as much
const server = await serve({ "/package/": process.argv[2], "/": join(ROOT, "tests/bindings/node") });
const browser = await launch([`--js-flags=--stack-size=${STACK_KILOBYTES}`]);
const page = await browser.newPage();
await page.goto(`${server.origin}/eval.js`);
await page.evaluate(async () => {
  const chartrender = await import("/package/src/browser.js");
  const { evaluate } = await import("/eval.js");
  await chartrender.init();
  const bytes = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const base64 = (field) => {
    const data = typeof field === "string" ? new TextEncoder().encode(field) : field;
    let text = "";
    for (let at = 0; at < data.length; at += 0x8000) text += String.fromCharCode(...data.subarray(at, at + 0x8000));
    return btoa(text);
  };
  window.answer = ({ load, render, files }) =>
    evaluate(chartrender, load, render, files.map(([path, data]) => [path, bytes(data)])).map(base64);
});

for (const { load, render, files } of requests()) {
  const packed = files.map(([path, data]) => [path, data.toString("base64")]);
  const fields = await page.evaluate((request) => window.answer(request), { load, render, files: packed });
  write(fields.map((field) => Buffer.from(field, "base64")));
}
await browser.close();
server.close();
