// The npm package: results, errors, callbacks, bad input. CHARTRENDER_SOURCE is the project's folder.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import zlib from "node:zlib";
import { Chart, ChartrenderError, Manifest, Result, init, version, yamlToObject } from "chartrender";

const PROWLER = path.join(process.env.CHARTRENDER_SOURCE, "charts/prowler");
const METADATA = "{apiVersion: v2, name: c, version: 1.2.3}";
const require = createRequire(import.meta.url);

const chartOf = (template, options) =>
  Chart.loadSync({ "Chart.yaml": METADATA, "values.yaml": "name: world", "templates/t.yaml": template }, options);
const textOf = (template, options, load) => chartOf(template, load).render({ templatesOnly: true, ...options }).documents[0].text;
const scratch = () => fs.mkdtempSync(path.join(os.tmpdir(), "chartrender-"));

/** A failure of this code whose text holds `text`. */
const failure = (code, text) => (error) => {
  assert.ok(error instanceof ChartrenderError, String(error));
  assert.equal(error.code, code);
  assert.ok(error.message.includes(text), error.message);
  return true;
};

/** A .tgz of files, as `tar` writes it. */
function archiveOf(files) {
  const blocks = [];
  for (const [name, data] of Object.entries(files)) {
    const head = Buffer.alloc(512);
    head.write(name, 0);
    head.write("0000644\0" + "0000000\0".repeat(2) + data.length.toString(8).padStart(11, "0") + "\0" + "0".repeat(11) + "\0", 100);
    head.write(" ".repeat(8) + "0", 148);
    head.write("ustar\u000000", 257);
    head.write(head.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0") + "\0 ", 148);
    blocks.push(head, data, Buffer.alloc((512 - (data.length % 512)) % 512));
  }
  return zlib.gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

test("a folder, an archive and files give the same", async () => {
  const folder = await Chart.load(PROWLER);
  const packed = archiveOf(Object.fromEntries(Object.entries(folder.files).map(([name, data]) => ["prowler/" + name, data])));
  const file = path.join(scratch(), "p.tgz");
  fs.writeFileSync(file, packed);
  const charts = [folder, await Chart.load(pathToFileURL(PROWLER)), await Chart.load(packed), await Chart.load(file),
    await Chart.load(new Uint8Array(packed).buffer), await Chart.load(folder.files), await Chart.load(new Map(Object.entries(folder.files)))];
  const texts = new Set(charts.map((chart) => chart.render({ seed: 1 }).manifest));
  assert.equal(texts.size, 1);
  assert.match([...texts][0], /^---\n# Source: prowler\/templates/);
  assert.equal(folder.name, "prowler");
  assert.equal(folder.schema.type, "object");
});

test("the licences of what the module holds are in the package", () => {
  const folder = new URL("./node_modules/chartrender/linked/", import.meta.url);
  assert.deepEqual(fs.readdirSync(folder).sort(),
    ["emscripten", "libxcrypt", "nlohmann-json3-dev", "openssl", "re2", "tzdata", "zlib"]);
  for (const file of fs.readdirSync(folder)) assert.match(fs.readFileSync(new URL(file, folder), "utf8"), /licen[sc]e|copyright|public domain/i);
});

test(".helmignore leaves out files of folders, and of files that are said to be one", async () => {
  const files = {
    ".helmignore": "secret/\n*.bak\n", "Chart.yaml": "\ufeff" + METADATA, "secret/a.txt": "x", "b.bak": "x", "keep.txt": "x",
    "templates/t.yaml": '{{ range $path, $_ := .Files.Glob "**" }}{{ $path }} {{ end }}', "templates/.t.yaml.swp": "{{ end }}",
  };
  const folder = scratch();
  for (const [name, data] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), data);
  }
  const filesOf = (chart) => chart.render({ templatesOnly: true }).documents[0].text;
  assert.equal(filesOf(await Chart.load(folder)), ".helmignore keep.txt ");
  assert.equal(filesOf(await Chart.load(files, { asFolder: true })), ".helmignore keep.txt ");
  delete files["templates/.t.yaml.swp"];
  assert.equal(filesOf(await Chart.load(files)), ".helmignore b.bak keep.txt secret/a.txt ");
  fs.writeFileSync(path.join(folder, ".helmignore"), "a**");
  await assert.rejects(Chart.load(folder), failure("chart", "double-star"));
  fs.rmSync(path.join(folder, ".helmignore"));
  fs.symlinkSync(folder, path.join(folder, "loop"));
  await assert.rejects(Chart.load(folder), failure("io", "too many"));
});

test("require gives the same package", async () => {
  const common = require("chartrender");
  await common.init();
  const files = { "Chart.yaml": METADATA, "templates/t.yaml": "a: 1" };
  assert.equal(common.Chart.loadSync(files).render().manifest, Chart.loadSync(files).render().manifest);
  assert.deepEqual(Object.keys(common).sort(), Object.keys(await import("chartrender")).filter((name) => name !== "default").sort());
});

test("documents", () => {
  const chart = chartOf("kind: A\nmetadata: {name: a, size: 1.5}\n---\nkind: Job\nmetadata: {name: j, annotations: " +
    "{helm.sh/hook: 'test,pre-install', helm.sh/hook-weight: '3', helm.sh/hook-delete-policy: hook-failed}}");
  const result = chart.render();
  assert.ok(result instanceof Result && result.documents[0] instanceof Manifest);
  assert.deepEqual(result.documents.map(({ section, kind, name }) => [section, kind, name]), [["manifest", "A", "a"], ["hook", "Job", "j"]]);
  const [manifest, hook] = result.documents;
  assert.deepEqual([hook.events, hook.weight, hook.deletePolicies], [["test", "pre-install"], 3, ["hook-failed"]]);
  assert.deepEqual([manifest.events, manifest.weight, manifest.apiVersion], [[], 0, ""]);
  assert.deepEqual(manifest.object, { kind: "A", metadata: { name: "a", size: 1.5 } });
  assert.equal(result.objects[1].kind, "Job");
  assert.equal(String(result), result.manifest);
  assert.ok(!chart.render({ tests: false }).manifest.includes("kind: Job"));
  assert.ok(chart.render({ showOnly: ["templates/t.yaml"] }).manifest.startsWith("---\n# Source: c/templates/t.yaml"));
  chart.close();
  assert.ok(result.manifest.startsWith("---\n# Source: c/templates/t.yaml\nkind: A"));
});

test("origins of lines", async () => {
  const chart = await Chart.load({
    "Chart.yaml": METADATA,
    "templates/_h.tpl": '{{ define "labels" }}\na: 1\nb: {{ .Values.b }}\n{{ end }}',
    "templates/t.yaml": 'kind: A\nlabels:\n  {{- include "labels" . | trim | nindent 2 }}\n\nx: {{ .Values.b }}\n',
  });
  const [document] = chart.render({ values: { b: 2 }, origins: true }).documents;
  const here = (line) => ({ file: "c/templates/t.yaml", line });
  const there = (line) => ({ file: "c/templates/_h.tpl", line, caller: here(3) });
  assert.deepEqual(document.origins, [here(1), here(2), there(2), there(3), undefined, here(5)]);
  assert.deepEqual(chart.render({ values: { b: 2 } }).documents[0].origins, []);
  assert.throws(() => chart.render({ origins: 1 }), failure("usage", "origins"));
});

test("values", () => {
  const folder = scratch();
  fs.writeFileSync(path.join(folder, "v.yaml"), "name: file");
  fs.writeFileSync(path.join(folder, "cert"), "a\nb");
  const show = "{{ .Values | toJson }}";
  assert.equal(textOf(show, { values: { a: { b: null }, n: 1 } }), '{"a":{"b":null},"n":1,"name":"world"}');
  assert.equal(textOf(show, { values: ["name: one", { x: 1 }, pathToFileURL(path.join(folder, "v.yaml"))] }), '{"name":"file","x":1}');
  assert.equal(textOf(show, { values: Buffer.from("name: bytes") }), '{"name":"bytes"}');
  assert.equal(textOf(show, { values: "name: text", set: ["name=set"], setString: ["n=1"], setJson: ["l=[1]"], setLiteral: ["lit=a,b"] }),
    '{"l":[1],"lit":"a,b","n":"1","name":"set"}');
  assert.equal(textOf(show, { setFile: [`name=${folder}/cert`] }), '{"name":"a\\nb"}');
  assert.equal(textOf(show, { setFile: ["name=x"], readFile: (name) => `read ${name}` }), '{"name":"read x"}');
  assert.throws(() => textOf(show, { setFile: ["name=x"], readFile: () => undefined }), failure("io", "open x: no such file or directory"));
  assert.throws(() => textOf(show, { values: new URL("file:///no/such") }), failure("io", "open /no/such: no such file or directory"));
  assert.deepEqual(chartOf("").values({ x: [1, 2.5] }), { name: "world", x: [1, 2.5] });
});

test("release, clock and entropy", () => {
  const show = "{{ .Release.Name }} {{ .Release.Namespace }} {{ .Release.Revision }} {{ .Release.IsUpgrade }}";
  assert.equal(textOf(show), "release-name default 1 false");
  assert.equal(textOf(show, { name: "x", namespace: "y" }), "x y 1 false");
  assert.equal(textOf(show, { release: "x", namespace: "y" }), "x y 1 false");
  assert.equal(textOf(show, { release: { name: "x", revision: 3, upgrade: true } }), "x default 3 true");
  const now = new Date(Date.UTC(2024, 1, 29, 12));
  assert.equal(textOf('{{ now | date "2006-01-02 15:04 MST" }}', { now, timeZone: "Europe/Berlin" }), "2024-02-29 13:00 CET");
  assert.equal(textOf('{{ dateInZone "15:04 MST" now "America/New_York" }}', { now: 1720000000n * 10n ** 9n }), "05:46 EDT");
  assert.equal(textOf("{{ now | unixEpoch }}", { now: 5e9 }), "5");
  assert.ok(Math.abs(Number(textOf("{{ now | unixEpoch }}")) - Date.now() / 1000) < 5);
  assert.equal(textOf("{{ randAlphaNum 9 }}", { seed: 2 }), textOf("{{ randAlphaNum 9 }}", { seed: 2 }));
  assert.notEqual(textOf("{{ randAlphaNum 9 }}"), textOf("{{ randAlphaNum 9 }}"));
  assert.equal(textOf("{{ .Capabilities.KubeVersion }}", { kubeVersion: "1.30" }), "v1.30");
});

test("certificates, keys and password hashes", () => {
  assert.match(textOf('{{ (genCA "ca" 1).Cert }}'), /^-----BEGIN CERTIFICATE-----/);
  assert.match(textOf('{{ (genSignedCert "x" nil (list "x.y") 1 (genCA "ca" 1)).Key }}'), /^-----BEGIN RSA PRIVATE KEY-----/);
  for (const kind of ["ecdsa", "ed25519"]) assert.match(textOf(`{{ genPrivateKey "${kind}" }}`), /PRIVATE KEY/);
  assert.match(textOf('{{ htpasswd "u" "p" }}'), /^u:\$2a\$10\$/);
  assert.equal(textOf('{{ derivePassword 1 "long" "p" "u" "x.org" }}').length, 14);
  assert.equal(textOf('{{ "x" | encryptAES "0123456789abcdef" | decryptAES "0123456789abcdef" }}'), "x");
});

test("a template error has its place and the chain of includes", () => {
  const chart = chartOf('a: {{ include "x" . }}\n{{ define "x" }}\n{{ .Values.no.deep }}{{ end }}');
  assert.throws(() => chart.render(), (error) => {
    assert.ok(failure("template", "nil pointer evaluating interface {}.deep")(error));
    assert.deepEqual([error.file, error.line, error.column, error.name], ["c/templates/t.yaml", 3, 10, "ChartrenderError"]);
    assert.deepEqual(error.frames.map((frame) => [frame.template, frame.node, frame.line]),
      [["c/templates/t.yaml", 'include "x" .', 1], ["x", ".Values.no.deep", 3]]);
    assert.ok(error.whileRendering);
    assert.equal(error.details.absence.expression, ".Values.no");
    return true;
  });
  const files = { "Chart.yaml": METADATA, "templates/a.yaml": '{{ fail "a" }}', "templates/b.yaml": '{{ fail "b" }}' };
  assert.throws(() => Chart.loadSync(files).render({ allErrors: true }),
    (error) => error.others.length === 1 && error.others[0] instanceof ChartrenderError && error.others[0].code === "template");
});

test("other errors", async () => {
  assert.throws(() => Chart.loadSync({ "values.yaml": "" }), failure("chart", "Chart.yaml file is missing"));
  await assert.rejects(Chart.load("/no/such"), failure("io", 'path "/no/such" not found'));
  assert.throws(() => Chart.loadSync(Buffer.from("no archive")), failure("chart", "gzip"));
  assert.throws(() => chartOf("x").render({ values: "a: [" }), failure("values", "yaml"));
  assert.throws(() => chartOf("{{ range until 100000 }}x{{ end }}").render({ limits: { steps: 10 } }), failure("limit", "limit reached"));
  assert.throws(() => chartOf("{{ range until 3000 }}{{ range until 3000 }}{{ range until 3000 }}x{{ end }}{{ end }}{{ end }}")
    .render({ limits: { wallMilliseconds: 50 } }), failure("limit", "limit reached"));
  const chart = await Chart.load(PROWLER);
  assert.throws(() => chart.render({ set: ["ui.service.port=99999"] }), failure("schema", "got 99,999, want 65,535"));
  const [finding] = chart.validate(undefined, { set: ["ui.service.port=99999"] });
  assert.equal(finding.severity, "error");
  assert.equal(chart.validate({ ui: { service: { port: 99999 } } }).length, 1);
  assert.deepEqual(chart.validate(), []);
});

test("bad arguments", async (t) => {
  const cases = [
    [{ stric: true }, failure("usage", "stric: no such option")],
    [{ strict: 1 }, failure("usage", "strict: true or false is needed")],
    [{ release: { nam: "x" } }, failure("usage", "release.nam: no such key")],
    [{ release: "\ud800" }, failure("usage", "options: ")],
    [{ values: "\udc00" }, failure("usage", "options: ")],
    [{ release: 5 }, TypeError],
    [{ values: 5 }, TypeError],
    [{ values: { a: 5n } }, TypeError],
    [{ values: { a: NaN } }, TypeError],
    [{ set: "a=b" }, TypeError],
    [{ set: [5] }, TypeError],
    [{ limits: { steps: -1 } }, failure("usage", "limits.steps: a whole number")],
    [{ limits: { steps: 2n ** 64n } }, failure("usage", "limits.steps")],
    [{ limits: { step: 1 } }, failure("usage", "limits: step: no such option")],
    [{ seed: 1.5 }, TypeError],
    [{ seed: 2n ** 64n }, failure("usage", "seed")],
    [{ now: new Date(NaN) }, TypeError],
    [{ kubeVersion: "\0" }, ChartrenderError],
    [{ timeZone: Buffer.from("UTC") }, failure("usage", "time_zone: a text is needed")],
    [{ lookup: 5 }, TypeError],
    [{ log: "x" }, TypeError],
    [{ readFile: 5 }, TypeError],
    [5, TypeError],
    [null, TypeError],
  ];
  for (const [options, expected] of cases) {
    await t.test(typeof options === "object" ? Object.keys(options ?? {}).join() : String(options),
      () => assert.throws(() => chartOf("x").render(options), expected));
  }
});

test("bad sources", async () => {
  const loop = {};
  loop.self = loop;
  assert.throws(() => chartOf("x").render({ values: loop }), TypeError);
  let deep = {};
  for (let i = 0; i < 100_000; ++i) deep = { a: deep };
  assert.throws(() => chartOf("x").render({ values: deep }), RangeError);
  for (const source of [null, undefined, 5, ["Chart.yaml"], { "Chart.yaml": 5 }, new Map([[5, "x"]])]) {
    await assert.rejects(Chart.load(source), (error) => error instanceof TypeError || error.code === "chart" || error.code === "usage");
  }
  await assert.rejects(Chart.load({ "Chart.yaml": "\ud800" }), TypeError);
  await assert.rejects(Chart.load("a\0b"), failure("usage", "NUL"));
  await assert.rejects(Chart.load({ "": "x" }), failure("usage", "path: it is empty"));
  await assert.rejects(Chart.load(PROWLER, { dialect: "helm5" }), failure("usage", "dialect: one of helm4, helm3"));
  await assert.rejects(Chart.load(PROWLER, { dialec: "helm4" }), failure("usage", "dialec: no such option"));
  assert.throws(() => new Chart(), TypeError);
  const huge = "x".repeat(2 << 20);
  assert.equal(textOf("{{ .Values.big }}", { values: { big: huge } }).length, huge.length);
});

test("any bytes", () => {
  const [document] = chartOf(Buffer.from("a\0b\xff{{ .Values.name }}", "latin1")).render({ templatesOnly: true }).documents;
  assert.equal(Buffer.from(document.data).toString("latin1"), "a\0b\xffworld");
  assert.equal(document.text, "a\0b\ufffdworld");
  assert.throws(() => chartOf('{{ fail (b64dec "/w==") }}').render(), failure("template", "\ufffd"));
});

test("a closed chart is told", async () => {
  const chart = await Chart.load(PROWLER);
  chart.close();
  chart.close();
  for (const use of [() => chart.render(), () => chart.validate(), () => chart.files]) assert.throws(use, failure("usage", "closed"));
});

test("what is too deep or too large is an error, and the next render works", () => {
  const before = textOf("{{ .Values.name }}");
  const deep = "[".repeat(5000) + "]".repeat(5000);
  // More than 32 bits can address: what is asked for must not be cut to them.
  const unlimited = { limits: { memoryBytes: 2n ** 40n, outputBytes: 2n ** 40n, steps: 2n ** 50n } };
  const cases = [
    ["{{ template \"x\" . }}{{ define \"x\" }}{{ template \"x\" . }}{{ end }}", {}],
    ["{{ include \"x\" . }}{{ define \"x\" }}{{ include \"x\" . }}{{ end }}", {}],
    ["{{ " + "(".repeat(20000) + "1" + ")".repeat(20000) + " }}", {}],
    ["{{ .Values.d | toYaml }}", { values: `d: ${deep}` }],
    ["{{ .Values.d | toJson | fromJsonArray | toString }}", { values: `d: ${deep}` }],
    ["{{ tpl (repeat 3000 \"{{ if true }}\") . }}", {}],
    ["{{ regexMatch (repeat 5000 \"(\") \"x\" }}", {}],
    ["{{ repeat 3000000000 \"xy\" }}", {}],
    ["{{ until 5000000000 }}", {}],
    ["{{ indent 4294967297 \"x\" }}", {}],
    ["{{ until 5000000000 }}", unlimited],
    ["{{ seq 1 3000000000 }}", unlimited],
    ["{{ randAlphaNum 5000000000 }}", unlimited],
    ['{{ $x := repeat 100000000 "x" }}{{ join $x (until 45) | len }}', unlimited],
    ["{{ range until 2000000 }}{{ repeat 1000 \"xxxxxxxxxx\" }}{{ end }}", {}],
  ];
  for (const [template, options] of cases) {
    try {
      chartOf(template).render({ templatesOnly: true, ...options });
    } catch (error) {
      assert.ok(error instanceof ChartrenderError, `${template.slice(0, 60)}: ${error.stack}`);
      assert.notEqual(error.code, "internal", `${template.slice(0, 60)}: ${error.message}`);
    }
    assert.equal(textOf("{{ .Values.name }}"), before);
  }
});

test("a render from deep inside of JavaScript is an error at worst, and the next one works", () => {
  const chart = chartOf("{{ .Values.name }}");
  const text = () => chart.render({ templatesOnly: true }).documents[0].text;
  const outcomes = new Set();
  const from = (levels) => (levels <= 0 ? text() : from(levels - 1).slice(0));
  for (let levels = 0; levels < 40000; levels += 97) {
    try {
      outcomes.add(from(levels));
    } catch (error) {
      assert.ok(error instanceof RangeError || error instanceof ChartrenderError, error);
      outcomes.add(error.message);
    }
  }
  assert.ok(outcomes.has("world") && outcomes.has("Maximum call stack size exceeded"), [...outcomes].join());
  assert.deepEqual([...outcomes].filter((outcome) => /lost|fault/.test(outcome)), []);
  assert.equal(text(), "world");
});

test("lookup and functions", () => {
  const lookup = (apiVersion, kind, namespace, name) => {
    assert.deepEqual([apiVersion, kind, namespace], ["v1", "S", "ns"]);
    return name === "there" ? { data: { n: 5 } } : null;
  };
  assert.equal(textOf('{{ (lookup "v1" "S" "ns" "there").data.n }}{{ lookup "v1" "S" "ns" "x" }}', { lookup }), "5map[]");
  const manifests = "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: ns}, data: {k: dg==}}";
  assert.equal(textOf('{{ (lookup "v1" "Secret" "ns" "s").data.k | b64dec }}', { lookup: manifests }), "v");
  const functions = { add2: (a, b) => a + b, nothing: () => undefined, listed: (...items) => ({ items }) };
  assert.equal(textOf('{{ add2 1 2 }} {{ add2 "a" "b" | upper }} {{ nothing }} {{ (listed 1 nil .Values).items }}', {}, { functions }),
    "3 AB  [1 <nil> map[name:world]]");
  assert.throws(() => chartOf("x", { functions: { upper: () => 1 } }), failure("usage", "`upper`: there is one of this name"));
  assert.throws(() => chartOf("x", { functions: { "a-b": () => 1 } }), failure("usage", "letters, digits"));
  assert.throws(() => chartOf("x", { functions: { f: 5 } }), TypeError);
});

test("what callbacks throw is thrown", () => {
  class Oops extends Error {}
  const oops = () => {
    throw new Oops("oops");
  };
  assert.throws(() => textOf('{{ lookup "v1" "S" "" "" }}', { lookup: oops }), Oops);
  assert.throws(() => textOf("{{ range until 3 }}{{ f }}{{ end }}", {}, { functions: { f: oops } }), Oops);
  assert.throws(() => textOf("{{ f }}", {}, { functions: { f: async () => 1 } }), TypeError);
  assert.throws(() => textOf("{{ f }}", {}, { functions: { f: () => 5n } }), TypeError);
  assert.throws(() => textOf("{{ f }}", {}, { functions: { f: () => { throw undefined; } } }), (error) => error === undefined);
  const deprecated = { "Chart.yaml": METADATA.replace("}", ", deprecated: true}"), "templates/t.yaml": "a: 1" };
  assert.throws(() => Chart.loadSync(deprecated).render({ log: oops }), Oops);
  const lines = [];
  Chart.loadSync(deprecated).render({ log: (...line) => lines.push(line) });
  assert.equal(lines[0][0], "warning");
  const inner = () => textOf("{{ g }}", {}, { functions: { g: () => "inner" } });
  assert.equal(textOf("{{ f }}", {}, { functions: { f: inner } }), "inner");
});

test("memory does not grow", () => {
  const chart = Chart.loadSync(PROWLER);
  const render = () => chart.render({ seed: 1, lookup: () => null }).manifest.length;
  const size = render();
  for (let i = 0; i < 300; ++i) assert.equal(render(), size);
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  for (let i = 0; i < 300; ++i) render();
  for (let i = 0; i < 300; ++i) Chart.loadSync({ "Chart.yaml": METADATA }).close();
  assert.ok(process.memoryUsage().arrayBuffers + process.memoryUsage().external < before + (64 << 20));
});

test("the licence is that of the file beside it", () => {
  const folder = path.dirname(require.resolve("chartrender/package.json"));
  const { license } = require("chartrender/package.json");
  assert.ok(fs.readFileSync(path.join(folder, "LICENSE"), "utf8").startsWith(`${license} License`), license);
});

test("yamlToObject, version, init", async () => {
  assert.deepEqual(yamlToObject("a: [y, 1, 1.5, 2001-01-01]\n1: ~"), { a: [true, 1, 1.5, "2001-01-01"], 1: null });
  assert.throws(() => yamlToObject("a: ["), failure("values", "yaml"));
  assert.throws(() => yamlToObject(5), TypeError);
  assert.match(version(), /^\d+\.\d+\.\d+$/);
  await init();
  await init({ wasm: new Uint8Array(3) }); // it is there already
});
