// Opening charts, editing them, and what they render: the page in Chromium.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, startPage } from "./support.mjs";

const RENDER = process.env.RENDER ?? join(ROOT, "build/release/bin/render");
let started, work;
const onPage = (body) => started.onPage(body);

before(async () => {
  started = await startPage();
  work = mkdtempSync(join(tmpdir(), "page-"));
  mkdirSync(join(work, "small/templates"), { recursive: true });
  writeFileSync(join(work, "small/Chart.yaml"), "apiVersion: v2\nname: small\nversion: 0.1.0\n");
  writeFileSync(join(work, "small/values.yaml"), "size: 1\n");
  writeFileSync(join(work, "small/.helmignore"), "templates/draft.yaml\n");
  writeFileSync(join(work, "small/templates/draft.yaml"), "kind: Draft\n");
  writeFileSync(join(work, "small/picture.bin"), Buffer.from([0, 255, 1, 254]));
  writeFileSync(join(work, "small/templates/a.yaml"), 'kind: A\nmetadata:\n  name: a\nsize: {{ .Values.size }}\nbytes: {{ .Files.Get "picture.bin" | b64enc }}\n');
  mkdirSync(join(work, "deep/templates"), { recursive: true });
  writeFileSync(join(work, "deep/Chart.yaml"), "apiVersion: v2\nname: deep\nversion: 0.1.0\n");
  writeFileSync(join(work, "deep/values.yaml"), "levels: 900\n"); // Helm's limit is 1000; a browser's stack is full before
  const recursion = '{{- define "r" }}{{ if gt . 0 }}{{ include "r" (int (sub . 1)) }}{{ end }}{{ end }}';
  writeFileSync(join(work, "deep/templates/a.yaml"), `${recursion}kind: Deep\nmetadata: {name: a}\nrest: "{{ include "r" (int .Values.levels) }}"\n`);
  execFileSync("tar", ["-czf", join(work, "small.tgz"), "-C", work, "small"]);
  execFileSync("tar", ["-czf", join(work, "empty.tgz"), "-C", join(work, "small"), "templates"]);
  writeFileSync(join(work, "broken.tgz"), "no archive");
});

after(async () => {
  await started.stop();
  rmSync(work, { recursive: true });
});

const RANDOM = /password|secret|auth/i; // prowler makes these anew at each render

test("the example renders what `render template` prints", () => onPage(async (user) => {
  const expected = execFileSync(RENDER, ["template", "release-name", join(ROOT, "charts/prowler")], { encoding: "utf8" }).split("\n");
  const shown = (await user.output()).split("\n");
  assert.equal(shown.length, expected.length);
  shown.forEach((line, index) => line !== expected[index] && assert.match(line, RANDOM, `line ${index + 1}`));
  assert.match(await user.status(), /^30 documents, /);
  assert.equal(await user.page.locator("#outline li").count(), 30);
  assert.match(await user.page.textContent("#outline"), /Deployment\s*release-name-prowler-worker-beat/);
  await user.shot("example-light");
}));

test("output as you type, within 50 ms", () => onPage(async (user, page) => {
  await user.after(() => user.write("ui:\n  replicaCount: 7"));
  const measured = [];
  for (let i = 0; i < 24; ++i) {
    await user.after(() => page.keyboard.press(i % 2 === 0 ? "1" : "Backspace"));
    assert.match(await user.status(), /^30 documents, .*rendered in/);
    const { renderMs, latencyMs } = await page.locator("#status").evaluate((element) => ({ ...element.dataset }));
    measured.push([Number(latencyMs), Number(renderMs)]);
    if (i === 0) assert.match(await user.output(), /name: release-name-prowler-ui\n[^]*?\n {2}replicas: 71\n/);
    await user.focusEditor();
  }
  const [latencies, renders] = [0, 1].map((column) => measured.map((row) => row[column]).sort((a, b) => a - b));
  const [quarter, half] = [measured.length >> 2, measured.length >> 1];
  console.log(`prowler, ${measured.length} keystrokes: ${renders[half].toFixed(1)} ms to render, ${latencies[half].toFixed(1)} ms until shown (medians)`);
  assert.match(await user.output(), /\n {2}replicas: 7\n/);
  // What other programs take of the machine is not the page's: a quarter of the keystrokes is less disturbed.
  assert.ok(latencies[quarter] < 50, `${latencies[quarter]} ms`);
}));

test("a chart folder, an archive, both dropped", () => onPage(async (user, page) => {
  for (const [input, source] of [["#open-folder", "small"], ["#open-archive", "small.tgz"]]) {
    await user.after(() => page.setInputFiles(input, join(work, source)));
    assert.equal(await page.textContent("#chart-name"), "small 0.1.0");
    // Of an archive .helmignore leaves out nothing, as with Helm.
    const rendered = execFileSync(RENDER, ["template", "release-name", join(work, source)], { encoding: "utf8" });
    assert.equal(await user.output(), rendered);
    assert.equal(rendered.includes("Draft"), source === "small.tgz");
    assert.match(rendered, /\nsize: 1\nbytes: AP8B\/g==\n/);
    await user.after(() => page.click("#open-example"));
  }
  const mouse = await user.context.newCDPSession(page);
  for (const source of ["small", "small.tgz"]) {
    const data = { items: [], files: [join(work, source)], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver"]) await mouse.send("Input.dispatchDragEvent", { type, x: 700, y: 400, data });
    await page.waitForSelector("#drop:not([hidden])");
    await user.after(() => mouse.send("Input.dispatchDragEvent", { type: "drop", x: 700, y: 400, data }));
    assert.equal(await page.textContent("#chart-name"), "small 0.1.0");
    assert.equal(await page.isHidden("#drop"), true);
    assert.match(await user.output(), /bytes: AP8B\/g==/);
    await user.after(() => page.click("#open-example"));
  }
  assert.equal(await page.isVisible("#phases"), true);
}));

test("what is no chart is told, and the chart stays", () => onPage(async (user, page) => {
  for (const [source, message] of [["broken.tgz", /not a gzip archive/], ["empty.tgz", /no Chart\.yaml/]]) {
    await page.setInputFiles("#open-archive", join(work, source));
    await page.waitForFunction((pattern) => new RegExp(pattern).test(document.getElementById("message").textContent), message.source);
    assert.equal(await page.textContent("#chart-name"), "prowler 1.4.0");
  }
  await page.setInputFiles("#open-folder", join(work, "small/templates"));
  await page.waitForFunction(() => /no Chart\.yaml/.test(document.getElementById("message").textContent));
  await user.after(() => page.setInputFiles("#open-folder", join(work, "small")));
  await page.locator('#tree [data-path="picture.bin"] > .tree-row').click();
  assert.match(await page.textContent("#message"), /picture\.bin is no text/);
}));

test("files are added, changed, removed, and changes taken back", () => onPage(async (user, page) => {
  await page.fill("#new-file", "templates/extra.yaml");
  await user.after(() => page.click("text=Add file"));
  await user.after(() => user.write("kind: Extra\nmetadata:\n  name: {{ .Release.Name }}-extra\n"));
  assert.match(await user.output(), /kind: Extra\nmetadata:\n {2}name: release-name-extra\n/);
  assert.equal(await page.getByRole("treeitem", { name: "extra.yaml, changed" }).count(), 1);
  await user.after(() => page.click("#delete-file"));
  assert.doesNotMatch(await user.output(), /kind: Extra/);
  await user.open("templates/ui/service.yaml");
  await user.after(() => page.click("#delete-file"));
  assert.match(await user.status(), /^29 documents/);
  await user.after(() => page.click("#revert"));
  assert.match(await user.status(), /^30 documents/);
}));

test("the chart is saved as an archive that renders the same", () => onPage(async (user, page) => {
  await user.open("templates/ui/service.yaml");
  await user.after(() => user.write("kind: Mine\nmetadata:\n  name: saved\n"));
  const waiting = page.waitForEvent("download");
  await page.click("#save");
  const download = await waiting;
  assert.equal(download.suggestedFilename(), "prowler.tgz");
  const file = join(work, "saved.tgz");
  await download.saveAs(file);
  const rendered = execFileSync(RENDER, ["template", "release-name", file], { encoding: "utf8" }).split("\n");
  const shown = (await user.output()).split("\n");
  assert.deepEqual(shown.filter((line, index) => line !== rendered[index] && !RANDOM.test(line)), []);
  assert.ok(shown.includes("  name: saved"));
}));

test("a chart that never rendered shows nothing of the one before; a lost module is loaded again", () => onPage(async (user, page) => {
  await user.after(() => page.setInputFiles("#open-folder", join(work, "deep")));
  assert.match(await user.status(), /^Does not render: .*(nesting|depth)/);
  assert.equal(await page.textContent("#stale-text"), "The chart does not render.");
  assert.equal(await page.title(), "deep 0.1.0 - chartrender");
  assert.equal(await page.locator("#outline li").count(), 0);
  await user.after(() => user.write("levels: 3\n"));
  assert.match(await user.output(), /kind: Deep\nmetadata: \{name: a\}\nrest: ""\n/);
}));

test("errors stand at their place in the template, and frames lead there", () => onPage(async (user, page) => {
  await user.open("templates/api/service.yaml");
  const text = await user.editorText();
  await user.after(() => user.write(`${text}x: {{ .Values.api.nothing.more }}\n`));
  const line = text.split("\n").length;
  assert.match(await user.status(), /^Does not render: .*nil pointer evaluating interface \{\}\.more/);
  assert.equal(await page.isVisible("#stale"), true);
  assert.equal(await page.textContent("#problem-count"), "1");
  assert.equal(await page.getByRole("treeitem", { name: "service.yaml, changed, has a problem" }).count(), 1);
  await page.waitForSelector("#editor .cm-lint-marker-error");
  assert.equal(await page.textContent("#editor .cm-lintRange-error"), ".Values.api.nothing.more");
  await user.shot("error");

  // In a helper: the chain of frames, each one a way to its place.
  await user.after(() => user.write(text));
  await user.open("templates/_helpers.tpl");
  const helpers = await user.editorText();
  await user.after(() => user.write(helpers.replace('{{- define "prowler.labels" -}}\n', '{{- define "prowler.labels" -}}\n{{ fail "on purpose" }}\n')));
  await page.click("#show-problems");
  const frames = page.locator("#problems .problem").first().locator(".frames button");
  assert.ok((await frames.count()) >= 2, "a chain");
  await user.shot("problems");
  await frames.first().click();
  const outer = await page.textContent("#open-title");
  assert.match(outer, /^templates\/.*\.yaml$/);
  assert.equal(`${outer}:${await user.activeLine()}`, await frames.first().textContent());
  await frames.last().click();
  assert.equal(await page.textContent("#open-title"), "templates/_helpers.tpl");
  assert.equal(Number(await user.activeLine()), helpers.split("\n").indexOf('{{- define "prowler.labels" -}}') + 2);
  await user.after(() => user.write(helpers));
  assert.equal(await page.isHidden("#problem-count"), true);
  assert.equal(await page.locator("#editor .cm-lint-marker-error").count(), 0);
}));

test("values that the schema refuses are marked in the values", () => onPage(async (user, page) => {
  await user.after(() => user.write("ui:\n  service:\n    port: 99999\nnosuch: 1\n"));
  await page.waitForSelector("#editor .cm-lintRange-error");
  assert.deepEqual(await page.locator("#editor .cm-lintRange-error").allTextContents(), ["port: 99999"]);
  await page.click("#tab-problems");
  assert.match(await page.textContent("#problems"), /maximum: got 99,999, want 65,535/);
  await page.click("text=your values, line 3: /ui/service/port");
  assert.equal(await user.activeLine(), "3");
  await user.after(() => user.write("ui: [\n"));
  await page.waitForSelector("#editor .cm-lint-marker-error");
  assert.match(await user.status(), /^Does not render: .*yaml/);
}));

test("completion of values by the schema, and of templates by values and definitions", () => onPage(async (user, page) => {
  const offered = async () => {
    await page.waitForSelector(".cm-tooltip-autocomplete li");
    return page.locator(".cm-tooltip-autocomplete li .cm-completionLabel").allTextContents();
  };
  await user.write("ui:\n  image:\n    ");
  await page.keyboard.press("Control+Space");
  assert.deepEqual((await offered()).sort(), ["digest", "pullPolicy", "repository", "tag"]);
  await page.keyboard.type("pull");
  await page.waitForTimeout(100);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Space");
  assert.deepEqual((await offered()).sort(), ["Always", "IfNotPresent", "Never"]);
  await user.shot("completion");
  await page.keyboard.type("Nev");
  await page.waitForTimeout(100);
  await user.after(() => page.keyboard.press("Enter"));
  assert.equal(await user.editorText(), "ui:\n  image:\n    pullPolicy: Never");
  await user.after(() => user.write("api:\n  extraEnv:\n    - name: A\n      value: b\n    - "));
  await page.keyboard.press("Control+Space");
  assert.deepEqual((await offered()).sort(), ["name", "value", "valueFrom"]);
  await page.keyboard.press("Escape");
  await user.after(() => user.write(""));

  await user.open("templates/ui/service.yaml");
  await user.write("a: {{ .Values.ui.serv");
  await page.keyboard.press("Control+Space");
  assert.deepEqual((await offered()).sort(), ["service", "serviceAccount"]);
  await page.keyboard.press("Escape");
  await user.write('a: {{ include "prowler.ui.serv');
  await page.keyboard.press("Control+Space");
  assert.ok((await offered()).includes("prowler.ui.serviceAccountName"));
  await page.keyboard.press("Escape");
  await user.write("a: {{ .Release.");
  await page.keyboard.press("Control+Space");
  assert.ok((await offered()).includes("Namespace"));
}));

test("templates are highlighted", () => onPage(async (user, page) => {
  await user.open("templates/ui/service.yaml");
  await user.write('{{- /* why */}}\nkey: {{ include "a.b" . | quote }} # {{ $x }}\nblock: |\n  a: {{ .Values.a }}\nnumber: 12\n');
  const styled = async (style) => page.locator(`#editor .${style}`).allTextContents();
  assert.deepEqual(await styled("tok-function"), ["include", "quote"]);
  assert.ok((await styled("tok-string")).includes('"a.b"'));
  assert.deepEqual(await styled("tok-field"), [".", ".Values.a"]);
  assert.deepEqual((await styled("tok-propertyName")).filter((text) => !text.startsWith(".")), ["key", "block", "number"]);
  assert.deepEqual(await styled("tok-number"), ["12"]);
  assert.ok((await styled("tok-comment")).some((text) => text.includes("/* why */")));
}));

test("a line of the output leads to its line of the template", () => onPage(async (user, page) => {
  await page.fill("#outline-filter", "Deployment release-name-prowler-ui");
  await page.locator("#outline button").first().click();
  // The cursor is in "# Source:"; each line is asked for by Enter.
  const lines = (await user.output()).split("\n");
  const source = lines.indexOf("# Source: prowler/templates/ui/deployment.yaml");
  const cases = [
    [/^ {2}replicas: 2/, /^ {2}replicas: \{\{/],
    [/^ {4}app.kubernetes.io\/managed-by: Helm/, /^app.kubernetes.io\/managed-by: \{\{/, "templates/_helpers.tpl"],
    [/^ {10}imagePullPolicy: /, /imagePullPolicy: /],
    [/^ {6}serviceAccountName: /, /serviceAccountName: /],
  ];
  for (const [given, wanted, path = "templates/ui/deployment.yaml"] of cases) {
    const row = lines.findIndex((line, index) => index > source && given.test(line));
    await page.locator("#outline button").first().click();
    for (let i = source; i < row; ++i) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await page.textContent("#open-title"), path);
    const template = readFileSync(join(ROOT, "charts/prowler", path), "utf8").split("\n");
    assert.match(template[Number(await user.activeLine()) - 1], wanted);
  }
  await page.fill("#outline-filter", "");
  await page.locator("#outline button").first().click();
  await page.locator("#output .cm-line").filter({ hasText: "kind: PodDisruptionBudget" }).first().click();
  assert.equal(await page.textContent("#open-title"), "templates/api/poddisruptionbudget.yaml");
  assert.equal(await user.activeLine(), "3");
}));

test("release, namespace and notes", () => onPage(async (user, page) => {
  await user.after(() => page.fill("#release-name", "demo"));
  await user.after(() => page.fill("#release-namespace", "sec"));
  assert.match(await user.output(), /name: demo-prowler-api\n/);
  await page.click("#tab-notes");
  assert.match(await page.textContent("#notes"), /sec/);
  await user.shot("notes");
}));

test("a template that runs away is stopped, and the page goes on", () => onPage(async (user, page) => {
  await user.open("templates/ui/service.yaml");
  await user.after(() => user.write("{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}"));
  assert.match(await user.status(), /^Does not render: .*limit/i);
  await user.after(() => user.write("kind: Fine\n"));
  assert.match(await user.status(), /^30 documents/);
}));
