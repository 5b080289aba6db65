// Keyboard, screen readers, themes, small screens, and what the page may do: the page in Chromium.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { AXE, startPage } from "./support.mjs";

let started;
const onPage = (body, options) => started.onPage(body, options);
before(async () => (started = await startPage()));
after(() => started.stop());

// What axe-core finds serious, as short lines.
async function findings(page) {
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`));
}

for (const [name, options] of Object.entries({
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  narrow: { viewport: { width: 420, height: 800 } },
})) {
  test(`axe-core finds nothing serious: ${name}`, () => onPage(async (user, page) => {
    await page.evaluate(readFileSync(AXE, "utf8"));
    const look = async (where) => assert.deepEqual(await findings(page), [], where);
    const pane = async (id) => name === "narrow" && page.click(`.views [data-view=${id}]`);
    await look("at the start");
    await user.shot(`start-${name}`);
    await pane("side-pane");
    await page.click("#tab-form");
    for (const section of ["ui", "ui/image", "api", "api/extraEnv"]) await page.click(`#form details[data-pointer="/${section}"] > summary`);
    await look("form");
    await user.shot(`form-${name}`);
    await pane("edit-pane");
    await user.after(() => user.write("ui:\n  service:\n    port: 99999\n  replicaCount: 3\n"));
    await look("with problems");
    await pane("result-pane");
    for (const tab of ["output", "changes", "notes", "problems"]) {
      await page.click(`#tab-${tab}`);
      if (tab === "changes") await page.waitForFunction(() => document.getElementById("changes-summary").textContent !== "");
      await look(tab);
      await user.shot(`${tab}-${name}`);
    }
    await pane("edit-pane");
    await user.after(() => user.write("ui:\n  replicaCount: 3\n"));
    await pane("result-pane");
    await page.click("#tab-changes");
    await page.locator("#changes .cm-changedLine").first().waitFor();
    await look("changes, compared");
    await user.shot(`compared-${name}`);
    await pane("side-pane");
    await page.click("#tab-files");
    await page.click('#tree [data-path="templates/_helpers.tpl"] > .tree-row');
    await look("a template");
    await user.shot(`template-${name}`);
  }, options));
}

const focused = (page) => page.evaluate(() => {
  const at = document.activeElement;
  return at.id || at.dataset?.path || at.className || at.tagName;
});

test("everything is reached by keyboard, and nothing holds it", () => onPage(async (user, page) => {
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "skip");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.match(await focused(page), /cm-content/);
  // Tab indents; Esc, then Tab leaves.
  await page.keyboard.press("Tab");
  assert.match(await focused(page), /cm-content/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "split-right");
  const before = await page.locator("#result-pane").evaluate((pane) => pane.offsetWidth);
  await page.keyboard.press("ArrowLeft");
  assert.ok((await page.locator("#result-pane").evaluate((pane) => pane.offsetWidth)) > before);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "tab-output");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(page), "tab-changes");
  assert.equal(await page.isVisible("#changes-panel"), true);
  await page.keyboard.press("End");
  assert.equal(await page.isVisible("#problems-panel"), true);
  await page.keyboard.press("Home");

  // One round of Tab meets every control once, and comes back.
  const seen = [];
  await page.focus("#open-folder");
  for (let i = 0; i < 120; ++i) {
    const at = await focused(page);
    if (i > 0 && at === "open-folder") break;
    seen.push(at);
    if (/cm-content/.test(at)) await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
  }
  for (const id of ["open-archive", "open-example", "release-name", "release-namespace", "copy-link", "theme", "phase", "tab-files", "new-file", "split-left", "split-right", "outline-filter", "copy-output"]) {
    assert.ok(seen.includes(id), `${id} in ${seen}`);
  }
  assert.ok(seen.length < 110, "Tab comes round");
}));

test("the tree of files by arrow keys", () => onPage(async (user, page) => {
  const at = () => page.evaluate(() => document.activeElement.dataset.path);
  await page.locator("#tree [tabindex='0']").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  assert.equal(await at(), "templates");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.getAttribute('#tree [data-path="templates"]', "aria-expanded"), "false");
  await page.keyboard.press("ArrowDown");
  assert.equal(await at(), ".helmignore");
  await page.keyboard.press("t");
  assert.equal(await at(), "templates");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await at(), "templates/api");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  assert.equal(await page.textContent("#open-title"), await at());
  await page.keyboard.press("ArrowLeft");
  assert.equal(await at(), "templates/api");
}));

test("problems are announced, and that they are gone", () => onPage(async (user, page) => {
  await user.after(() => user.write("ui: 1\n"));
  await page.waitForFunction(() => /^Does not render/.test(document.getElementById("live").textContent));
  await user.after(() => user.write(""));
  await page.waitForFunction(() => /^Renders again/.test(document.getElementById("live").textContent));
}));

test("light and dark, by the system and by the switch", () => onPage(async (user, page) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await page.selectOption("#theme", "light");
  const light = await ground();
  assert.notEqual(light, dark);
  await page.reload();
  await user.rendered(0);
  assert.equal(await ground(), light);
  await page.selectOption("#theme", "auto");
  assert.equal(await ground(), dark);
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await ground(), light);
}, { colorScheme: "dark" }));

test("a narrow screen shows one pane at a time", () => onPage(async (user, page) => {
  for (const pane of ["side-pane", "edit-pane", "result-pane"]) {
    await page.click(`.views [data-view=${pane}]`);
    for (const other of ["side-pane", "edit-pane", "result-pane"]) assert.equal(await page.isVisible(`#${other}`), other === pane);
    assert.equal((await page.locator(`#${pane}`).boundingBox()).width, 420);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 420, "nothing to the side");
  }
  assert.ok((await page.locator("#output").boundingBox()).height > 200, "room for the output below the list");
  await page.click(".views [data-view=side-pane]");
  await page.click('#tree [data-path="values.yaml"] > .tree-row');
  assert.equal(await page.isVisible("#editor"), true);
}, { viewport: { width: 420, height: 800 } }));

test("no script but the page's own runs", () => onPage(async (user, page) => {
  const policy = await page.getAttribute("meta[http-equiv=Content-Security-Policy]", "content");
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /'unsafe-eval'|https?:|\*/);
  const tried = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    return { inline: window.ran === true };
  });
  assert.equal(tried.inline, false);
  await user.open("templates/ui/service.yaml");
  await user.after(() => user.write('kind: "<b>Kind</b>"\nmetadata:\n  name: "<img src=x onerror=alert(1)>"\n'));
  assert.match(await page.textContent("#outline"), /<b>Kind<\/b>\s*<img src=x onerror=alert\(1\)>/);
  await user.after(() => user.write('{{ fail "<img src=x onerror=alert(1)>" }}'));
  await page.click("#tab-problems");
  assert.match(await page.textContent("#problems"), /<img src=x/);
  assert.equal(await page.evaluate(() => document.images.length + document.querySelectorAll("#result-pane b").length), 0);
  const sent = await page.evaluate(() => fetch("https://example.com/").then(() => "sent", () => "refused"));
  assert.equal(sent, "refused");
  user.problems = user.problems.filter((text) => !/Content Security Policy/.test(text)); // these two
}));
