#!/usr/bin/env python3
"""Passes the conformance vectors that `render eval` answers through a binding.

    vectors.py BINDING ... [--tenth] [--files functions,yaml] [--jobs N]

BINDING is a command that answers requests on its standard input (tests/bindings/c/eval.c says how they are written).
--tenth takes every tenth vector, the same ones each time.
"""
import argparse
import concurrent.futures
import json
import pathlib
import struct
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
CONFORMANCE = HERE.parent / "conformance"
sys.path.insert(0, str(CONFORMANCE))
import run as conformance  # noqa: E402
from request import load_options, render_options, chart_files, answer_of  # noqa: E402

FILES = ("gotemplate", "functions", "yaml", "schema", "helm3-templates")


def write_message(stream, fields):
    parts = [struct.pack("<I", len(fields))]
    for field in fields:
        parts += [struct.pack("<I", len(field)), field]
    stream.write(b"".join(parts))
    stream.flush()


def read_exact(stream, size):
    data = stream.read(size)
    if len(data) != size:
        raise EOFError
    return data


def read_message(stream):
    count, = struct.unpack("<I", read_exact(stream, 4))
    return [read_exact(stream, struct.unpack("<I", read_exact(stream, 4))[0]) for _ in range(count)]


class Binding:
    """One process of the binding; started again after a crash."""

    def __init__(self, command):
        self.command, self.process = command, None

    def ask(self, fields):
        if self.process is None:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            write_message(self.process.stdin, fields)
            return read_message(self.process.stdout)
        except (EOFError, BrokenPipeError):
            status, self.process = self.process.wait(), None
            return [b"fault", b"crash (exit status %d)" % status]

    def close(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()


def evaluate(binding, case):
    dump = lambda value: json.dumps(value).encode()  # noqa: E731
    fields = [dump(load_options(case)), dump(render_options(case))]
    for path, data in chart_files(case).items():
        fields += [path.encode(), data]
    head, *rest = binding.ask(fields)
    if head == b"ok":
        return answer_of(case, list(zip(rest[::2], rest[1::2])), None)
    if head == b"error":
        return answer_of(case, None, rest[0])
    return {"fault": rest[0].decode()}


def run_part(command, cases):
    binding = Binding(command)
    try:
        return [(case, conformance.judge_eval(case, evaluate(binding, case))) for case in cases]
    finally:
        binding.close()


def select(names, tenth):
    for name in names:
        lines = (CONFORMANCE / (name + ".jsonl")).read_text().split("\n")
        cases = [json.loads(line) for line in lines if line]
        yield name, cases[::10] if tenth else cases


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binding", nargs="+")
    parser.add_argument("--tenth", action="store_true")
    parser.add_argument("--files", default=",".join(FILES))
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    failures = 0
    for name, cases in select(args.files.split(","), args.tenth):
        with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
            parts = pool.map(lambda part: run_part(args.binding, part), [cases[i::args.jobs] for i in range(args.jobs)])
            failed = [(case["id"], why) for part in parts for case, why in part if why]
        print("%-16s %6d of %6d pass" % (name, len(cases) - len(failed), len(cases)))
        for identity, why in failed[:5]:
            print("  FAIL %s: %s" % (identity, why))
        failures += len(failed)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
