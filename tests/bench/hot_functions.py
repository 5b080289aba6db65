#!/usr/bin/env python3
"""Finds what renders run and read of the program and writes it as lines of a linker script: functions into
cmake/hot_functions.ld, constants into cmake/hot_constants.ld, those with addresses in them into cmake/hot_tables.ld,
variables into cmake/hot_variables.ld, those that start as zero into cmake/hot_zeros.ld.

    hot_functions.py --render build/release/bin/render --map build/release/bin/render.map [CHART ...]

The static `render` is linked with these beside each other: whoever touches a page of a
program brings its fifteen neighbours into memory, and what lies apart brings strangers. Runs each chart under callgrind
and lackey, every second one with a namespace, the first one with values and a value set on the command line too; the linker's map (-Wl,-Map=FILE) says
which input section an address came from. The linker keeps one copy of a text for all files that hold it: the texts of
all files with a function of their own that runs go into cmake/hot_constants.ld. A line that no longer matches anything does no harm,
what is missing lies where it lay before.
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
FUNCTIONS = ROOT / "cmake/hot_functions.ld"
DATA = {kind: ROOT / "cmake/hot_{}.ld".format(name) for kind, name in {
    ".rodata": "constants", ".data.rel.ro": "tables", ".data": "variables", ".bss": "zeros"}.items()}
MERGED = re.compile(r"\.(str|cst)\d")  # sections of which the linker keeps equal parts once
SECTION = re.compile(r"^ (\.\S+)?\s+0x([0-9a-f]+)\s+0x([0-9a-f]+)\s+(\S.*)$")


def commands(render, charts):
    """The renders that are looked at."""
    found = [[render, "template", "r", chart] + ["--namespace", "ns"] * (number % 2) for number, chart in enumerate(charts)]
    return found + [found[0] + ["-f", os.path.join(charts[0], "values.yaml"), "--set", "fullnameOverride=name"]]


def executed(renders):
    """Which renders run the instruction at an address."""
    found = collections.defaultdict(set)
    with tempfile.TemporaryDirectory() as folder:
        for number, command in enumerate(renders):
            out = os.path.join(folder, "out")
            subprocess.run(["valgrind", "--tool=callgrind", "--dump-instr=yes", "--compress-pos=no",
                            "--callgrind-out-file=" + out] + command,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            for address in {line.split(" ", 1)[0] for line in open(out) if line.startswith("0x")}:
                found[int(address, 16)].add(number)
    return found


def shared_functions(render):
    """Where a function of C++ is that may run for another file than the one it was taken from."""
    lines = subprocess.run(["nm", "--defined-only", render], capture_output=True, text=True, check=True).stdout
    symbols = (line.split() for line in lines.splitlines())
    return {int(address, 16) for address, kind, name in symbols if kind == "W" and name.startswith("_Z")}


def sections(map_file, kind):
    """(start, end, section, file) of the input sections of a kind, in order."""
    found, name = [], None
    for line in open(map_file):
        alone = re.match(r"^ (\.\S+)$", line)
        if alone:
            name = alone[1]
            continue
        match = SECTION.match(line)
        if match and (match[1] or name):
            start, size, section = int(match[2], 16), int(match[3], 16), match[1] or name
            if start and size and section.startswith(kind) and (kind != ".data" or ".rel.ro" not in section):
                found.append((start, start + size, section, match[4]))
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


class Sections:
    def __init__(self, map_file, kind):
        self.inputs = sections(map_file, kind)
        self.starts = [section[0] for section in self.inputs]

    def at(self, address):
        """The section at an address, as (start, end, name, file), or None."""
        index = bisect.bisect_right(self.starts, address) - 1
        return self.inputs[index] if index >= 0 and address < self.inputs[index][1] else None


def file_pattern(file):
    member = re.search(r"([\w.+-]+\.a)\(([\w.+-]+)\)$", file)
    if member:
        return "*%s:%s" % (member[1], member[2])
    # CMake gives files of one name in several folders a path each.
    return "*" + (file.partition("CMakeFiles/")[2] or os.path.basename(file))


def data_pattern(section, file):
    if re.match(r"\.[a-z.]+\._?[A-Z]", section):  # of one inline variable or function
        return "*(%s)" % section
    return "%s(%s)" % (file_pattern(file), section)


def read_data(renders, map_file):
    """Which renders use an input section, by its kind and pattern."""
    found = {kind: collections.defaultdict(set) for kind in DATA}
    inputs = {kind: Sections(map_file, kind) for kind in DATA}
    for number, command in enumerate(renders):
        command = ["valgrind", "--tool=lackey", "--trace-mem=yes", "--log-file=/dev/stderr"] + command
        lackey = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        used = {line.split()[1].split(",")[0] for line in lackey.stderr if line[:3] in (" L ", " S ", " M ")}
        if lackey.wait() != 0:
            sys.exit("failed: " + " ".join(command))
        for kind in DATA:
            sections_read = {inputs[kind].at(int(address, 16)) for address in used}
            for _, _, name, file in filter(None, sections_read):
                if not (kind == ".rodata" and MERGED.search(name)):
                    found[kind][data_pattern(name, file)].add(number)
    return found


def write(target, lines):
    # What every chart needs comes first, then what the same charts need.
    order = sorted(lines.items(), key=lambda item: (-len(item[1]), sorted(item[1]), str(item[0])))
    lines = [line for line, charts in order if line]
    target.write_text("/* Made by tests/bench/hot_functions.py. */\n" + "\n".join(lines) + "\n")
    print("%s: %d lines" % (target.name, len(lines)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", required=True)
    parser.add_argument("--map", required=True)
    parser.add_argument("charts", nargs="*", default=[str(ROOT / "charts" / name) for name in ("prowler", "minio")])
    args = parser.parse_args()
    inputs, shared, lines, texts = Sections(args.map, ".text"), shared_functions(args.render), collections.defaultdict(set), collections.defaultdict(set)
    renders = commands(os.path.abspath(args.render), args.charts)
    for address, runs in executed(renders).items():
        section = inputs.at(address)
        if not section:
            continue
        start, _, name, file = section
        lines[pattern(name, file)] |= runs
        if start not in shared and not name.startswith(".text.startup"):  # which every file may have
            texts["%s(.rodata*.str* .rodata*.cst*)" % file_pattern(file)] |= runs
    # What runs before main(), which callgrind does not name.
    for line in ("*crt1.o(.text)", "*(.text.__libc_start_main)", "*(.text.startup .text.startup.*)", "*crtbegin*.o(.text)"):
        lines[line] = set(range(len(renders)))
    write(FUNCTIONS, lines)
    for kind, found in read_data(renders, args.map).items():
        if kind == ".rodata":
            found.update(texts)
        write(DATA[kind], found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
