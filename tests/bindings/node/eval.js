// Answers requests of tests/bindings/vectors.py through the package: plain ECMAScript, for Node and browsers.

/** Options of the C interface as arguments of Chart.render. */
function argumentsOf(options) {
  const { values: sources = [], ...others } = options;
  const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  const rest = Object.fromEntries(Object.entries(others).map(([name, value]) => [camel(name), value]));
  return { values: sources.map((source) => source.yaml ?? JSON.parse(source.json)), ...rest };
}

/**
 * One vector: `load` and `render` are options as JSON, `files` paths with their data. Gives what the answer's message
 * holds: "ok" and path and text of each template, or "error" and its text.
 */
export function evaluate({ Chart, ChartrenderError }, load, render, files) {
  let chart;
  try {
    chart = Chart.loadSync(new Map(files), JSON.parse(load));
    const { documents } = chart.render(argumentsOf(JSON.parse(render)));
    return ["ok", ...documents.flatMap(({ path, data }) => [path, data])];
  } catch (error) {
    if (!(error instanceof ChartrenderError)) return ["fault", String(error.stack ?? error)];
    return ["error", error.message];
  } finally {
    chart?.close();
  }
}
