// The same types for `require`.
import chartrender = require("chartrender");

export const load: Promise<chartrender.Chart> = chartrender.Chart.load("charts/prowler");
