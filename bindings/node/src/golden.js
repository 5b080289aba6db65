// Golden files in Vitest and Jest: expect.extend({ toMatchGolden }).
import fs from "node:fs";
import nodePath from "node:path";

const SHOWN_LINES = 80;

/** The lines that differ, with the ones around the first of them. */
function difference(want, got) {
  const [before, after] = [want.split("\n"), got.split("\n")];
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) ++same;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - same && before.at(-1 - tail) === after.at(-1 - tail)) ++tail;
  const lines = [
    ...before.slice(Math.max(same - 3, 0), same).map((line) => "  " + line),
    ...before.slice(same, before.length - tail).map((line) => "- " + line),
    ...after.slice(same, after.length - tail).map((line) => "+ " + line),
    ...after.slice(after.length - tail).slice(0, 3).map((line) => "  " + line),
  ];
  const more = lines.length - SHOWN_LINES;
  return `line ${same + 1}:\n${lines.slice(0, SHOWN_LINES).join("\n")}${more > 0 ? `\n... ${more} lines more` : ""}`;
}

/** golden/<module>/<test>.yaml beside the test's module. */
function goldenPath(testPath, testName, name) {
  const module = nodePath.basename(testPath).replace(/\.(test|spec)?\.?[cm]?[jt]sx?$/, "");
  const stem = (testName + (name ? "-" + name : "")).replace(/[^\w.=-]+/g, "_");
  return nodePath.join(nodePath.dirname(testPath), "golden", module, `${stem}.yaml`);
}

/** A matcher: what was rendered equals the golden file of this test; `name` tells several of a test apart. */
function toMatchGolden(rendered, name = "") {
  if (this.isNot) throw new TypeError("toMatchGolden: not has no meaning here");
  const got = typeof rendered === "string" ? rendered : rendered?.manifest;
  if (typeof got !== "string") throw new TypeError("toMatchGolden: what Chart.render gave or a text is needed");
  const path = goldenPath(this.testPath, this.currentTestName, name);
  const update = this.snapshotState?._updateSnapshot ?? "new"; // "all": -u; "none": under CI
  if (update === "all" || (update === "new" && !fs.existsSync(path))) {
    fs.mkdirSync(nodePath.dirname(path), { recursive: true });
    fs.writeFileSync(path, got);
    return { pass: true, message: () => "" };
  }
  if (!fs.existsSync(path)) {
    return { pass: false, message: () => `there is no golden file ${path}; run the tests with -u and commit it` };
  }
  const want = fs.readFileSync(path, "utf8");
  const message = () => `differs from ${path}; run the tests with -u if that is meant\n${difference(want, got)}`;
  return { pass: got === want, message };
}

export { toMatchGolden };
