#!/usr/bin/env python3
"""Runs whole commands and compares exit status, standard output, standard error and written files.

    run.py RENDER [NAME...]          every case of cases/*.txt, or those whose names contain a NAME
    run.py RENDER --update [NAME...] writes what RENDER gives into the cases of our own commands
    run.py RENDER --helm HELM        also runs the cases of Helm's commands with real Helm 4.3.1 and compares; with
                                     --update their expectations are written from Helm, never from RENDER

A file of cases holds blocks. A block starts with `=== TITLE`, then comes `$ COMMAND` (words as a shell splits them, no
shell is run; the first word is `render`), then sections, each behind a line `--- NAME`:
    file PATH   a file to create, besides those of the folder files/
    env         NAME=VALUE lines
    stdin, stdout, stderr, exit (0 when left out), made PATH (a file the command writes)
`[no end of line]` as the last line of a section means that the text has none. `{{HERE}}` stands for the folder the
command runs in, `{{TMP}}` for the one around it. A title that starts with `helm:` marks a command of Helm.
"""
import argparse, difflib, glob, os, re, shlex, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
NO_END = "[no end of line]"


class Case:
    def __init__(self, title):
        self.title, self.command, self.sections, self.order = title, "", {}, []

    def get(self, name):
        """The text of a section; lines end with an end of line unless it says otherwise."""
        lines = self.sections.get(name, [])
        if lines and lines[-1] == NO_END:
            return "\n".join(lines[:-1])
        return "".join(line + "\n" for line in lines)

    def put(self, name, text):
        if name not in self.sections:
            self.order.append(name)
        lines = text.split("\n")
        if lines[-1] == "":
            lines.pop()
        else:
            lines.append(NO_END)
        self.sections[name] = lines

    def drop(self, name):
        if name in self.sections:
            del self.sections[name]
            self.order.remove(name)


def read_cases(path):
    cases, section = [], None
    with open(path, encoding="utf-8", newline="\n") as f:
        for line in f.read().split("\n"):
            if line.startswith("=== "):
                cases.append(Case(line[4:]))
                section = None
            elif line.startswith("--- ") and cases:
                section = line[4:]
                cases[-1].sections[section] = []
                cases[-1].order.append(section)
            elif section is not None:
                cases[-1].sections[section].append(line)
            elif line.startswith("$ ") and cases:
                cases[-1].command = line[2:]
    for case in cases:  # the blank line in front of the next block belongs to none
        if case.order and case.sections[case.order[-1]][-1:] == [""]:
            case.sections[case.order[-1]].pop()
    return cases


def write_cases(path, cases):
    blocks = []
    for case in cases:
        lines = ["=== " + case.title, "$ " + case.command]
        for name in case.order:
            lines += ["--- " + name] + case.sections[name]
        blocks.append("\n".join(lines) + "\n")
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write("\n".join(blocks))


def listing(top):
    return {os.path.relpath(os.path.join(d, f), top) for d, _, fs in os.walk(top) for f in fs}


def run(program, case):
    """What a command gives, as sections."""
    box = tempfile.mkdtemp(prefix="cli-")
    try:
        here, home = os.path.join(box, "here"), os.path.join(box, "home")
        shutil.copytree(os.path.join(HERE, "files"), here)
        os.makedirs(home)
        for name in case.order:
            if name.startswith("file "):
                path = os.path.join(here, name[5:])
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as f:
                    f.write(case.get(name))
        env = {"PATH": os.environ.get("PATH", ""), "HOME": home, "TZ": "UTC", "PWD": here}
        for line in case.get("env").splitlines():
            name, _, value = line.partition("=")
            env[name] = value.replace("{{HERE}}", here).replace("{{TMP}}", box)
        before = listing(here)
        words = [w.replace("{{HERE}}", here).replace("{{TMP}}", box) for w in shlex.split(case.command)]
        p = subprocess.run([program] + words[1:], cwd=here, env=env, input=case.get("stdin").encode(),
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)

        def clean(data):
            return data.decode("utf-8", "replace").replace(here, "{{HERE}}").replace(box, "{{TMP}}")

        got = {"exit": "%d\n" % p.returncode, "stdout": clean(p.stdout), "stderr": clean(p.stderr)}
        for name in sorted(listing(here) - before):
            with open(os.path.join(here, name), encoding="utf-8", errors="replace") as f:
                got["made " + name] = f.read()
        return got
    finally:
        shutil.rmtree(box, ignore_errors=True)


def expected(case):
    want = {"exit": case.get("exit") or "0\n", "stdout": case.get("stdout"), "stderr": case.get("stderr")}
    want.update({name: case.get(name) for name in case.order if name.startswith("made ")})
    return want


def as_ours(got):
    """Helm's texts with the name of our command where a command line is meant."""
    return {k: re.sub(r"(?<=\")helm (?=(template|show|lint|dependency)\b[^\"]*\" requires)|(?<=^Usage:  )helm ", "render ", v, flags=re.M)
            if k in ("stdout", "stderr") else v
            for k, v in got.items()}


def update(case, got):
    for name in [n for n in case.order if n in ("stdout", "stderr", "exit") or n.startswith("made ")]:
        case.drop(name)
    if got["exit"] != "0\n":
        case.put("exit", got["exit"])
    for name in ["stdout", "stderr"] + sorted(n for n in got if n.startswith("made ")):
        if got[name] or name.startswith("made "):
            case.put(name, got[name])


def differences(want, got):
    for name in sorted(set(want) | set(got)):
        a, b = want.get(name), got.get(name)
        if a != b:
            yield name, "".join(difflib.unified_diff((a or "").splitlines(True), (b or "").splitlines(True),
                                                     "expected " + name, "got " + name, n=1))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("render")
    ap.add_argument("names", nargs="*")
    ap.add_argument("--update", action="store_true")
    ap.add_argument("--helm")
    a = ap.parse_intermixed_args()
    render = os.path.abspath(a.render)
    count = failed = 0
    for path in sorted(glob.glob(os.path.join(HERE, "cases", "*.txt"))):
        cases, changed = read_cases(path), False
        for case in cases:
            label = os.path.basename(path) + ": " + case.title
            if a.names and not any(n in label for n in a.names):
                continue
            of_helm = case.title.startswith("helm:")
            if of_helm and a.helm:
                truth = as_ours(run(a.helm, case))
                if a.update:
                    update(case, truth)
                    changed = True
                else:
                    for name, text in differences(expected(case), truth):
                        failed += 1
                        print("%s: Helm's %s is not the expected one\n%s" % (label, name, text))
            got = run(render, case)
            if a.update and not of_helm:
                update(case, got)
                changed = True
            count += 1
            wrong = list(differences(expected(case), got))
            failed += bool(wrong)
            for name, text in wrong:
                print("%s: %s differs\n%s" % (label, name, text))
        if changed:
            write_cases(path, cases)
    print("%d commands, %d failed" % (count, failed))
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
