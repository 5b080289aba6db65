#!/usr/bin/env python3
"""Runs the fuzz targets one after the other and keeps a log.

    run.py BUILD [TARGET...] [--seconds N] [--turns N] [--until HH:MM] [--seed N] [--log FILE] [--work FOLDER]

BUILD is the folder of the `fuzz` preset. Each turn runs one target with a seed of its own; the targets take turns in
the order given (without one: all). Inputs that reach new code are kept in WORK/corpus/TARGET, which starts with the
committed corpus (corpus/TARGET.txt: an input a line, in base64); inputs that break something in WORK/finds. Each run adds one line of JSON to the log: target, commit, seed,
seconds, CPU seconds, executions, edges, result. Exit 1 when a run found something.

    run.py BUILD --merge

writes the committed corpus anew: the smallest set of inputs that reaches what the work corpus reaches.
"""
import argparse
import base64
import datetime
import hashlib
import json
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
TARGETS = ["template", "yaml", "json", "toml", "strvals", "schema", "regex", "archive", "render"]
# The longest input: what a run costs grows with it.
LONGEST = {"archive": 8192, "render": 3072, "schema": 2048, "regex": 512, "strvals": 512}
LONGEST_ELSE = 1024
# Larger inputs are left out of the committed corpus.
LONGEST_KEPT = 600
# -timeout is wall time, for what never ends; main.cc allows an input 10 seconds of processor time.
OPTIONS = ["-timeout=300", "-rss_limit_mb=2048", "-print_final_stats=1", "-report_slow_units=300", "-reload=0"]


def commit():
    command = ["git", "-C", HERE, "describe", "--always", "--dirty", "--abbrev=10"]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


def committed(target):
    """The file of the committed corpus: an input a line, in base64."""
    return HERE / "corpus" / (target + ".txt")


def prepare(work, target):
    corpus = work / "corpus" / target
    if not corpus.exists():
        corpus.mkdir(parents=True)
        if committed(target).exists():
            for line in committed(target).read_text().splitlines():
                data = base64.b64decode(line)
                (corpus / hashlib.sha1(data).hexdigest()).write_bytes(data)
    (work / "finds").mkdir(parents=True, exist_ok=True)
    (work / "logs").mkdir(parents=True, exist_ok=True)
    return corpus


def arguments(build, target):
    command = [str(build / "tests/fuzz/libfuzzer" / ("fuzz_" + target)), *OPTIONS]
    command.append("-max_len=%d" % LONGEST.get(target, LONGEST_ELSE))
    dictionary = HERE / "dict" / (target + ".dict")
    return command + (["-dict=%s" % dictionary] if dictionary.exists() else [])


def number(pattern, text):
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


def run(args, target, seed):
    corpus = prepare(args.work, target)
    log = args.work / "logs" / ("%s-%d.log" % (target, seed))
    command = arguments(args.build, target) + [
        "-seed=%d" % seed, "-max_total_time=%d" % args.seconds, "-artifact_prefix=%s/%s-" % (args.work / "finds", target),
        str(corpus)]
    start, cpu = time.time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with log.open("w") as out:
        code = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT).returncode
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    text = log.read_text(errors="replace")
    find = re.search(r"Test unit written to (\S+)", text)
    return {"target": target, "commit": args.commit, "date": datetime.datetime.fromtimestamp(start).strftime("%Y-%m-%d"),
            "seed": seed, "seconds": round(time.time() - start),
            "cpu_seconds": round(after.ru_utime + after.ru_stime - cpu.ru_utime - cpu.ru_stime),
            "executions": number(r"stat::number_of_executed_units:\s+(\d+)", text) or number(r"#(\d+)\s", text),
            "edges": number(r"cov: (\d+)", text), "corpus": len(list(corpus.iterdir())),
            "result": "clean" if code == 0 else "find: %s" % (pathlib.Path(find[1]).name if find else "exit %d" % code)}


def merge(args):
    for target in args.targets or TARGETS:
        corpus = prepare(args.work, target)
        small, fresh = args.work / "small" / target, args.work / "merged" / target
        for folder in (small, fresh):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        longest = LONGEST["archive"] if target == "archive" else LONGEST_KEPT
        for path in corpus.iterdir():
            if path.stat().st_size <= longest:
                shutil.copy(path, small)
        command = arguments(args.build, target) + ["-merge=1", str(fresh), str(small)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
        if done.returncode != 0:
            sys.exit(done.stderr[-2000:])
        inputs = sorted((path.read_bytes() for path in fresh.iterdir()), key=lambda data: (len(data), data))
        committed(target).write_text("".join(base64.b64encode(data).decode() + "\n" for data in inputs))
        print("%s: %d inputs, %d bytes" % (target, len(inputs), sum(map(len, inputs))), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("targets", nargs="*", metavar="TARGET", choices=[[], *TARGETS])
    parser.add_argument("--seconds", type=int, default=1200, help="of one run (default %(default)s)")
    parser.add_argument("--turns", type=int, default=1, help="runs of each target (default %(default)s)")
    parser.add_argument("--until", help="start no run after this time, HH:MM UTC")
    parser.add_argument("--seed", type=int, help="of the first run; the next ones count on (default: the clock)")
    parser.add_argument("--log", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("--commit", help="what the log says (default: git describe)")
    parser.add_argument("--merge", action="store_true")
    args = parser.parse_args()
    args.work = args.work or args.build / "work"
    args.commit = args.commit or commit()
    if args.merge:
        return merge(args)
    seed = args.seed if args.seed is not None else int(time.time()) % 1_000_000
    failed = False
    for _ in range(args.turns):
        for target in args.targets or TARGETS:
            if args.until and datetime.datetime.utcnow().strftime("%H:%M") >= args.until:
                return 1 if failed else 0
            done = run(args, target, seed)
            seed += 1
            failed |= done["result"] != "clean"
            line = json.dumps(done)
            print(line, flush=True)
            if args.log:
                with args.log.open("a") as out:
                    out.write(line + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
