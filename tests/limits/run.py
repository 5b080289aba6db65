#!/usr/bin/env python3
"""Runs nasty charts (cases.py) against the limits and looks at the errors.

    run.py PROBE [--bench] [--only WORD] [--table]

PROBE is the program limits_probe. Fails when an error is not the one that the case names, or when more than three times
the memory limit was used. Times are measured, but a busy machine makes nothing fail, nor does a fast one: a case of the wall
time that ends otherwise runs again with a quarter of the time it took. --bench prints the times: `over` is how long after the
budget of wall time a case ended, `work` the processor time it used after that, which a busy machine does not change. --table
prints the same for docs/limits.md.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cases import CASES, CHART, WALL_TIME  # noqa: E402

MOST_MEGABYTES = 3 * 1024
SECONDS = 120
# How often a case of the wall time may end by itself or at another limit before that counts: what ends about when its time
# does may end behind the last look at the clock, and the next run may take less time than the one its budget was made from.
TRIES = 3


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
    """What the probe said, the budget of wall time it had, and how it failed to say what it should."""
    with tempfile.TemporaryDirectory() as folder:
        chart = make_chart(case, folder)
        budget = budget_of(case)
        for _ in range(TRIES):
            limits = [WALL_TIME + str(budget) if limit.startswith(WALL_TIME) else limit for limit in case.limits]
            try:
                done = subprocess.run([probe, chart, *limits, *case.arguments], capture_output=True, text=True, timeout=SECONDS)
            except subprocess.TimeoutExpired:
                return None, budget, "did not end within %d s" % SECONDS
            if done.returncode != 0:
                return None, budget, "ended with code %d: %s" % (done.returncode, done.stderr[-300:])
            result = json.loads(done.stdout)
            if budget is None or "limit reached: wall time" in result["message"]:
                break
            budget = max(1, result["milliseconds"] // 4)
        error = case.error.replace("{chart}", chart).replace("{milliseconds}", str(budget))
        return result, budget, problem_of(case, result, error)


def budget_of(case):
    """Its milliseconds of wall time; None where the case is made to meet another limit."""
    for limit in case.limits:
        if limit.startswith(WALL_TIME) and case.limit == "wall time":
            return int(limit[len(WALL_TIME):])
    return None


def problem_of(case, result, error):
    if (result["stage"] == "done") != case.done:
        return "ended as %s: %.300s" % (result["stage"], result["message"])
    for line in error.split("\n"):
        if line.strip() not in result["message"]:
            return "%r is not in %.300r" % (line, result["message"])
    if result["peak_megabytes"] > MOST_MEGABYTES:
        return "used %d MB" % result["peak_megabytes"]
    return None


def show(case, result, budget, table):
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
        result, budget, problem = run(args.probe, case)
        if (args.bench or args.table) and result:
            show(case, result, budget, args.table)
        if problem:
            failed += 1
            print("FAILED %s: %s" % (case.name, problem), flush=True)
    print("%d cases, %d failed" % (len(cases), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
