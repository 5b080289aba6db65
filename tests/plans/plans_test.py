#!/usr/bin/env python3
"""docs/plans.md: every file it names exists, every command ends as it says, no item of the plans is missing. The pack's files.

    plans_test.py RENDER [TEST...]

A command in the third column of a table is run from the root of the repository and ends with 0, or with the N of "(exit N)" behind
it. One behind "open:" must be unknown to the command line. The documents themselves are not part of the project: that no item of
theirs is missing is checked where they lie beside the clone.
"""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ROOT = pathlib.Path(__file__).resolve().parents[2]
PLANS = ROOT / ".." / "shared" / "plans"
DOC = ROOT / "docs" / "plans.md"
PACK = pathlib.Path(__file__).resolve().parent / "pack"
GOLDEN = ROOT / "golden" / "app"
DATA = ROOT / "build" / "data"  # where the commands find schema packs
TESTS = []


def test(function):
    TESTS.append(function)
    return function


def want(condition, why):
    if not condition:
        raise AssertionError(why)


def render(*words, cwd=ROOT):
    env = {**{k: v for k, v in os.environ.items() if k != "CI"}, "XDG_DATA_HOME": str(DATA), "XDG_DATA_DIRS": str(DATA)}
    done = subprocess.run([RENDER, *words], cwd=cwd, env=env, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def documents(text):
    return [d for d in yaml.load_all(text, LOADER) if d]


# docs/plans.md

def tables():
    """(section, line number, cells) of each row."""
    section = ""
    for number, line in enumerate(DOC.read_text().splitlines(), 1):
        if line.startswith("## "):
            section = line[3:]
        elif line.startswith("| ") and not line.startswith(("| Item ", "| Check ")):
            yield section, number, [c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]]


def rows():
    return [row for row in tables() if row[0] != "Dry runs"]


def anchors(path):
    return {re.sub(r"[^a-z0-9 -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.+)$", path.read_text(), re.M)}


@test
def files_exist():
    found = re.findall(r"\]\(([^)]+)\)", DOC.read_text())
    want(len(found) > 150, "only %d files are named" % len(found))
    missing = []
    for target in found:
        path, _, anchor = target.partition("#")
        file = DOC if not path else DOC.parent / path
        if not file.exists() or (anchor and anchor not in anchors(file)):
            missing.append(target)
    want(not missing, "not there: " + ", ".join(missing))


def missing_packs():
    """Makes the schema packs once; says why they are not there otherwise."""
    folder = DATA / "chartrender" / "kube"
    if not list(folder.glob("*.pack")):
        script = [sys.executable, str(ROOT / "cmake" / "kube_pack.py"), "--out", str(folder), "--work", str(DATA / "work")]
        done = subprocess.run(script, capture_output=True, text=True)
        if done.returncode != 0:
            return (done.stderr.strip() or "no schema packs").splitlines()[-1]
    return ""


def judge(command, status, is_open):
    words = shlex.split(command)
    want(words[0] == "render", "no command of this project: " + command)
    code, _, errors = render(*words[1:])
    if "--case" in words:
        case = ROOT / "golden" / pathlib.Path(words[2]).name / words[words.index("--case") + 1] / "case.yaml"
        want(case.exists(), "`%s` names no case" % command)
    unknown = words[1] not in COMMANDS or re.search(r"unknown (flag|shorthand flag)", errors)
    if is_open:
        return "" if unknown else "is called open, but `%s` is known: say what it does" % command
    if unknown:
        return "`%s` is not known %s" % (command, errors.strip()[:300])
    return "" if code == status else "`%s` ends with %d, not with %d: %s" % (command, code, status, errors.strip()[:300])


@test
def commands_run():
    seen, bad, count = {}, [], 0
    reason = missing_packs()
    if reason:
        print("  skipped: what `render kube` says, for there are no schema packs (%s)" % reason)
    for _, number, cells in rows():
        for is_open, command, status in re.findall(r"(open: )?`([^`]+)`(?: \(exit (\d)\))?", cells[2]):
            call = (command, int(status or 0), bool(is_open))
            count += 1
            if reason and command.startswith("render kube ") and "--help" not in command:
                continue
            if call not in seen:
                seen[call] = judge(*call)
            if seen[call]:
                bad.append("docs/plans.md:%d: %s" % (number, seen[call]))
    want(count > 150, "only %d commands are named" % count)
    want(not bad, "\n  ".join(bad))


@test
def every_row_says_something():
    for _, number, cells in rows():
        want(len(cells) == 3 and all(cells), "docs/plans.md:%d: three cells, none empty" % number)
        served = "](" in cells[1] or "`render" in cells[2] or cells[1].startswith(("not a renderer's work: ", "reading; ", "the "))
        want(served, "docs/plans.md:%d: neither a file, nor a command, nor a reason" % number)


# Labels of lines that explain an item and are no items themselves.
DETAILS = ("Purpose", "Action", "Details", "Impact", "Problem", "Recommended Code Change", "Location", "Description", "Estimate",
           "Files", "Acceptance Criteria", "XS", "S:", "M:", "L:", "XL", "Platform", "CI/Supply chain", "FinOps", "Release/QA")


def items(text):
    """The items of a document: lines of its lists, titles of its pull requests and tasks, its rollback notes."""
    in_code = False
    for line in text.splitlines():
        if line.strip().startswith("```"):
            in_code = not in_code
        title = re.match(r"#+ ((?:PR \d+|T-\d+).*)", line)
        entry = re.match(r" *(?:[-*]|\d+\.) (?:\[ \] )?(.+)", line)
        note = re.match(r"\*\*(Rollback:)\*\* (.*)", line)
        if in_code:
            continue
        if title:
            yield title[1]
        elif note:
            yield note[1] + " " + note[2]
        elif entry and not entry[1].lstrip("*").startswith(DETAILS):
            yield entry[1].replace("**", "")


@test
def no_item_is_missing():
    if not PLANS.is_dir():
        print("  skipped: the documents are not beside this clone (%s)" % PLANS)
        return
    missing, count = [], 0
    for name in ("auditflow-umbrella.md", "us-024-hardening.md", "pr-pack-002.md", "todo-list.md"):
        starts = [cells[0] for section, _, cells in rows() if name in section]
        for item in items((PLANS / name).read_text()):
            count += 1
            if not any(item.startswith(start) for start in starts):
                missing.append("%s: %s" % (name, item[:100]))
    phases = re.findall(r"^## (Phase \d: [^(\n]+)", (PLANS / "prowler-1.4.0.md").read_text(), re.M)
    starts = [cells[0] for section, _, cells in rows() if "prowler" in section]
    missing += [phase for phase in phases if not any(start.startswith(phase.strip()) for start in starts)]
    want(count > 180 and len(phases) == 8, "the documents have %d items and %d phases" % (count, len(phases)))
    want(not missing, "no row for\n  " + "\n  ".join(missing))


# The pack

def pack(name):
    return documents((PACK / name).read_text())


def golden(case, kind, name=None):
    found = [d for d in documents((GOLDEN / case / "want.yaml").read_text())
             if d["kind"] == kind and name in (None, d["metadata"]["name"])]
    want(len(found) == 1, "golden app/%s has %d %s %s" % (case, len(found), kind, name or ""))
    return found[0]


@test
def pull_request_11_but_for_the_place_of_attestations():
    theirs, ours = pack("11-policy-controller.yaml")[0]["spec"], golden("pr-11", "ClusterImagePolicy")["spec"]
    theirs["authorities"][0]["attestations"] = theirs.pop("attestations")  # the API has them in the authority
    theirs["authorities"][0]["name"] = "ci"
    theirs["images"] = [{"glob": i["glob"].replace("<org>/<repo>", "example/app")} for i in theirs["images"]]
    policy = [spec["authorities"][0]["attestations"][0]["policy"] for spec in (theirs, ours)]
    for entry in policy:
        entry["data"] = entry["data"].strip()
    want(theirs == ours, "the specs differ: %s\n%s" % (theirs, ours))


@test
def pull_request_13_as_it_is():
    want(pack("13-policies.yaml")[0]["spec"] == golden("pr-13", "ClusterPolicy")["spec"], "the specs differ")


@test
def pull_request_14_with_warnings_besides():
    theirs, ours = pack("14-prod.yaml")[0]["metadata"], golden("pr-14", "Namespace")["metadata"]
    want(theirs["name"] == ours["name"] and theirs["labels"].items() <= ours["labels"].items(), "%s, %s" % (theirs, ours))


@test
def pull_request_15_with_dns_and_narrower():
    want(pack("15-default-deny.yaml")[0]["spec"] == golden("pr-15", "NetworkPolicy", "default-deny")["spec"], "default-deny differs")
    theirs, ours = pack("15-allow-ingress.yaml")[0], golden("pr-15", "NetworkPolicy", "web-allow")
    want(theirs["spec"]["podSelector"]["matchLabels"].items() <= ours["spec"]["podSelector"]["matchLabels"].items(), "other pods")
    want(theirs["spec"]["ingress"][0]["from"][0] in ours["spec"]["ingress"][0]["from"], "the ingress controller is shut out")
    want(ours["spec"]["ingress"][0]["ports"] == [{"port": "http", "protocol": "TCP"}], "more than the service's port is open")
    want(theirs["spec"]["egress"][0] in ours["spec"]["egress"], "the namespace prod is shut out")
    want(len(ours["spec"]["egress"]) == 2 and ours["spec"]["egress"][1]["ports"][0]["port"] == 53, "more than DNS is added")


@test
def pull_request_16_runs_as_it_is():
    with tempfile.TemporaryDirectory() as folder:
        chart = pathlib.Path(folder) / "app"
        shutil.copytree(ROOT / "charts" / "app", chart)
        shutil.copy(PACK / "16-hpa.yaml", chart / "templates" / "hpa.yaml")
        shutil.copy(PACK / "16-pdb.yaml", chart / "templates" / "pdb.yaml")
        code, text, errors = render("template", "web", str(chart), "-n", "prod", "-f", str(chart / "ci" / "before-values.yaml"),
                                    "-f", str(PACK / "16-values.yaml"))
    want(code == 0, errors)
    theirs = {d["kind"]: d for d in documents(text)}
    want(theirs["HorizontalPodAutoscaler"]["spec"] == golden("pr-16", "HorizontalPodAutoscaler")["spec"], "the autoscalers differ")
    budget, ours = theirs["PodDisruptionBudget"]["spec"], golden("pr-16", "PodDisruptionBudget")["spec"]
    want(budget["minAvailable"] == ours["minAvailable"], "the budgets differ")
    want(budget["selector"]["matchLabels"].items() <= ours["selector"]["matchLabels"].items(), "the budgets select other pods")
    container = golden("pr-16", "Deployment")["spec"]["template"]["spec"]["containers"][0]
    want(pack("16-values.yaml")[0]["resources"] == container["resources"], "the resources differ")


@test
def pull_request_17_with_conditions_that_read_a_list():
    theirs, ours = pack("17-analysis-templates.yaml")[0], golden("pr-17", "AnalysisTemplate")
    want(theirs["metadata"]["name"] == ours["metadata"]["name"], "the names differ")
    for mine, metric in zip(ours["spec"]["metrics"], theirs["spec"]["metrics"]):
        bound = metric["successCondition"].replace("result ", "result[0] ")
        want(mine["successCondition"].endswith(bound), "%s, not %s" % (mine["successCondition"], bound))
        want(mine["provider"] == metric["provider"] and mine["interval"] == metric["interval"], "%s differs" % metric["name"])
    analysis = golden("pr-17", "Rollout")["spec"]["strategy"]["canary"]["analysis"]
    want(pack("17-rollout-analysis.yaml")[0]["analysis"] == analysis, "the analysis of the rollout differs")
    want("analysis" not in golden("pr-17-rollback", "Rollout")["spec"]["strategy"]["canary"], "the rollback keeps the analysis")


# What the charts refuse

@test
def refusals():
    entries = yaml.safe_load((pathlib.Path(__file__).resolve().parent / "refusals.yaml").read_text())
    bad = []
    for entry in entries:
        flag, argument = ("--set", entry["set"]) if "set" in entry else ("--set-json", entry["json"])
        code, _, errors = render("template", "charts/" + entry["chart"], flag, argument)
        if code != 1 or entry["error"] not in errors:
            bad.append("%s %s: status %d, %s" % (entry["chart"], argument, code, errors.strip()))
    want(len(entries) > 40, "only %d entries" % len(entries))
    want(not bad, "\n  ".join(bad))


# What the tables say about changes

def changes(*words):
    code, text, errors = render("diff", *words, "--output", "json")
    want(code == 0, errors)
    return yaml.safe_load(text)["changes"]


@test
def log_level_restarts_nothing():
    found = changes("charts/auditflow-platform", "--right-set", "global.logLevel=DEBUG")
    touched = {c["resource"] for c in found}
    want(len(touched) == 4 and all(re.fullmatch(r"ConfigMap/release-name-.*-runtime", r) for r in touched), "changes %s" % touched)


@test
def thresholds_restart_the_analysis_alone():
    found = changes("charts/auditflow-platform", "--right-set", "audit-log-analysis.config.failedLogin.threshold=9")
    touched = {c["resource"] for c in found}
    name = "release-name-audit-log-analysis"
    want(touched == {"ConfigMap/%s-config" % name, "Deployment/" + name}, "changes %s" % touched)
    want(any("checksum/config" in c["path"] for c in found), "the checksum stays")


@test
def goldens_refuse_ciphertext():
    with tempfile.TemporaryDirectory() as folder:
        chart = pathlib.Path(folder) / "auditflow-platform"
        shutil.copytree(ROOT / "charts" / "auditflow-platform", chart)
        shutil.copy(chart / "secrets.yaml", chart / "ci" / "secrets-values.yaml")
        code, text, errors = render("golden", str(chart), "--update=secrets")
        written = (chart / "golden" / "secrets" / "want.err").read_text()
    want(code == 0, text + errors)
    want("--sops-placeholder" in written and "ENC[" not in written, written)


def main():
    failed = 0
    for function in TESTS:
        if ONLY and function.__name__ not in ONLY:
            continue
        try:
            function()
            print("ok   " + function.__name__)
        except AssertionError as error:
            failed += 1
            print("FAIL %s: %s" % (function.__name__, error))
    print("%d tests, %d failed" % (len(ONLY or TESTS), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    RENDER, ONLY = os.path.abspath(sys.argv[1]), sys.argv[2:]
    COMMANDS = re.findall(r"^  (\w+) ", render("--help")[1], re.M)
    sys.exit(main())
