// What the tests of the page share: a server of static files, Chromium, and the words of a user.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(fileURLToPath(import.meta.url), "../../../..");
export const packages = createRequire(join(ROOT, "bindings/web/package.json"));
const { chromium } = packages("playwright-core");
export const AXE = packages.resolve("axe-core/axe.min.js");
const SHOTS = join(ROOT, "build/web-test");

const TYPES = {
  ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
  ".json": "application/json", ".wasm": "application/wasm", ".txt": "text/plain",
};

// Serves folders by the prefix of the address: {"/": folder}. Returns the server with its `origin`.
export async function serve(folders) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const prefix = Object.keys(folders).filter((one) => path.startsWith(one)).sort((a, b) => b.length - a.length)[0];
    const file = join(folders[prefix] ?? "", path.slice((prefix ?? "").length) || "index.html");
    try {
      const data = await readFile(file);
      response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" }).end(data);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  server.origin = `http://127.0.0.1:${server.address().port}`;
  return server;
}

export function launch(more = []) {
  const flags = ["no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync"];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...flags.map((flag) => `--${flag}`), ...more] });
}

// A browser and the page for the tests of one file: `onPage(body)` gives body a user with a page of their own, and
// expects that the browser has nothing to complain of.
export async function startPage() {
  const server = await serve({ "/": join(ROOT, "build/web") });
  const browser = await launch();
  const address = process.env.PAGE ?? `${server.origin}/`;
  return {
    address,
    async onPage(body, options) {
      const user = await User.open(browser, address, options);
      try {
        await body(user, user.page);
        assert.deepEqual(user.problems, [], "the browser's console stays empty");
      } finally {
        await user.close();
      }
    },
    async stop() {
      await browser.close();
      server.close();
    },
  };
}

// A user in front of the page. `problems` gathers what the browser complains of; `requests` every address asked for.
export class User {
  static async open(browser, address, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const user = new User();
    user.context = context;
    user.page = await context.newPage();
    user.problems = [];
    user.requests = [];
    user.page.on("console", (message) => ["error", "warning"].includes(message.type()) && user.problems.push(message.text()));
    user.page.on("pageerror", (error) => user.problems.push(error.stack));
    context.on("request", (request) => user.requests.push(request.url()));
    await user.page.goto(address);
    await user.rendered(0);
    return user;
  }

  async close() {
    await this.context.close();
  }

  // How many renders have been shown.
  renders() {
    return this.page.locator("#status").evaluate((element) => Number(element.dataset.renders ?? 0));
  }

  // Waits until more than `count` renders have been shown and none is under way.
  async rendered(count) {
    const done = (n) => {
      const status = document.getElementById("status");
      return status.ariaBusy === "false" && Number(status.dataset.renders ?? 0) > n;
    };
    await this.page.waitForFunction(done, count, { timeout: 30_000 });
  }

  // Does something that leads to a render, and waits for it.
  async after(action) {
    const before = await this.renders();
    await action();
    await this.rendered(before);
  }

  status() {
    return this.page.textContent("#status");
  }

  async output() {
    await this.page.click("#tab-output");
    await this.page.click("#copy-output");
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  async open(path) {
    await this.page.click("#tab-files");
    await this.page.locator(`#tree [data-path=${JSON.stringify(path)}] > .tree-row`).click();
  }

  async openValues() {
    await this.page.click("#tab-files");
    await this.page.getByRole("treeitem", { name: /^Your values/ }).click();
  }

  // Puts the cursor into the editor, at a line (from 1) when one is given.
  async focusEditor(line) {
    await this.page.locator("#editor .cm-content").focus();
    if (line === undefined) return;
    await this.page.keyboard.press("Control+Home");
    for (let i = 1; i < line; ++i) await this.page.keyboard.press("ArrowDown");
  }

  // Replaces the whole text of the editor.
  async write(text) {
    await this.focusEditor();
    await this.page.keyboard.press("Control+a");
    if (text === "") await this.page.keyboard.press("Delete");
    else await this.page.keyboard.insertText(text);
  }

  async editorText() {
    await this.focusEditor();
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.press("Control+c");
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  activeLine() {
    return this.page.locator("#editor .cm-activeLineGutter").first().textContent();
  }

  async shot(name) {
    mkdirSync(SHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }
}
