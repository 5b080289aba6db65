#!/usr/bin/env python3
"""Runs nasty charts (cases.py) against the limits and looks at the errors.

    run.py PROBE [--bench] [--only WORD] [--table]

PROBE is the program limits_probe. Fails when an error is not the one that the case names, or when more than three times
the memory limit was used. Times are measured, but neither a busy machine nor a fast one, which ends a case of the
wall time within its budget, makes anything fail; --bench prints them: `over` is how long
after the budget of wall time a case ended, `work` the processor time it used after that, which a busy machine does not change. --table prints the same for docs/limits.md.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cases import CASES, CHART  # noqa: E402

MOST_MEGABYTES = 3 * 1024
# What ends by itself about when its time does may do so behind the last look at the clock. In milliseconds.
LAST_LOOK = 30
SECONDS = 120


def make_chart(case, folder):
    if case.make:
        return case.make(folder)
    chart = os.path.join(folder, "c")
    files = {"Chart.yaml": CHART, "templates/a.yaml": case.template, **case.files}
    for path, text in files.items():
        path = os.path.join(chart, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as out:
            out.write(text)
    return chart


def run(probe, case):
    """What the probe said, or how it failed to say something."""
    with tempfile.TemporaryDirectory() as folder:
        chart = make_chart(case, folder)
        try:
            done = subprocess.run([probe, chart, *case.limits, *case.arguments], capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return None, "did not end within %d s" % SECONDS
        if done.returncode != 0:
            return None, "ended with code %d: %s" % (done.returncode, done.stderr[-300:])
        result = json.loads(done.stdout)
        return result, problem_of(case, result, case.error.replace("{chart}", chart))


def budget_of(case):
    for limit in case.limits:
        if limit.startswith("wall_milliseconds=") and case.limit == "wall time":
            return int(limit.split("=")[1])
    return None


def problem_of(case, result, error):
    budget = budget_of(case)
    if budget is not None and result["milliseconds"] <= budget + LAST_LOOK and "limit reached" not in result["message"]:
        return None  # the machine is too fast for this case
    if (result["stage"] == "done") != case.done:
        return "ended as %s: %.300s" % (result["stage"], result["message"])
    for line in error.split("\n"):
        if line.strip() not in result["message"]:
            return "%r is not in %.300r" % (line, result["message"])
    if result["peak_megabytes"] > MOST_MEGABYTES:
        return "used %d MB" % result["peak_megabytes"]
    return None


def show(case, result, table):
    budget = budget_of(case)
    over = "" if budget is None else str(result["milliseconds"] - budget)
    work = "" if budget is None else str(round(result["processor_after"]))
    row = (case.limit, case.name, str(result["milliseconds"]), over, work, str(result["peak_megabytes"]))
    text = "%-16s %-36s %6s ms  over %5s ms  work %4s ms  %5s MB" % row
    print("| %s |" % " | ".join(row) if table else text, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("probe")
    parser.add_argument("--bench", action="store_true")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--only", default="", help="cases whose name or limit has this word")
    args = parser.parse_args()
    failed = 0
    cases = [case for case in CASES if args.only in case.name or args.only in case.limit]
    for case in cases:
        result, problem = run(args.probe, case)
        if (args.bench or args.table) and result:
            show(case, result, args.table)
        if problem:
            failed += 1
            print("FAILED %s: %s" % (case.name, problem), flush=True)
    print("%d cases, %d failed" % (len(cases), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
