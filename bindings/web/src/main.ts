// Starts the page and connects its buttons.
import { App, reasonOf } from "./app";
import { pack } from "./chart/archive";
import { readDrop, readInput } from "./chart/read_files";
import type { Opened } from "./chart/workspace";
import { byId, make } from "./dom";
import { Example } from "./example";
import { fromFragment, LinkError, LONGEST, toFragment } from "./link";
import { splitter } from "./panes/splitter";
import { startTheme } from "./theme";

const app = new App();

async function opening(what: Promise<Opened>, take: (chart: Opened) => void): Promise<void> {
  try {
    const chart = await what;
    app.tell("");
    take(chart);
  } catch (error) {
    app.tell(reasonOf(error));
  }
}

function openInput(id: string, take: (chart: Opened) => void): void {
  const input = byId<HTMLInputElement>(id);
  input.addEventListener("change", () => {
    if (input.files?.length) void opening(readInput(input.files), take);
    input.value = ""; // the same file may be chosen again
  });
}

function startDrop(): void {
  const overlay = byId("drop");
  let depth = 0;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  const show = (inside: boolean) => {
    depth = inside ? depth + 1 : Math.max(0, depth - 1);
    overlay.hidden = depth === 0;
  };
  window.addEventListener("dragenter", (event) => hasFiles(event) && show(true));
  window.addEventListener("dragleave", (event) => hasFiles(event) && show(false));
  window.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  window.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    overlay.hidden = true;
    void opening(readDrop(event.dataTransfer!), (chart) => app.openChart(chart));
  });
}

async function copy(text: string, done: string, otherwise: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    app.tell(done);
  } catch {
    app.tell(otherwise);
  }
}

let ownFragment = "";

async function copyLink(): Promise<void> {
  const fragment = await toFragment(app.state());
  if (fragment.length > LONGEST) {
    app.tell(`The chart is too large for a link (${Math.ceil(fragment.length / 1e6)} MB); share its files instead.`);
    return;
  }
  ownFragment = `#${fragment}`;
  history.replaceState(null, "", ownFragment);
  const size = fragment.length > 30_000 ? ` It has ${Math.round(fragment.length / 1000)} kB: some programs cut long links.` : "";
  await copy(location.href, `Link copied.${size}`, `The link is in the address bar.${size}`);
}

async function save(): Promise<void> {
  const { workspace } = app;
  const name = workspace.name || "chart";
  const address = URL.createObjectURL(await pack(name, workspace.files()));
  make("a", { href: address, download: `${name}.tgz` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function openExample(): Promise<void> {
  try {
    const example = await Example.load("prowler");
    app.openExample(example, example.last);
  } catch (error) {
    app.tell(reasonOf(error));
  }
}

async function openFragment(): Promise<boolean> {
  if (location.hash === ownFragment) return false;
  try {
    const state = await fromFragment(location.hash);
    if (!state) return false;
    await app.restore(state);
    showRelease();
    return true;
  } catch (error) {
    app.tell(error instanceof LinkError ? error.message : reasonOf(error));
    return false;
  }
}

const releaseName = byId<HTMLInputElement>("release-name");
const releaseNamespace = byId<HTMLInputElement>("release-namespace");

function showRelease(): void {
  releaseName.value = app.workspace.release.name;
  releaseNamespace.value = app.workspace.release.namespace;
}

function connect(): void {
  openInput("open-folder", (chart) => app.openChart(chart));
  openInput("open-archive", (chart) => app.openChart(chart));
  openInput("second-folder", (chart) => app.comparison.setSecond(chart));
  openInput("second-archive", (chart) => app.comparison.setSecond(chart));
  byId("open-example").addEventListener("click", () => void openExample());
  byId("save").addEventListener("click", () => void save());
  byId("copy-link").addEventListener("click", () => void copyLink());
  byId("copy-output").addEventListener("click", () => void copy(app.output.text, "Output copied.", "The output cannot be copied."));
  byId("show-problems").addEventListener("click", () => app.resultTabs.select("problems-panel"));
  byId("revert").addEventListener("click", () => app.workspace.revert());
  byId("delete-file").addEventListener("click", () => app.removeOpenFile());
  byId<HTMLInputElement>("phase").addEventListener("input", (event) => app.setPhase(Number((event.target as HTMLInputElement).value)));
  byId("file-actions").addEventListener("submit", (event) => {
    event.preventDefault();
    const input = byId<HTMLInputElement>("new-file");
    const path = input.value.trim().replace(/^(\.?\/)+/, "");
    if (path === "" || app.workspace.has(path)) return app.tell(path ? `${path} is there already.` : "Give the path of the new file.");
    app.workspace.write(path, "");
    app.openFile(path);
    input.value = "";
  });
  for (const input of [releaseName, releaseNamespace]) {
    input.addEventListener("input", () => app.workspace.setRelease(releaseName.value, releaseNamespace.value));
  }
  for (const button of document.querySelectorAll<HTMLElement>(".views button")) {
    button.addEventListener("click", () => app.view(button.dataset["view"]!));
  }
  window.addEventListener("hashchange", () => void openFragment());
}

startTheme(byId<HTMLSelectElement>("theme"));
splitter(byId("split-left"), { property: "--left", start: 21, least: 10, most: 45, after: false });
splitter(byId("split-right"), { property: "--right", start: 43, least: 15, most: 70, after: true });
startDrop();
connect();
showRelease();
app.view("edit-pane");
if (!(await openFragment())) await openExample();
