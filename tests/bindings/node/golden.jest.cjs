// toMatchGolden in Jest; tests/bindings/node/golden.mjs runs this several times.
const { Chart } = require("chartrender");
const { toMatchGolden } = require("chartrender/golden");

expect.extend({ toMatchGolden });

test("a chart", async () => {
  const chart = await Chart.load({
    "Chart.yaml": "{apiVersion: v2, name: c, version: 1.2.3}", "templates/t.yaml": `size: ${process.env.SIZE}`,
  });
  expect(chart.render()).toMatchGolden();
  expect("other").toMatchGolden("other");
});
