// The form, the changes against other renders, the phases of the example, and links: the page in Chromium.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT, startPage } from "./support.mjs";

let started, work;
const onPage = (body, options) => started.onPage(body, options);

before(async () => {
  started = await startPage();
  work = mkdtempSync(join(tmpdir(), "page-"));
  execFileSync("tar", ["-czf", join(work, "old.tgz"), "-C", join(ROOT, "charts"), "prowler-1.3.5"]);
});

after(async () => {
  await started.stop();
  rmSync(work, { recursive: true });
});

// Opens the sections of the form down to a value, and gives its field.
async function field(page, pointer) {
  await page.click("#tab-form");
  const steps = pointer.split("/").slice(1);
  for (let depth = 1; depth < steps.length; ++depth) {
    const section = page.locator(`#form details[data-pointer="/${steps.slice(0, depth).join("/")}"]`);
    if (!(await section.evaluate((details) => details.open))) await section.locator("> summary").click();
    await section.locator("> .section-body > *").first().waitFor();
  }
  return page.locator(`#form .field[data-pointer="${pointer}"]`);
}

test("the form writes the values, and keeps their comments", () => onPage(async (user, page) => {
  await user.after(() => user.write("# my own\nui:\n  # why two\n  replicaCount: 2 # of them\n"));
  await user.after(async () => (await field(page, "/ui/replicaCount")).locator("input").fill("5"));
  assert.equal(await user.editorText(), "# my own\nui:\n  # why two\n  replicaCount: 5 # of them\n");

  const policy = (await field(page, "/ui/image/pullPolicy")).locator("select");
  assert.deepEqual(await policy.locator("option").allTextContents(), ["default", "Always", "IfNotPresent", "Never"]);
  await user.after(() => policy.selectOption({ label: "Never" }));
  await user.after(async () => (await field(page, "/ui/networkPolicy/enabled")).locator("input").check());
  await user.after(async () => (await field(page, "/nameOverride")).locator("input").fill("pro"));
  assert.equal(
    await user.editorText(),
    "# my own\nui:\n  # why two\n  replicaCount: 5 # of them\n  image:\n    pullPolicy: Never\n  networkPolicy:\n    enabled: true\nnameOverride: pro\n",
  );
  assert.match(await user.output(), /kind: NetworkPolicy\n[^]*?name: release-name-pro-ui/);
  await user.shot("form");

  // Back to the defaults: empty mappings go too.
  await user.after(async () => (await field(page, "/ui/networkPolicy/enabled")).locator(".reset").click());
  await user.after(async () => (await field(page, "/ui/image/pullPolicy")).locator("select").selectOption({ label: "default" }));
  assert.equal(await user.editorText(), "# my own\nui:\n  # why two\n  replicaCount: 5 # of them\nnameOverride: pro\n");
}));

test("the form follows the text, shows defaults, and marks what the schema refuses", () => onPage(async (user, page) => {
  const port = await field(page, "/ui/service/port");
  assert.equal(await port.locator("input").inputValue(), "3000");
  assert.equal(await port.locator(".reset").isVisible(), false);
  await user.after(() => user.write("ui:\n  service:\n    port: 8080\n"));
  assert.equal(await port.locator("input").inputValue(), "8080");
  assert.equal(await port.locator(".reset").isVisible(), true);
  await user.after(() => port.locator("input").fill("70000"));
  assert.equal(await port.locator("input").getAttribute("aria-invalid"), "true");
  assert.match(await port.locator(".field-error").textContent(), /maximum: got 70,000, want 65,535/);
  assert.match(await page.locator('#form details[data-pointer="/ui"] > summary .count').textContent(), /1 set, not valid/);
  await user.after(() => user.write("ui: {"));
  assert.equal(await page.isVisible("#form-note"), true);
  await user.after(() => user.write(""));
  assert.equal(await page.isVisible("#form-note"), false);
  assert.equal(await port.locator("input").inputValue(), "3000");
  const hint = page.locator(`#${await (await field(page, "/ui/replicaCount")).locator("input").getAttribute("aria-describedby").then((ids) => ids.split(" ")[0])}`);
  assert.match(await hint.textContent(), /Number of pods/);
}));

test("open sections of the form stay open from phase to phase", () => onPage(async (user, page) => {
  await (await field(page, "/ui/image/pullPolicy")).waitFor();
  await page.focus("#phase");
  await user.after(() => page.keyboard.press("Home"));
  await page.locator('#form [data-pointer="/ui/image/pullPolicy"]').waitFor();
  assert.equal(await page.locator('#form [data-pointer="/ui/image/digest"]').count(), 0, "which comes with phase 6");
  await user.after(() => page.keyboard.press("End"));
  await page.locator('#form [data-pointer="/ui/image/digest"]').waitFor();
}));

test("lists and free mappings in the form", () => onPage(async (user, page) => {
  await (await field(page, "/api/replicaCount")).waitFor();
  const section = page.locator('#form details[data-pointer="/api/extraEnv"]');
  await section.locator("> summary").click();
  await user.after(() => section.getByRole("button", { name: "Add to extraEnv" }).click());
  await user.after(() => section.locator('[data-pointer="/api/extraEnv/0/name"] input').fill("LEVEL"));
  await user.after(() => section.locator('[data-pointer="/api/extraEnv/0/value"] input').fill("debug"));
  assert.equal(await user.editorText(), "api:\n  extraEnv:\n    - name: LEVEL\n      value: debug\n");
  await user.after(() => section.getByRole("button", { name: "Remove item 1 of api.extraEnv" }).click());
  assert.equal(await user.editorText(), "api:\n  extraEnv: []\n");
  await user.after(() => section.getByRole("button", { name: "Reset api.extraEnv to the default" }).click());
  assert.equal(await user.editorText(), "");
  await user.after(async () => (await field(page, "/ui/podAnnotations")).locator("textarea").fill("a: b\nc: d"));
  assert.equal(await user.editorText(), "ui:\n  podAnnotations:\n    a: b\n    c: d\n");
}));

test("a chart without a schema has a form by its values", () => onPage(async (user, page) => {
  await user.open("values.schema.json");
  await user.after(() => page.click("#delete-file"));
  await user.after(async () => (await field(page, "/ui/service/port")).locator("input").fill("99"));
  assert.equal(await user.editorText(), "ui:\n  service:\n    port: 99\n");
}));

test("changes against the default values", () => onPage(async (user, page) => {
  await user.after(() => user.write("ui:\n  replicaCount: 9\n"));
  await page.click("#tab-changes");
  await page.waitForFunction(() => /changed/.test(document.getElementById("changes-summary").textContent));
  assert.equal(await page.textContent("#changes-summary"), "1 changed, 0 added, 0 removed");
  await page.locator("#changes .cm-changedLine", { hasText: "replicas: 9" }).waitFor();
  assert.ok((await page.locator("#changes .cm-deletedChunk").allTextContents()).some((text) => text.includes("replicas: 2")));
  await user.shot("changes");
  await user.openValues();
  await user.after(() => user.write("ui:\n  podDisruptionBudget:\n    enabled: false\n"));
  await page.waitForFunction(() => /, 1 removed/.test(document.getElementById("changes-summary").textContent));
}));

test("changes against a second chart", () => onPage(async (user, page) => {
  await page.click("#tab-changes");
  await page.selectOption("#compare", "chart");
  await page.waitForFunction(() => /Choose the second chart/.test(document.getElementById("changes-summary").textContent));
  for (const [input, source] of [["#second-archive", join(work, "old.tgz")], ["#second-folder", join(ROOT, "charts/prowler-1.3.5")]]) {
    await page.setInputFiles(input, source);
    await page.waitForFunction(() => /^\d+ changed, [1-9]\d* added/.test(document.getElementById("changes-summary").textContent));
    assert.equal(await page.textContent("#chart-name"), "prowler 1.4.0");
  }
  assert.ok((await page.locator("#changes .cm-deletedChunk").allTextContents()).some((text) => text.includes("prowler-1.3.5")));
}));

// The documents of the default case after each phase, by what the goldens say (those that are missing are as before).
function goldenPhases() {
  const phases = [];
  for (let phase = 0; phase <= 8; ++phase) {
    const file = join(ROOT, `golden/prowler/phase-${phase}/00-default.yaml`);
    const documents = !existsSync(file) ? phases.at(-1) : new Map(readFileSync(file, "utf8").split(/^---\n(?=# Source: )/m).slice(1).map((text) => {
      const kind = /^kind: (.*)$/m.exec(text)[1];
      return [`${kind} ${text.slice(0, text.indexOf("\n"))} ${/^ {2}name: (.*)$/m.exec(text)[1]}`, text];
    }));
    phases.push(documents);
  }
  return phases;
}

function countsOf(before, after) {
  const added = [...after.keys()].filter((key) => !before.has(key)).length;
  const removed = [...before.keys()].filter((key) => !after.has(key)).length;
  const changed = [...after].filter(([key, text]) => before.has(key) && before.get(key) !== text).length;
  return added + removed + changed === 0 ? "No document differs." : `${changed} changed, ${added} added, ${removed} removed`;
}

test("the phases of the example, each with what it changes", () => onPage(async (user, page) => {
  const goldens = goldenPhases();
  await page.click("#tab-changes");
  await page.selectOption("#compare", "phase");
  await page.waitForFunction(() => document.getElementById("changes-summary").textContent !== "");
  await page.focus("#phase");
  const titles = [];
  for (let phase = 7; phase >= 1; --phase) {
    await user.after(() => page.keyboard.press("ArrowLeft"));
    titles.push(await page.textContent("#phase-title"));
    assert.match(titles.at(-1), new RegExp(`^${phase} of 8: `));
    assert.equal(await page.getAttribute("#phase", "aria-valuetext"), titles.at(-1));
    await page.waitForFunction((text) => document.getElementById("changes-summary").textContent === text, countsOf(goldens[phase - 1], goldens[phase]));
    if (phase === 5) {
      await page.locator("#changes .cm-changedLine", { hasText: "terminationGracePeriodSeconds: 30" }).waitFor();
      await user.shot("phase-5");
    }
  }
  assert.equal(new Set(titles).size, 7);
  await user.after(() => page.keyboard.press("ArrowLeft"));
  assert.equal(await page.textContent("#phase-title"), "Prowler chart 1.3.5");
  assert.equal(await page.textContent("#chart-name"), "prowler 1.3.5");
  assert.equal(await page.inputValue("#compare"), "defaults");

  // Changes of one's own stay on top of every phase.
  await user.open("templates/ui/service.yaml");
  await user.after(() => user.write("kind: Mine\n"));
  await page.focus("#phase");
  await user.after(() => page.keyboard.press("End"));
  assert.match(await user.output(), /kind: Mine/);
  await user.after(() => page.click("#revert"));
  assert.doesNotMatch(await user.output(), /kind: Mine/);
}));

test("a link holds the state, and nothing but the page's files is asked for", () => onPage(async (user, page) => {
  await user.after(() => page.fill("#release-name", "linked"));
  await user.after(() => user.write("ui:\n  replicaCount: 4 # shared\n"));
  await user.open("templates/ui/service.yaml");
  await user.after(() => user.write('kind: Mine\nmetadata: {name: "é {{ .Release.Name }}"}\n'));
  await page.focus("#phase");
  await user.after(() => page.keyboard.press("ArrowLeft"));
  await page.click("#tab-form");
  await page.click("#tab-notes");
  await page.click("#copy-link");
  await page.waitForFunction(() => /^Link copied/.test(document.getElementById("message").textContent));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#s=[\w-]+$/);
  assert.ok(link.length < 2000, `${link.length} characters`);

  const second = await user.context.newPage();
  await second.goto(link);
  await second.waitForSelector("#status[data-renders][aria-busy=false]");
  assert.equal(await second.textContent("#open-title"), "templates/ui/service.yaml");
  assert.equal(await second.inputValue("#release-name"), "linked");
  assert.match(await second.textContent("#phase-title"), /^7 of 8/);
  assert.equal(await second.isVisible("#form"), true);
  assert.equal(await second.isVisible("#notes"), true);
  await second.click("#tab-output");
  await second.click("#copy-output");
  const copied = await second.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /kind: Mine\nmetadata: \{name: "é linked"\}/);
  assert.match(copied, /replicas: 4/);

  const origin = new URL(started.address).origin;
  const asked = [...new Set(user.requests)].filter((url) => !url.startsWith("blob:") && !/__api/.test(url));
  assert.deepEqual(asked.filter((url) => new URL(url).origin !== origin), []);
  assert.deepEqual(asked.filter((url) => url.includes("?")), []);
}));

test("a link of an opened chart holds its files", () => onPage(async (user, page) => {
  await user.after(() => page.setInputFiles("#open-folder", join(ROOT, "charts/ephemeral")));
  const output = await user.output();
  await page.click("#copy-link");
  await page.waitForFunction(() => /^Link copied/.test(document.getElementById("message").textContent));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const second = await user.context.newPage();
  await second.goto(link);
  await second.waitForSelector("#status[data-renders][aria-busy=false]");
  assert.equal(await second.isVisible("#phases"), false);
  await second.click("#copy-output");
  assert.equal(await second.evaluate(() => navigator.clipboard.readText()), output);
}));

test("a broken link is told, and the example opens", async () => {
  for (const fragment of ["#s=AAAA", "#s=!", "#s=bm90aGluZw"]) {
    await onPage(async (user, page) => {
      await page.goto("about:blank");
      await page.goto(`${started.address}${fragment}`);
      await page.waitForSelector("#status[data-renders][aria-busy=false]");
      assert.equal(await page.textContent("#chart-name"), "prowler 1.4.0");
      if (fragment !== "#s=!") assert.match(await page.textContent("#message"), /link is cut short or broken/);
    });
  }
});
