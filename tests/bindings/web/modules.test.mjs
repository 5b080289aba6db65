// The page's modules that need no browser: where one is in YAML, single values of a text, schemas, archives, links.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { packages, ROOT } from "./support.mjs";

let work, m;

before(async () => {
  work = mkdtempSync(join(tmpdir(), "page-"));
  const names = ["values/yaml_path", "values/values_text", "values/schema", "values/defaults", "values/yaml_dialect", "chart/archive", "chart/read_files", "link", "panes/problems", "panes/changes", "editor/completion"];
  const contents = names.map((name) => `export * from "./src/${name}";`).join("\n");
  const outfile = join(work, "modules.mjs");
  await packages("esbuild").build({
    stdin: { contents, resolveDir: join(ROOT, "bindings/web") }, outfile, bundle: true, format: "esm", platform: "neutral",
    mainFields: ["module", "main"], logLevel: "error",
  });
  m = await import(pathToFileURL(outfile));
});
after(() => rmSync(work, { recursive: true }));

test("the place of the cursor in YAML that is being typed", () => {
  // `|` is the cursor.
  const cases = [
    ["a|", [], undefined, []],
    ["a:\n  b: 1\n  |", ["a"], undefined, ["b"]],
    ["a:\n  b: x|", ["a"], "b", []],
    ["a:\n  b:\n    c: 1\n  |\n  d: 2\ne: 3", ["a"], undefined, ["b", "d"]],
    ["a:\n- b: 1\n  |", ["a", 0], undefined, ["b"]],
    ["a:\n- b: 1\n- |", ["a", 1], undefined, []],
    ["a:\n  - b: 1\n    c:\n      - d: 1\n      - e: 2\n        |", ["a", 0, "c", 1], undefined, ["e"]],
    ["a:\n  - - |", ["a", 0, 0], undefined, []],
    ["a:\n- x\n- y\nb:\n  |", ["b"], undefined, []],
    ["a:\n\n  # note\n  b: 1\n\n  |", ["a"], undefined, ["b"]],
    ['"a.b/c":\n  |', ["a.b/c"], undefined, []],
    ["|\na: 1", [], undefined, ["a"]],
  ];
  for (const [marked, path, key, keys] of cases) {
    const row = marked.slice(0, marked.indexOf("|")).split("\n").length - 1;
    const lines = marked.split("\n");
    const column = lines[row].indexOf("|");
    lines[row] = lines[row].replace("|", "");
    const cursor = m.cursorAt(lines, row, column);
    assert.deepEqual({ path: cursor.path, key: cursor.key, keys: cursor.keys }, { path, key, keys }, marked);
  }
});

test("single values of a text", () => {
  const cases = [
    ["", ["a", "b"], 1, "a:\n  b: 1\n"],
    ["# only this\n", ["a"], 1, "# only this\n\na: 1\n"],
    ["a: 1 # one\n", ["a"], 2, "a: 2 # one\n"],
    ['a: "x"\n', ["a"], "y", 'a: "y"\n'],
    ["a: 1\n", ["a"], "1", 'a: "1"\n'],
    ["a: {}\n", ["a", "b"], true, "a:\n  b: true\n"],
    ["a: {b: 1}\n", ["a", "c"], 2, "a: { b: 1, c: 2 }\n"],
    ["a: null\n", ["a", "b"], 1, "a:\n  b: 1\n"],
    ["a: 1\n", ["a", "b"], 1, "a:\n  b: 1\n"],
    ["a:\n  b: 1\nc: 2\n", ["a", "b"], undefined, "c: 2\n"],
    ["# keep\n\n# goes\na:\n  # goes\n  b: 1\n", ["a", "b"], undefined, "# keep\n"], // comments of what is removed go with it
    ["# keep\n\n# goes\na: 1\n# b\nb: 2\n", ["a"], undefined, "# keep\n\n# b\nb: 2\n"],
    ["a:\n- x\n- y # why\n", ["a", 0], "z", "a:\n- z\n- y # why\n"],
    ["a:\n  - x\n", ["a", 1], "z", "a:\n  - x\n  - z\n"],
    ["a:\n  - x\n", ["a", 0], undefined, "a: []\n"],
    ["b: &x\n  c: 1\na: *x\n", ["a", "c"], 2, "b: &x\n  c: 1\na:\n  c: 2\n"],
    // What reads as another type is quoted.
    ["", ["a"], "yes", 'a: "yes"\n'],
    ["", ["a"], "on", 'a: "on"\n'],
    ["", ["a"], "0777", 'a: "0777"\n'],
    ["", ["a"], "null", 'a: "null"\n'],
    ["", ["a"], "x".repeat(120) + " y", `a: ${"x".repeat(120)} y\n`],
    // What is no mapping is left alone.
    ["[1, 2]\n", ["a"], 1, undefined],
    ["text\n", ["a"], 1, undefined],
    ["a: [\n", ["a"], 1, undefined],
  ];
  for (const [text, path, value, wanted] of cases) assert.equal(m.withValue(text, path, value), wanted, `${JSON.stringify(text)} ${path} ${value}`);
  assert.deepEqual(m.parseValues("a: yes\nb: 2001-01-01\nc: 1:30\nd: {<<: {e: 1}}\n").object, { a: true, b: "2001-01-01", c: "1:30", d: { e: 1 } });
  assert.equal(m.parseValues("- 1\n").object, undefined);
});

test("where a value stands in a text", () => {
  const text = "a:\n  b: one\n  c:\n    - d: 2\n";
  const at = (pointer) => {
    const range = m.rangeOf(text, m.pathOf(pointer));
    return range && text.slice(...range);
  };
  assert.equal(at("/a/b"), "b: one");
  assert.equal(at("/a/c/0/d"), "d: 2");
  assert.equal(at("/a/missing/below"), "a");
  assert.equal(at("/z"), undefined);
  assert.deepEqual(m.pathOf("/x~1y/0/~0"), ["x/y", 0, "~"]);
});

test("schemas with references and combinations", () => {
  const tree = m.SchemaTree.parse(JSON.stringify({
    properties: {
      port: { $ref: "#/definitions/port", description: "own" },
      either: { anyOf: [{ type: "integer", minimum: 1 }, { type: "string" }] },
      mode: { oneOf: [{ const: "a" }, { enum: ["b", "c"] }] },
      all: { allOf: [{ properties: { x: { type: "string" } }, required: ["x"] }, { properties: { y: {} } }] },
      list: { items: { $ref: "#/definitions/port" } },
      free: { patternProperties: { "^n": { type: "number" } }, additionalProperties: { type: "boolean" } },
      loop: { $ref: "#/properties/loop" },
    },
    definitions: { port: { type: ["integer", "null"], description: "shared", maximum: 65535 } },
  }));
  assert.deepEqual([m.typeOf(tree.find(["port"])), tree.find(["port"]).description, tree.find(["port"]).maximum], ["integer", "own", 65535]);
  assert.equal(m.typeOf(tree.find(["either"])), "mixed");
  assert.equal(tree.find(["either"]).minimum, undefined);
  assert.deepEqual(m.choicesOf(tree.find(["mode"])), ["a", "b", "c"]);
  assert.deepEqual(Object.keys(tree.find(["all"]).properties).sort(), ["x", "y"]);
  assert.deepEqual(tree.find(["all"]).required, ["x"]);
  assert.equal(m.typeOf(tree.find(["list", 3])), "integer");
  assert.equal(m.typeOf(tree.find(["free", "name"])), "number");
  assert.equal(m.typeOf(tree.find(["free", "other"])), "boolean");
  assert.equal(m.typeOf(tree.find(["loop"])), "");
  assert.equal(tree.find(["port", "below"]), undefined);
  assert.equal(m.SchemaTree.parse("[]"), undefined);
});

test("comments of values.yaml as hints", () => {
  const defaults = new m.Defaults("# Head of the file\n\n# -- First\n# goes on\na: 1\nb:\n  # inner\n  c: 2 # beside\n  # Example:\n  #   - x\n  #   - y\n  d: []\n");
  assert.equal(defaults.comment(["a"]), "First goes on");
  assert.equal(defaults.comment(["b", "c"]), "inner");
  assert.equal(defaults.comment(["b", "d"]), "Example:\n  - x\n  - y");
  assert.equal(defaults.comment(["z"]), "");
});

test("archives as tar and `helm package` write them", async () => {
  const chart = join(work, "chart");
  const long = `templates/${"deep/".repeat(30)}${"n".repeat(120)}.yaml`;
  mkdirSync(join(chart, long, ".."), { recursive: true });
  writeFileSync(join(chart, "Chart.yaml"), "name: chart\n");
  writeFileSync(join(chart, long), "x".repeat(5000));
  writeFileSync(join(chart, "templates/é.yaml"), "ü");
  for (const format of ["gnu", "pax", "ustar"]) {
    const skip = format === "ustar" ? ["--exclude", "nnn*"] : []; // which has no room for that name
    const file = join(work, `${format}.tgz`);
    execFileSync("tar", [`--format=${format}`, ...skip, "-czf", file, "-C", work, "chart"]);
    const files = m.chartOf(await m.unpack(new Uint8Array(readFileSync(file)), 1 << 20));
    assert.equal(files.get("Chart.yaml"), "name: chart\n", format);
    assert.equal(files.get("templates/é.yaml"), "ü", format);
    assert.equal(files.get(long), skip.length ? undefined : "x".repeat(5000), format);
  }
  const own = new Map([["Chart.yaml", "name: c\n"], [long, "x".repeat(5000)], ["templates/é.yaml", "ü"], ["raw", new Uint8Array([0, 255])], ["empty", ""]]);
  writeFileSync(join(work, "own.tgz"), new Uint8Array(await (await m.pack("c", own)).arrayBuffer()));
  execFileSync("tar", ["-xzf", join(work, "own.tgz"), "-C", work]);
  assert.equal(readFileSync(join(work, "c", long), "utf8"), "x".repeat(5000));
  assert.deepEqual(m.chartOf(await m.unpack(new Uint8Array(readFileSync(join(work, "own.tgz"))), 1 << 20)), own);
  const packed = new Uint8Array(readFileSync(join(work, "pax.tgz")));
  await assert.rejects(m.unpack(packed, 1000), /larger than/);
  await assert.rejects(m.unpack(packed.slice(0, 200), 1 << 20), /not a gzip archive|cut short/);
  await assert.rejects(m.unpack(new Uint8Array(), 1 << 20), /not a gzip archive|cut short/);
  assert.throws(() => m.chartOf([["a/values.yaml", new Uint8Array()]]), /no Chart\.yaml/);
  const nested = m.chartOf([["x/charts/sub/Chart.yaml", new Uint8Array([115])], ["x/Chart.yaml", new Uint8Array([116])], ["y", new Uint8Array()]]);
  assert.deepEqual([...nested.keys()].sort(), ["Chart.yaml", "charts/sub/Chart.yaml"]);
});

test("links keep what they hold", async () => {
  const state = {
    files: new Map([["Chart.yaml", "name: ü\n"], ["logo.png", new Uint8Array([0, 255, 128])], ["__proto__", "x"]]), folder: false,
    changes: new Map([["gone", null]]),
    values: "a: 1\n", release: { name: "r", namespace: "n" }, open: "Chart.yaml", tabs: ["files-panel", "output-panel"], compare: "defaults",
  };
  const fragment = await m.toFragment(state);
  const back = await m.fromFragment(`#${fragment}`);
  assert.deepEqual([...back.files], [...state.files]);
  assert.deepEqual({ ...back, files: 0 }, { ...state, files: 0 });
  assert.equal(await m.fromFragment("#edit-pane"), undefined);
  await assert.rejects(m.fromFragment(`#${fragment.slice(0, -9)}`), /cut short or broken/);
});

test("findings of schemas, those of subcharts below their names", () => {
  const message = "values don't meet the specifications of the schema(s) in the following chart(s):\ntop:\n- at '/q': got string, want integer\nother:\n- at '': missing property 'p'\n";
  assert.deepEqual(m.schemaFindings(message, "top"), [
    { pointer: "/q", text: "got string, want integer" },
    { pointer: "/other", text: "missing property 'p'" },
  ]);
});

test("documents that differ are counted", () => {
  const text = (...documents) => documents.map(([kind, name, rest]) => `---\n# Source: c/templates/${kind}.yaml\nkind: ${kind}\nmetadata:\n  name: ${name}\nx: ${rest}\n`).join("");
  assert.equal(m.summaryOf(text(["A", "a", 1]), text(["A", "a", 1])), "No document differs.");
  assert.equal(m.summaryOf(text(["A", "a", 1], ["B", "b", 1]), text(["A", "a", 2], ["C", "c", 1], ["C", "d", 1])), "1 changed, 2 added, 1 removed");
  assert.deepEqual(m.definitionsIn(['{{- define "b" -}}{{ end }}', '{{define "a"}}{{end}}{{ block "c" . }}{{ end }}']), ["a", "b", "c"]);
});
