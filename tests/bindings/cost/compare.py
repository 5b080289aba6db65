#!/usr/bin/env python3
"""What a warm render of charts/prowler costs through each binding, against C++.

    compare.py BUILD_DIR [--python PYTHON] [--go PROGRAM] [--node PACKAGE] [--count N] [--rounds N] [--limit RATIO]

CPU time, the programs in turns. The median counts, of the times and of their ratios to the C++ time of the same turn: a process
may be unlucky with its place in memory, and lucky just as well. A tenth of the count is rendered before: it has to be enough for
the heap of Go, which fills 4 MB, the texts of 60 renders, before it is collected for the first time. Fails where a ratio is above
the limit by more than two such runs of the same programs differ.
"""
import argparse
import pathlib
import statistics
import subprocess
import sys

BETWEEN_RUNS = 1.03

HERE = pathlib.Path(__file__).resolve().parent
CHART = HERE.parents[2] / "charts/prowler"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--python", default=sys.executable, help="one that has the package")
    parser.add_argument("--go", type=pathlib.Path, help="the program of tests/bindings/go/cost")
    parser.add_argument("--node", type=pathlib.Path, help="the npm package, as a folder")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--limit", type=float, default=1.2)
    parser.add_argument("--node-limit", type=float, default=3)
    args = parser.parse_args()
    programs = {
        "C++": [args.build / "tests/bindings/cost_cc"],
        "C": [args.build / "tests/bindings/cost_c"],
        "Python": [args.python, HERE / "cost.py"],
    }
    if args.go:
        programs["Go"] = [args.go.absolute()]
    if args.node:
        programs["Node"] = ["node", HERE / "cost.mjs", args.node]
    times = {name: [] for name in programs}
    for _ in range(args.rounds):
        for name, command in programs.items():
            done = subprocess.run([*command, CHART, str(args.count)], capture_output=True, text=True, check=True)
            times[name].append(float(done.stdout))
    slow = []
    for name, measured in times.items():
        ratio = statistics.median(time / base for time, base in zip(measured, times["C++"]))
        print("%-8s %9.1f us a render, %.3f times C++" % (name, statistics.median(measured), ratio))
        slow += [name] if ratio > BETWEEN_RUNS * (args.node_limit if name == "Node" else args.limit) else []
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
