// A phase series as the page loads it: the files of the base chart, then what each phase changes.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { parse } from "yaml";

function readChart(folder) {
  const files = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile()) files.set(relative(folder, path), readFileSync(path, "utf8"));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function step(phase, before, after) {
  const changed = [...after].filter(([path, text]) => before.get(path) !== text);
  return {
    name: phase.name,
    title: phase.title,
    files: Object.fromEntries(changed),
    removed: [...before.keys()].filter((path) => !after.has(path)),
  };
}

// Fails when the base with all patches is not the series' final chart.
export function packSeries(file) {
  const series = parse(readFileSync(file, "utf8"));
  const from = dirname(file);
  const work = mkdtempSync(join(tmpdir(), "chart-"));
  try {
    cpSync(resolve(from, series.chart), work, { recursive: true });
    let before = new Map();
    const phases = series.phases.map((phase) => {
      if (phase.patch) execFileSync("patch", ["-p1", "-s", "-E", "--no-backup-if-mismatch", "-d", work, "-i", resolve(from, phase.patch)]);
      const after = readChart(work);
      const packed = step(phase, before, after);
      before = after;
      return packed;
    });
    const left = step({}, readChart(resolve(from, series.final)), before);
    if (Object.keys(left.files).length + left.removed.length > 0) {
      throw new Error(`${file}: the patches do not lead to ${series.final}: ${[...Object.keys(left.files), ...left.removed]}`);
    }
    return { phases };
  } finally {
    rmSync(work, { recursive: true });
  }
}
