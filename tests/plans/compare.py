#!/usr/bin/env python3
"""Compares charts, case by case, with what Helm prints: manifests, notes, errors, exit status, lint, and what they refuse.

    compare.py --helm PATH --render RENDER [CHART...]

The cases are those of golden/CHART/. Without --helm, or with another Helm than 4.3.1, it says so and ends with status 77.
"""
import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
VERSION = "v4.3.1"
CHARTS = ("app", "minio", "mongodb", "ephemeral", "auditflow-platform")
FLAGS = {"set": "--set", "set_string": "--set-string", "set_json": "--set-json", "api_versions": "--api-versions"}
SWITCHES = {"include_crds": "--include-crds", "is_upgrade": "--is-upgrade"}


def words_of(chart, case):
    """The arguments of `template` for a case.yaml."""
    release = case.get("release", {})
    words = [release.get("name", "release-name"), "charts/" + chart, "-n", release.get("namespace", "default")]
    for path in case.get("values", []):
        words += ["-f", "charts/%s/%s" % (chart, path)]
    for key, flag in FLAGS.items():
        for entry in case.get(key, []):
            words += [flag, entry]
    for key, flag in SWITCHES.items():
        if case.get(key):
            words.append(flag)
    if "kube_version" in case:
        words += ["--kube-version", str(case["kube_version"])]
    return words


def calls():
    """What is compared: a title and the arguments."""
    for chart in ARGS.chart or CHARTS:
        yield chart + ": lint", ["lint", "--strict", "charts/" + chart]
        for file in sorted((ROOT / "golden" / chart).glob("*/case.yaml")):
            case = yaml.safe_load(file.read_text())
            title = "%s: %s" % (chart, file.parent.name)
            words = words_of(chart, case)
            values = [word for i, word in enumerate(words) if words[i - 1] == "-f" or word == "-f"]
            yield title, ["template", *words]
            if not (file.parent / "want.err").exists():
                yield title + ": notes", ["notes", *(word for word in words if word != "--include-crds")]
                yield title + ": lint", ["lint", "--strict", "charts/" + chart, *values]


def refused():
    for entry in yaml.safe_load((pathlib.Path(__file__).resolve().parent / "refusals.yaml").read_text()):
        flag, argument = ("--set", entry["set"]) if "set" in entry else ("--set-json", entry["json"])
        if entry["chart"] in (ARGS.chart or CHARTS):
            yield "%s: refuses %s" % (entry["chart"], argument), ["template", "charts/" + entry["chart"], flag, argument]


def run(program, words):
    """Exit status, standard output, standard error. Helm prints notes only when it installs, without space around them."""
    if words[0] == "notes":
        if program == ARGS.render:
            status, output, errors = run(program, ["template", *words[1:], "--notes"])
        else:
            status, output, errors = run(program, ["install", "--dry-run=client", *words[1:]])
            output = output.partition("\nNOTES:\n")[2]
        return status, output.strip(), errors
    env = {"PATH": os.environ.get("PATH", ""), "HOME": "/nonexistent", "TZ": "UTC"}
    done = subprocess.run([program, *words], cwd=ROOT, env=env, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def differs(call):
    title, words = call
    want, got = run(ARGS.helm, words), run(ARGS.render, words)
    if want == got:
        return None
    part = next(i for i in range(3) if want[i] != got[i])
    name = ("exit status", "standard output", "standard error")[part]
    return "%s: %s differs: helm %r, render %r\n  %s" % (title, name, str(want[part])[:300], str(got[part])[:300], " ".join(words))


def helm_is_right():
    try:
        found = subprocess.run([ARGS.helm, "version", "--template", "{{.Version}}"], capture_output=True, text=True).stdout
    except OSError as error:
        print("skipped: %s" % error)
        return False
    if not found.startswith(VERSION):
        print("skipped: %s is Helm %s; the charts are compared with %s" % (ARGS.helm, found.strip() or "of no version", VERSION))
        return False
    return True


def main():
    if not ARGS.helm:
        print("skipped: no Helm on this machine; name one by --helm PATH (CMake: -DCHARTRENDER_HELM=PATH)")
        return 77
    if not helm_is_right():
        return 77
    work = [*calls(), *refused()]
    with concurrent.futures.ThreadPoolExecutor(max_workers=ARGS.jobs) as pool:
        found = [text for text in pool.map(differs, work) if text]
    print("\n".join([*found, "%d comparisons with Helm, %d differ" % (len(work), len(found))]))
    return 1 if found or not work else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chart", nargs="*")
    parser.add_argument("--helm", default="")
    parser.add_argument("--render", required=True)
    parser.add_argument("--jobs", type=int, default=2)
    ARGS = parser.parse_args()
    for name in ("helm", "render"):
        given = getattr(ARGS, name)
        setattr(ARGS, name, os.path.abspath(given) if os.path.exists(given) else given)
    sys.exit(main())
