#!/usr/bin/env python3
"""Counts the instructions of four fixed renders and of a check with callgrind and compares them with instructions.json.

    instructions.py --render build/release/bin/render [--update]

Fails when a render takes over 3 % more than the baseline. Counts do not depend on how busy a machine is, but on the
compiler and the libraries: the baseline names its compiler, and with another one the counts are only shown (exit 77).
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import growth

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BASELINE = HERE / "instructions.json"
TOLERANCE = 0.03


def compiler():
    line = subprocess.run([os.environ.get("CXX", "c++"), "--version"], capture_output=True, text=True, check=True)
    return line.stdout.split("\n")[0]


def count(render, arguments, folder):
    """Instructions of one run."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=" + os.path.join(folder, "out"), render]
    # A process reads its environment at its start.
    answer = subprocess.run(command + arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                            env={"PATH": os.environ["PATH"], "TZ": "UTC", "HOME": "/nowhere"})
    found = re.search(r"Collected : (\d+)", answer.stderr)
    if answer.returncode != 0 or not found:
        raise SystemExit("failed: render %s\n%s" % (" ".join(arguments), answer.stderr))
    return int(found[1])


def counts(render):
    with tempfile.TemporaryDirectory() as folder:
        cases = {"prowler": str(ROOT / "charts/prowler"), "prowler-1.3.5": str(ROOT / "charts/prowler-1.3.5")}
        for axis, size in (("templates", 200), ("toyaml", 300000)):
            cases[axis] = os.path.join(folder, axis)
            growth.write_chart(axis, size, cases[axis])
        found = {name: count(render, ["template", "r", chart], folder) for name, chart in cases.items()}
        check = ["check", "r", str(ROOT / "charts/prowler"), "--fail-on", "never", "--skip", "golden", "--psa", "restricted",
                 "--policy", str(ROOT / "tests/plans/pack/13-policies.yaml"), "--yamllint-config", str(ROOT / ".yamllint.yml"), "--strict"]
        found["check"] = count(render, check, folder)
        return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", default=str(ROOT / "build/release/bin/render"))
    parser.add_argument("--update", action="store_true", help="write the baseline")
    args = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("valgrind is not installed: nothing compared")
        return 77
    now = {"compiler": compiler(), "instructions": counts(os.path.abspath(args.render))}
    if args.update:
        BASELINE.write_text(json.dumps(now, indent=1) + "\n")
    baseline = json.loads(BASELINE.read_text())
    worse = False
    for name, instructions in now["instructions"].items():
        change = instructions / baseline["instructions"][name] - 1
        worse = worse or change > TOLERANCE
        print("%-14s %12d  %+.1f %%" % (name, instructions, change * 100))
    if now["compiler"] != baseline["compiler"]:
        print("the baseline was made with %s: not compared" % baseline["compiler"])
        return 77
    if worse:
        print("a render takes over %d %% more than the baseline; where that is meant, `./dev bench instructions --update` "
              "writes a new one,\nand its commit says why" % (TOLERANCE * 100))
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
