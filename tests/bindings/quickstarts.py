#!/usr/bin/env python3
"""Runs the programs of a document as they are printed:

    quickstarts.py DOCUMENT --prefix DIR --python PYTHON --node-modules DIR [--update]

A fenced block behind a line like "`app.c`:" is a file; a block `sh` is run, and the block `text` behind it is what it
prints; a block `python` without a file name is run too. Each section (`## ...`) has a fresh folder that has the project's
`charts`. The prefix is where the library is installed, PYTHON the interpreter that has the package, with `node` beside it,
and node-modules where the npm package is. --update writes the `text`
blocks anew.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(?:^`([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.M | re.S)


def environment(prefix, python):
    libraries = sorted({str(path.parent) for path in prefix.rglob("libchartrender*")})
    packages = sorted({str(path.parent) for path in prefix.rglob("*.pc")})
    return dict(os.environ, CHARTRENDER_GO=str(SOURCE / "bindings/go"), CMAKE_PREFIX_PATH=str(prefix),
                LD_LIBRARY_PATH=":".join(libraries), PKG_CONFIG_PATH=":".join(packages), PATH="%s:%s" % (python.parent, os.environ["PATH"]))


class Reader:
    """Goes through the blocks of a document in one folder."""

    def __init__(self, folder, env, update):
        self.folder, self.env, self.update = folder, env, update
        self.output, self.failures, self.runs = None, [], 0

    def run(self, command, text):
        done = subprocess.run(command, cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=300)
        self.runs += 1
        if done.returncode != 0:
            self.failures.append("exit status %d:\n%s%s" % (done.returncode, text, done.stderr[-2000:]))
        self.output = done.stdout

    def take(self, match):
        name, language, text = match.groups()
        if name:
            (self.folder / name).write_text(text)
        elif language == "sh":
            self.run(["bash", "-euo", "pipefail", "-c", text], text)
        elif language == "python":
            self.run(["python", "-c", text], text)
        elif language == "text" and self.output is not None:
            if self.update:
                return "```text\n%s```" % self.output
            if text != self.output:
                self.failures.append("printed:\n%s\nbut the document says:\n%s" % (self.output, text))
            self.output = None
        return match.group(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("document", type=pathlib.Path)
    parser.add_argument("--prefix", type=lambda text: pathlib.Path(text).absolute(), required=True)
    parser.add_argument("--python", type=lambda text: pathlib.Path(text).absolute(), required=True)
    parser.add_argument("--node-modules", type=lambda text: pathlib.Path(text).absolute(), required=True)
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    sections, failures, runs = [], [], 0
    for section in re.split(r"^(?=## )", args.document.read_text(), flags=re.M):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "charts").symlink_to(SOURCE / "charts")
            (pathlib.Path(folder) / "node_modules").symlink_to(args.node_modules)
            reader = Reader(pathlib.Path(folder), environment(args.prefix, args.python), args.update)
            sections.append(BLOCK.sub(reader.take, section))
        failures += reader.failures
        runs += reader.runs
    if args.update:
        args.document.write_text("".join(sections))
    print("\n".join(failures) or "%s: %d runs, all as printed" % (args.document.name, runs))
    return 1 if failures or runs == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
