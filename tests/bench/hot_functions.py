#!/usr/bin/env python3
"""Finds the functions that renders run and writes them as lines of a linker script (cmake/hot_functions.ld).

    hot_functions.py --render build/release/bin/render --map build/release/bin/render.map [CHART ...]

The static `render` is linked with these functions beside each other: whoever touches a page of a program brings its
fifteen neighbours into memory, and functions that lie apart bring strangers. Runs each chart under callgrind; the
linker's map (-Wl,-Map=FILE) says which input section each function came from. A line that no longer matches anything
does no harm, a function that is missing lies where it lay before.
"""
import argparse
import bisect
import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "cmake/hot_functions.ld"
SECTION = re.compile(r"^ (\.text\S*)?\s+0x([0-9a-f]+)\s+0x([0-9a-f]+)\s+(\S.*)$")


def executed(render, charts):
    """How many charts' renders run a function, by its name."""
    names = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for chart in charts:
            out = os.path.join(folder, "out")
            subprocess.run(["valgrind", "--tool=callgrind", "--demangle=no", "--callgrind-out-file=" + out, render,
                            "template", "r", chart], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            found = (re.match(r"c?fn=\(\d+\) (\S+)", line) for line in open(out))
            names.update({re.sub(r"'\d+$", "", match[1]) for match in found if match})
    return names


def addresses(render):
    lines = subprocess.run(["nm", "--defined-only", render], capture_output=True, text=True, check=True).stdout
    found = collections.defaultdict(list)  # functions of several files may share a name
    for address, kind, name in (line.split() for line in lines.splitlines()):
        if kind in "tTwWi":
            found[name].append(int(address, 16))
    return found


def sections(map_file):
    """(start, end, section, file) of the input sections of .text, in order."""
    found, name = [], None
    for line in open(map_file):
        alone = re.match(r"^ (\.text\S*)$", line)
        if alone:
            name = alone[1]
            continue
        match = SECTION.match(line)
        if match and (match[1] or name):
            start, size = int(match[2], 16), int(match[3], 16)
            if start and size:
                found.append((start, start + size, match[1] or name, match[4]))
        name = None
    return sorted(found)


def pattern(section, file):
    """The section by its name where that is a function's, else by the file in its archive."""
    if section.startswith((".text.startup", ".text.exit", ".text.unlikely", ".text.hot")):
        return None  # the linker keeps these together
    member = re.search(r"([\w.+-]+\.a)\(([\w.+-]+)\)$", file)
    if section.startswith(".text._Z") or not member:
        return "*(%s)" % section if section != ".text" else None
    if member[1] != "libc.a":
        return "*%s:%s(%s)" % (member[1], member[2], section)
    # valgrind runs the AVX2 form of a function that has others.
    return "*libc.a:%s(.text .text.*)" % re.sub(r"-avx.*\.o$", "-[ae]v*.o", member[2])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", required=True)
    parser.add_argument("--map", required=True)
    parser.add_argument("charts", nargs="*", default=[str(ROOT / "charts" / name) for name in ("prowler", "minio")])
    args = parser.parse_args()
    where, inputs, lines = addresses(args.render), sections(args.map), collections.Counter()
    starts = [section[0] for section in inputs]
    for name, charts in executed(os.path.abspath(args.render), args.charts).items():
        for address in where[name]:
            index = bisect.bisect_right(starts, address) - 1
            if index >= 0 and address < inputs[index][1]:
                line = pattern(*inputs[index][2:])
                lines[line] = max(lines[line], charts)
    # What valgrind's processes do not have: a page of the kernel's with functions.
    for member in ("dl-object", "dl-lookup", "dl-setup_hash", "dl-vdso"):
        lines["*libc.a:%s.o(.text .text.*)" % member] = len(args.charts)
    # What every chart needs comes first.
    lines = [line for line, charts in sorted(lines.items(), key=lambda item: (-item[1], str(item[0]))) if line]
    TARGET.write_text("/* Made by tests/bench/hot_functions.py. */\n" + "\n".join(lines) + "\n")
    print("%d lines" % len(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
