#!/usr/bin/env python3
"""Checks the structure that lib/README.md describes.

    check.py [--headers]

A room includes only headers of the rooms that its CMakeLists.txt names (and of `base` and the public headers); cli/ includes
the public headers and its own; no source is longer than 800 lines but tables. With --headers every header is also
compiled alone.
"""
import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIB = ROOT / "lib"
LONGEST = 800
TABLES = ("unicode_tables.h", "metaschema_texts")


def rooms():
    """Each room with the rooms it may include."""
    allowed = {}
    for path in sorted(LIB.glob("*/CMakeLists.txt")):
        call = re.search(r"chartrender_add_room\(NAME (\w+)(?:\s+DEPS ([\w\s]+?))?(?:\s+LIBS[^)]*)?\)", path.read_text())
        if call:
            allowed[call[1]] = set((call[2] or "").split())
    return allowed


def includes(path):
    return re.findall(r'^#include "([^"]+)"', path.read_text(), re.M)


def problems():
    allowed = rooms()
    for room, deps in allowed.items():
        for path in sorted((LIB / room).rglob("*.[hc]*")):
            for name in includes(path) if path.suffix in (".h", ".cc") else ():
                owner = name.split("/")[0]
                if owner not in deps | {room, "chartrender"}:
                    yield "%s: includes %s, but room %s does not depend on %s" % (path.relative_to(ROOT), name, room, owner)
    for path in sorted((ROOT / "bindings/c").rglob("*.[hc]*")):
        for name in includes(path) if path.suffix in (".h", ".cc") else ():
            if "/" in name and not name.startswith("chartrender/"):
                yield "%s: includes %s: bindings use the public headers only" % (path.relative_to(ROOT), name)
    for path in sorted((ROOT / "cli").rglob("*.[hc]*")):
        for name in includes(path) if path.suffix in (".h", ".cc") else ():
            if "/" in name and not name.startswith("chartrender/"):
                yield "%s: includes %s: the command uses the public headers only" % (path.relative_to(ROOT), name)
    for path in sorted([*LIB.rglob("*.cc"), *LIB.rglob("*.h"), *(ROOT / "cli").rglob("*.cc"),
                       *(ROOT / "bindings").rglob("*.cc")]):
        length = len(path.read_text().splitlines())
        if length > LONGEST and not path.name.startswith(TABLES):
            yield "%s: %d lines, split it by topic" % (path.relative_to(ROOT), length)


def compile_header(path):
    command = ["c++", "-std=c++20", "-fsyntax-only", "-x", "c++", "-I", LIB, "-I", LIB / "include", "-I", ROOT / "cli", path]
    done = subprocess.run(command, capture_output=True, text=True)
    return None if done.returncode == 0 else "%s does not compile alone:\n%s" % (path.relative_to(ROOT), done.stderr[:800])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--headers", action="store_true")
    args = parser.parse_args()
    found = list(problems())
    if args.headers:
        headers = sorted([*LIB.rglob("*.h"), *(ROOT / "cli").rglob("*.h")])
        with concurrent.futures.ThreadPoolExecutor() as pool:
            found += [p for p in pool.map(compile_header, headers) if p]
    print("\n".join(found) or "the structure is as described")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
