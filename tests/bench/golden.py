#!/usr/bin/env python3
"""Measures a golden run against helm-unittest: the same cases of one chart as goldens and as snapshot tests.

    golden.py --render build/release/bin/render --unittest helm-unittest [--cases 100] [--runs 5] [CHART]

Both compare every document of the chart under every values set with what they wrote before (`--update`, `-u`), and find
no difference. Prints the medians of CPU and wall time and peak memory.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import sys
import tempfile

import yaml

from launcher import Launcher

ROOT = pathlib.Path(__file__).resolve().parents[2]


def write_cases(chart, count):
    """`count` values files, each a case of `render golden` and of one helm-unittest suite."""
    (chart / "ci").mkdir(exist_ok=True)
    (chart / "tests").mkdir(exist_ok=True)
    for old in list((chart / "ci").iterdir()) + list((chart / "tests").iterdir()):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    tests = []
    for i in range(count):
        values = {"replicaCount": 2 + i % 5, "image": {"tag": "1.1.%d" % i}, "podLabels": {"case": "c%d" % i}}
        (chart / "ci" / ("case%03d-values.yaml" % i)).write_text(yaml.safe_dump(values))
        tests.append({"it": "case %03d" % i, "values": ["../ci/case%03d-values.yaml" % i],
                      "asserts": [{"matchSnapshot": {}}]})
    (chart / "tests" / "cases_test.yaml").write_text(yaml.safe_dump({"suite": "cases", "tests": tests}))


def medians(launcher, command, runs):
    costs = [launcher.run(command) for _ in range(runs)]
    if any(cost.status != 0 for cost in costs):
        raise SystemExit("failed: " + " ".join(command))
    return [statistics.median(cost.parts()[i] for cost in costs) for i in range(3)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", required=True)
    parser.add_argument("--unittest", required=True)
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("chart", nargs="?", default=str(ROOT / "charts/app"))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        launcher = Launcher(folder)
        chart = pathlib.Path(folder) / "charts" / pathlib.Path(args.chart).name
        shutil.copytree(args.chart, chart, ignore=shutil.ignore_patterns("golden"))
        write_cases(chart, args.cases)
        render = [os.path.abspath(args.render), "golden", str(chart)]
        unittest = [os.path.abspath(args.unittest), str(chart)]
        for first in (render + ["--update"], unittest + ["-u"]):
            if launcher.run(first).status != 0:
                raise SystemExit("failed: " + " ".join(first))
        theirs, ours = medians(launcher, unittest, args.runs), medians(launcher, render, args.runs)
    print("%d cases of %s, helm-unittest / render golden:" % (args.cases, chart.name))
    print("CPU %.3f / %.4f s: 1/%.1f" % (theirs[0], ours[0], theirs[0] / ours[0]))
    print("wall %.3f / %.4f s: 1/%.1f" % (theirs[1], ours[1], theirs[1] / ours[1]))
    print("peak %.1f / %.1f MiB" % (theirs[2] / 1024, ours[2] / 1024))
    return 0


if __name__ == "__main__":
    sys.exit(main())
