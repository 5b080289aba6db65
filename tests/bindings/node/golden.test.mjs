// toMatchGolden writes, compares, updates, and refuses under CI what was never written: in Vitest and in Jest.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

const here = import.meta.dirname;
const modules = path.join(here, "node_modules");

const RUNNERS = [
  ["vitest", "golden.vitest.mjs", "golden.test.mjs", [path.join(modules, "vitest/vitest.mjs"), "run"]],
  ["jest", "golden.jest.cjs", "golden.test.cjs",
    [path.join(modules, "jest/bin/jest.js"), "--rootDir=.", "--testMatch=**/golden.test.cjs"]],
];

for (const [name, source, module, command] of RUNNERS) {
  test(name, () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "chartrender-"));
    fs.symlinkSync(modules, path.join(folder, "node_modules"));
    fs.writeFileSync(path.join(folder, "package.json"), "{}");
    fs.copyFileSync(path.join(here, source), path.join(folder, module));
    const run = (size, env, ...words) => {
      const { CI, NODE_TEST_CONTEXT, ...rest } = process.env;
      const done = spawnSync(process.execPath, [...command, ...words], { cwd: folder, env: { ...rest, ...env, SIZE: size }, encoding: "utf8" });
      return [done.status, done.stdout + done.stderr];
    };
    const golden = path.join(folder, "golden/golden", "a_chart.yaml");

    const [refused, why] = run("1", { CI: "true" }, ...(name === "jest" ? ["--ci"] : []));
    assert.equal(refused, 1, why);
    assert.match(why, /there is no golden file/);
    const [written, output] = run("1", {});
    assert.equal(written, 0, output);
    assert.equal(fs.readFileSync(golden, "utf8"), "---\n# Source: c/templates/t.yaml\nsize: 1\n");
    assert.equal(fs.readFileSync(golden.replace("a_chart", "a_chart-other"), "utf8"), "other");
    assert.equal(run("1", { CI: "true" })[0], 0);
    const [differs, text] = run("2", {});
    assert.equal(differs, 1);
    assert.match(text, /- size: 1[^]*\+ size: 2/);
    assert.equal(run("2", {}, "-u")[0], 0);
    assert.match(fs.readFileSync(golden, "utf8"), /size: 2/);
  });
}
