// What the types promise; tsc compiles this, nothing runs it.
import { Chart, ChartrenderError, init, version, yamlToObject } from "chartrender";
import type { Finding, Frame, Lookup, Manifest, Origin, RenderOptions, Result } from "chartrender";
import { toMatchGolden } from "chartrender/golden";

const lookup: Lookup = (apiVersion, kind, namespace, name) => (name === "" ? { items: [apiVersion, kind, namespace] } : null);
const options: RenderOptions = {
  values: [{ a: 1 }, "b: 2", new Uint8Array()], set: ["a=b"], name: "demo", namespace: "sec", release: { revision: 2 },
  now: new Date(), seed: 1n, limits: { wallMilliseconds: 100 }, lookup, log: (level, message) => console.log(level, message),
};

export async function all(): Promise<string> {
  await init({ wasm: new URL("file:///chartrender.wasm") });
  using chart = await Chart.load({ "Chart.yaml": "x" }, { dialect: "helm3", functions: { f: (a: number) => a + 1 } });
  const result: Result = chart.render(options);
  const kinds: string[] = result.documents.map((document: Manifest) => document.kind);
  const origin: Origin | undefined = chart.render({ origins: true }).documents[0]?.origins[0];
  const findings: Finding[] = chart.validate({ a: 1 }, { kubeVersion: "1.30" });
  const bytes: Uint8Array | undefined = chart.files["Chart.yaml"];
  try {
    chart.values("a: 1");
  } catch (error) {
    if (error instanceof ChartrenderError) {
      const frame: Frame | undefined = error.frames[0];
      return `${error.code} ${error.file ?? ""}:${error.line ?? 0} ${frame?.node ?? ""}`;
    }
  }
  return [version(), origin?.caller?.line, ...kinds, findings.length, bytes?.length, yamlToObject("a: 1").a, typeof toMatchGolden].join();
}

// @ts-expect-error: no such option
export const misspelt: RenderOptions = { valuse: {} };
// @ts-expect-error: a list is needed
export const text: RenderOptions = { set: "a=b" };
// @ts-expect-error: Chart.load makes charts
export const made = () => new Chart();
