#!/usr/bin/env python3
"""Runs the conformance vectors: what Helm 4.3.1 printed for thousands of templates, values and command lines, and
Helm 3.22.0 for those of the files helm3-*.

    run.py RENDER [--folder DIR] [--files functions,values] [--category NAME] [--show N] [--jobs N] [--list-failing]

Every vector's expected text was measured by running Helm (see README.md beside this file).
"""
import argparse
import base64
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FILES = ("gotemplate", "functions", "yaml", "schema", "values", "helm3-templates", "helm3-commands")
WANTED = ("out", "outBase64", "outSha256", "outStart", "match", "err", "errBase64", "errSha256", "errStart",
          "errMatch", "anyOrder", "exit", "stdout", "stderr", "made")


def words(text):
    return sorted(re.split(r"[\s,]+", (text or "").strip()))


def same(got, want, any_order):
    return got == want or (any_order and words(got) == words(want))


def sha(text):
    return hashlib.sha256((text or "").encode()).hexdigest()


def judge_eval(case, got):
    """None, or what is wrong with the answer `got` to a template case."""
    if "fault" in got:
        return got["fault"]
    failed = "err" in got or "errBase64" in got
    wants_failure = any(key in case for key in ("err", "errBase64", "errSha256", "errMatch"))
    if failed != wants_failure:
        return "unexpected error" if failed else "an error was expected"
    side = "err" if failed else "out"
    text = got.get(side)
    if side + "Sha256" in case:
        right = sha(text) == case[side + "Sha256"]
    elif "errMatch" in case or "match" in case:
        right = isinstance(text, str) and re.search(case["errMatch" if failed else "match"], text) is not None
    elif side + "Base64" in case and side not in case:
        right = got.get(side + "Base64") == case[side + "Base64"]
    else:
        right = same(text, case.get(side), failed and case.get("anyOrder"))
    return None if right else ("error text differs" if failed else "output differs")


def dialect_arguments(case):
    """What follows the Helm that the case was measured with."""
    return ["--compat", case["dialect"]] if "dialect" in case else []


def run_eval(render, cases, timeout=120):
    """The answers of one process; after a crash or hang the rest goes to a new process."""
    answers = []
    env = dict(os.environ, TZ="UTC")
    while len(answers) < len(cases):
        rest = cases[len(answers):]
        lines = "".join(json.dumps({k: v for k, v in c.items() if k not in WANTED}) + "\n" for c in rest)
        try:
            done = subprocess.run([render, "eval", *dialect_arguments(cases[0])], input=lines.encode(), stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, env=env, timeout=timeout)
            output, fault = done.stdout, "crash (exit status %d)" % done.returncode
        except subprocess.TimeoutExpired as expired:
            output, fault = expired.stdout or b"", "no answer in %d s" % timeout
        complete = output[:output.rfind(b"\n") + 1].splitlines()
        answers += [json.loads(line) for line in complete]
        if len(answers) < len(cases):
            answers.append({"fault": fault})
    return answers


def tree(folder):
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


def run_command(render, case):
    """Runs one command line in a fresh folder."""
    box = pathlib.Path(tempfile.mkdtemp(prefix="case-"))
    try:
        work, home = box / "w", box / "h"
        work.mkdir()
        home.mkdir()
        for name in case.get("dirs", []):
            (work / name).mkdir(parents=True, exist_ok=True)
        contents = {name: text.encode() for name, text in case.get("files", {}).items()}
        contents.update({name: base64.b64decode(d) for name, d in case.get("filesBase64", {}).items()})
        for name, data in contents.items():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_bytes(data)
        env = {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "TZ": "UTC", "LANG": "C.UTF-8",
               "KUBECONFIG": str(home / "none"), **case.get("env", {})}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                env[name] = os.environ[name]
        before = tree(work)
        done = subprocess.run([render, *dialect_arguments(case), *case["args"]], cwd=work, env=env, input=case.get("stdin", "").encode(),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)

        def clean(data):
            text = data.decode("utf-8", "replace").replace(str(work) + "/", "").replace(str(work), ".")
            text = text.replace(str(box), "<box>")
            text = re.sub(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d ", "<time> ", text)
            text = re.sub(r"time=\S+ ", "time=<time> ", text)
            text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \+0000 UTC m=\+[\d.]+", "<time>", text)
            return re.sub(r"\brender (template|show|lint|inspect)\b", r"helm \1", text)

        made = {n: (work / n).read_text("utf-8", "replace") for n in sorted(tree(work) - before)}
        return {"exit": done.returncode, "stdout": clean(done.stdout), "stderr": clean(done.stderr), "made": made}
    except subprocess.TimeoutExpired:
        return {"fault": "no end in 60 s"}
    finally:
        shutil.rmtree(box, ignore_errors=True)


def judge_command(case, got):
    if "fault" in got:
        return got["fault"]
    if got["exit"] != case["exit"]:
        return "exit status %d instead of %d" % (got["exit"], case["exit"])
    for stream in ("stdout", "stderr"):
        if not same(got[stream], case[stream], case.get("anyOrder")):
            return stream + " differs"
    return None if got["made"] == case.get("made", {}) else "written files differ"


def run_file(render, cases, jobs):
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        if "args" in cases[0]:
            answers = list(pool.map(lambda case: run_command(render, case), cases))
            return [(case, got, judge_command(case, got)) for case, got in zip(cases, answers)]
        size = (len(cases) + jobs - 1) // jobs
        parts = [cases[i:i + size] for i in range(0, len(cases), size)]
        answers = [a for part in pool.map(lambda p: run_eval(render, p), parts) for a in part]
    return [(case, got, judge_eval(case, got)) for case, got in zip(cases, answers)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("render")
    parser.add_argument("--folder", type=pathlib.Path, default=HERE, help="where the vectors lie")
    parser.add_argument("--files", help="their names without .jsonl (default: all)")
    parser.add_argument("--category")
    parser.add_argument("--show", type=int, default=5, help="print this many failures in full")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--list-failing", action="store_true", help="print the ids of all failing vectors")
    args = parser.parse_args()
    render = os.path.abspath(args.render)
    names = args.files.split(",") if args.files else FILES if args.folder == HERE else sorted(
        path.stem for path in args.folder.glob("*.jsonl"))
    failing = []
    for name in names:
        cases = [json.loads(line) for line in (args.folder / (name + ".jsonl")).read_text().split("\n") if line]
        cases = [c for c in cases if args.category in (None, c["category"])]
        if not cases:
            continue
        results = run_file(render, cases, args.jobs)
        failed = [r for r in results if r[2]]
        failing += failed
        print("%-12s %6d of %6d pass (%.2f %%)" % (name, len(cases) - len(failed), len(cases),
                                                  100 - 100 * len(failed) / len(cases)))
    if args.list_failing:
        print("\n".join(case["id"] for case, _, _ in failing))
        return 0
    for case, got, why in failing[:args.show]:
        print("\nFAIL %s: %s" % (case["id"], why))
        print("  input:    %s" % json.dumps({k: v for k, v in case.items() if k not in WANTED})[:1000])
        print("  expected: %s" % json.dumps({k: v for k, v in case.items() if k in WANTED})[:1000])
        print("  got:      %s" % json.dumps({k: v for k, v in got.items() if k != "id"})[:1000])
    counts = collections.Counter(case["id"].rsplit("/", 1)[0] for case, _, _ in failing)
    for category, count in counts.most_common():
        print("%5d failures in %s" % (count, category))
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
