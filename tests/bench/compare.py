#!/usr/bin/env python3
"""Measures `render template` against `helm template`, process against process, in pairs.

    compare.py --render build/release/bin/render --helm helm4 [--runs 15] [CHART ...]

The two run alternately on the same chart; every run's output goes to a file. A line per chart: the medians of the
ratios render/helm of CPU time (user + system), wall time and peak memory, the absolute medians, and whether the
outputs are equal (a chart with random secrets differs from run to run: those lines are left out of the comparison
with --random REGEX). `--self` measures helm against itself: the noise of the machine.
"""
import argparse
import json
import math
import os
import pathlib
import re
import statistics
import sys
import tempfile

from launcher import Launcher

ROOT = pathlib.Path(__file__).resolve().parents[2]


def measure(launcher, first, second, runs, folder, random):
    """The outputs' equality and the costs (CPU and wall in seconds, peak in KiB) of each pair of runs."""
    texts, pairs = [None, None], []
    for _ in range(runs):
        costs = []
        for which, command in enumerate((first, second)):
            out = pathlib.Path(folder) / str(which)
            cost = launcher.run(command, out)
            if cost.status != 0:
                raise SystemExit("failed: " + " ".join(command))
            costs.append(cost.parts())
            texts[which] = "\n".join(l for l in out.read_text().split("\n") if not (random and re.search(random, l)))
        pairs.append(costs)
    return texts[0] == texts[1], pairs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", required=True)
    parser.add_argument("--helm", required=True)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--self", action="store_true")
    parser.add_argument("--json", help="write the numbers to this file, for report.py")
    parser.add_argument("--random", default=r"password: |NEO4J_AUTH: |AUTH_SECRET: |checksum/secret: ")
    parser.add_argument("charts", nargs="*", default=[str(ROOT / "charts/prowler")])
    args = parser.parse_args()
    helm, render = (os.path.abspath(p) for p in (args.helm, args.render))
    candidate = helm if args.self else render
    print("%-28s %8s %8s %8s   %s" % ("chart", "CPU", "wall", "memory", "medians (helm / candidate)"))
    equal, rows = True, []
    with tempfile.TemporaryDirectory() as folder:
        launcher = Launcher(folder)
        for chart in args.charts:
            tail = ["template", "rel", chart, "--namespace", "ns"]
            same, pairs = measure(launcher, [helm] + tail, [candidate] + tail, args.runs, folder, args.random)
            equal = equal and same
            ratios = [statistics.median(b[i] / a[i] for a, b in pairs if a[i]) for i in range(3)]
            medians = [[statistics.median(p[w][i] for p in pairs) for i in range(3)] for w in (0, 1)]
            rows.append({"chart": pathlib.Path(chart).name, "ratios": ratios, "medians": medians, "equal": same})
            print("%-28s %8.4f %8.4f %8.4f   CPU %.1f / %.2f ms, wall %.1f / %.2f ms, peak %.1f / %.1f MiB%s" % (
                pathlib.Path(chart).name, *ratios, medians[0][0] * 1e3, medians[1][0] * 1e3, medians[0][1] * 1e3,
                medians[1][1] * 1e3, medians[0][2] / 1024, medians[1][2] / 1024,
                "" if same else "   OUTPUTS DIFFER"))
    means = [math.exp(statistics.mean(math.log(row["ratios"][i]) for row in rows)) for i in range(3)]
    print("%-28s %8.4f %8.4f %8.4f   geometric mean" % ("", *means))
    if args.json:
        pathlib.Path(args.json).write_text(json.dumps({"mean": means, "charts": rows}, indent=1) + "\n")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
