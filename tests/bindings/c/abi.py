#!/usr/bin/env python3
"""Checks the binary interface of libchartrender_c.so: abi.py LIBRARY [--update]

The symbols it shows are those of chartrender.h and of the version script, each with its version; the list of the header
tells of each what it asks of threads. Types and signatures
equal the reference chartrender_c.abi beside this file, as abidiff of abigail-tools sees them; without that tool this part
is left out, which is told. The reference is committed, so that a clone without history and without a second build can
check. --update writes it anew, for a change that adds.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BINDING = HERE.parents[2] / "bindings/c"
REFERENCE = HERE / "chartrender_c.abi"


def shown(library):
    listing = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
    words = [line.split() for line in listing.splitlines()]
    return {name for _, kind, name in words if kind != "A"}


def in_header():
    text = (BINDING / "include/chartrender.h").read_text()
    return set(re.findall(r"^CR_API [^;(]*?\b(cr_\w+)\(", text, re.M))


def in_list_of_threads():
    text = (BINDING / "include/chartrender.h").read_text()
    listed = re.search(r"^ \* Threads\n(.*?)^ \*\n", text, re.M | re.S)[1]
    return re.findall(r"\b(cr_\w+)\b", re.sub(r"^ \*   \S.*$", "", listed, flags=re.M))


def in_script():
    text = re.sub(r"/\*.*?\*/", "", (BINDING / "chartrender_c.map").read_text(), flags=re.S)
    return {"%s@@%s" % (name, version) for version, block in re.findall(r"(\w[\w.]*) \{(.*?)\}", text, re.S)
            for name in re.findall(r"\b(cr_\w+);", block)}


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def sees_changes(library):
    """Whether the comparison tells a library from one whose cr_chart_file_count returned a status."""
    text = REFERENCE.read_text()
    returned = re.compile(r"(<function-decl name='(\w+)'(?:(?!</function-decl>).)*?<return type-id=')([^']+)", re.S)
    types = {match[2]: match[3] for match in returned.finditer(text)}
    changed = returned.sub(lambda match: match[1] + (types["cr_error_status"] if match[2] == "cr_chart_file_count"
                                                    else match[3]), text)
    with tempfile.NamedTemporaryFile("w", suffix=".abi") as file:
        file.write(changed)
        file.flush()
        return run("abidiff", file.name, library).returncode != 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    names, script = shown(args.library), in_script()
    problems = ["shown but not in the version script: " + name for name in sorted(names - script)]
    problems += ["in the version script but not shown: " + name for name in sorted(script - names)]
    declared = in_header()
    problems += ["declared but not in the version script: " + name
                 for name in sorted(declared ^ {name.split("@")[0] for name in script})]
    threads = in_list_of_threads()
    problems += ["not once in the header's list of threads: " + name
                 for name in sorted(declared ^ set(threads) | {name for name in threads if threads.count(name) > 1})]
    if shutil.which("abidiff") is None:
        print("abidiff is not there (Debian: abigail-tools): types are not compared")
    elif args.update:
        made = run("abidw", "--headers-dir", str(BINDING / "include"), "--drop-private-types",
                   "--exported-interfaces-only", "--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", args.library)
        REFERENCE.write_text(made.stdout)
    else:
        done = run("abidiff", str(REFERENCE), args.library)
        if done.returncode != 0:
            problems.append("types differ from the reference:\n" + done.stdout + done.stderr)
        elif not sees_changes(args.library):
            problems.append("abidiff did not see that a function returns another type")
    print("\n".join(problems) if problems else "%d functions, as the header says" % len(names))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
