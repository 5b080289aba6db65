#!/usr/bin/env python3
"""Answers requests of tests/bindings/vectors.py through the Python package."""
import json
import struct
import sys

from chartrender import Chart, ChartError


def read_number():
    raw = sys.stdin.buffer.read(4)
    return struct.unpack("<I", raw)[0] if len(raw) == 4 else None


def write(*fields):
    parts = [struct.pack("<I", len(fields))]
    for field in fields:
        raw = field if isinstance(field, bytes) else field.encode("utf-8", "surrogateescape")
        parts += [struct.pack("<I", len(raw)), raw]
    sys.stdout.buffer.write(b"".join(parts))
    sys.stdout.buffer.flush()


def arguments_of(options):
    """Options of the C interface as arguments of Chart.render."""
    sources = options.pop("values", [])
    values = [source["yaml"] if "yaml" in source else json.loads(source["json"]) for source in sources]
    return {"values": values, **options}


def answer(load, options, *files):
    try:
        chart = Chart.load({path.decode(): data for path, data in zip(files[::2], files[1::2])}, **json.loads(load))
        result = chart.render(**arguments_of(json.loads(options)))
        write("ok", *(text for manifest in result for text in (manifest.path, manifest.text)))
    except ChartError as error:
        # The message as bytes: what is not UTF-8 in it reads as U+FFFD in Python.
        write("error", error.message)


while (count := read_number()) is not None:
    answer(*(sys.stdin.buffer.read(read_number()) for _ in range(count)))
