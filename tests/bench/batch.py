#!/usr/bin/env python3
"""Measures `render batch` against one process of Helm for each release.

    batch.py --render build/release/bin/render --helm helm4 [--releases 1000] [--sample 50] [-j 2] [CHART]

The releases differ in name, namespace, image tags, host and replica counts. Helm renders every (releases/sample)-th of
them, its time is extrapolated; the texts of these are compared (but for lines of random secrets). CPU time is user and
system time of all threads and processes; wall time of Helm is its CPU time over the number of jobs, which favours Helm.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from launcher import Launcher

ROOT = pathlib.Path(__file__).resolve().parents[2]
RANDOM = re.compile(r"password: |NEO4J_AUTH: |AUTH_SECRET: |checksum/secret: ")


def releases(count, chart):
    for i in range(count):
        tag = "5.%d.%d" % (i // 100, i % 100)
        hosts = [{"host": "t%d.example.com" % i, "paths": [{"path": "/", "pathType": "Prefix"}]}]
        yield {"chart": chart, "name": "tenant-%04d" % i, "namespace": "ns-%04d" % i, "values": {
            "api": {"image": {"tag": tag}, "replicaCount": 1 + i % 5},
            "ui": {"image": {"tag": tag}, "replicaCount": 1 + i % 3, "ingress": {"enabled": True, "hosts": hosts}},
            "worker": {"replicaCount": 2 + i % 7}}}


def lines(text):
    return [line for line in text.split("\n") if not RANDOM.search(line)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", required=True)
    parser.add_argument("--helm", required=True)
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--sample", type=int, default=50)
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("chart", nargs="?", default=str(ROOT / "charts/prowler"))
    args = parser.parse_args()
    asked = list(releases(args.releases, os.path.abspath(args.chart)))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        launcher = Launcher(name)
        (folder / "list.jsonl").write_text("".join(json.dumps(each) + "\n" for each in asked))
        costs = [launcher.run([os.path.abspath(args.render), "batch", "-j", str(args.jobs), str(folder / "list.jsonl")],
                              folder / "out") for _ in range(3)]
        ours = min(costs, key=lambda cost: cost.cpu)
        answers = [json.loads(line) for line in (folder / "out").read_text().splitlines()]
        if ours.status != 0 or len(answers) != len(asked):
            raise SystemExit("render batch failed")
        step, helm, equal = args.releases // args.sample, 0.0, 0
        for i in range(0, args.sample * step, step):
            (folder / "v.json").write_text(json.dumps(asked[i]["values"]))
            cost = launcher.run([os.path.abspath(args.helm), "template", asked[i]["name"], asked[i]["chart"], "-n",
                                 asked[i]["namespace"], "-f", str(folder / "v.json")], folder / "helm")
            helm += cost.cpu
            equal += lines((folder / "helm").read_text()) == lines(answers[i]["manifest"])
    helm *= args.releases / args.sample
    print("%d releases, %d jobs; %d of %d compared are equal" % (args.releases, args.jobs, equal, args.sample))
    print("CPU   Helm %.1f s (from %d), render batch %.3f s: 1/%.0f" % (helm, args.sample, ours.cpu, helm / ours.cpu))
    print("wall  Helm %.1f s at best, render batch %.3f s: 1/%.0f" % (
        helm / args.jobs, ours.wall, helm / args.jobs / ours.wall))
    print("peak  render batch %.1f MiB" % (ours.peak / 1024))
    return 0 if equal == args.sample else 1


if __name__ == "__main__":
    sys.exit(main())
