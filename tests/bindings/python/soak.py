#!/usr/bin/env python3
"""Renders again and again from many threads and watches the memory of the process: soak.py CHART COUNT [THREADS]

First threads that render by themselves, then render_many, where rendered outcomes wait for their turn; COUNT renders each,
a tenth of them refused, the texts of the others compared. Memory is looked at eight times, when nobody renders: what the
process has, and how much of it the allocator has given out. The latter tells of a leak; the former is also what the
allocator keeps in its arenas, eight for each processor. Fails when what is given out still grows in the second half.
"""
import ctypes
import gc
import os
import re
import sys
import tempfile
import threading

from chartrender import Chart, Job, SchemaError, render_many

LOOKS = 8
ALLOWED = 64 << 10  # bytes: objects of Python come and go
REFUSED = {"ui": {"service": {"port": 99999}}}
VALUES = [{"ui": {"replicaCount": i}} for i in range(3)]

libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
libc.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
libc.fclose.argtypes = [ctypes.c_void_p]


def resident():
    """Bytes of the process in memory."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")


def given_out():
    """Bytes that malloc has given out and not got back, over all its arenas."""
    gc.collect()
    with tempfile.NamedTemporaryFile() as file:
        stream = libc.fopen(os.fsencode(file.name), b"w")
        libc.malloc_info(0, stream)
        libc.fclose(stream)
        total = file.read().decode().rsplit("</heap>", 1)[1]
    size = {kind: int(number) for kind, number in re.findall(r'type="(\w+)"[^>]* size="(\d+)"', total)}
    return size["current"] + size["mmap"] - size["fast"] - size["rest"]


class Looks:
    """What the looks saw."""

    def __init__(self, name):
        self.name, self.resident, self.given_out = name, [], []

    def look(self):
        self.resident.append(resident())
        self.given_out.append(given_out())

    def grew(self):
        half = max(self.given_out[1:LOOKS // 2])
        return self.given_out[-1] - half

    def tell(self, count):
        print("%s, %d renders, after each eighth: %s MB; given out %s MB" % (
            self.name, count, " ".join("%.1f" % (n / 1e6) for n in self.resident),
            " ".join("%.2f" % (n / 1e6) for n in self.given_out)), flush=True)
        if self.grew() > ALLOWED:
            sys.exit("%s: %d bytes more are given out than after a half" % (self.name, self.grew()))


def by_threads(chart, want, count, threads):
    looks, failures = Looks("%d threads" % threads), []
    gate = threading.Barrier(threads + 1)

    def render_some(number):
        for i in range(number):
            try:
                text = chart.render(REFUSED if i % 10 == 9 else VALUES[i % 3], seed=1).text
                if i % 10 == 9 or text != want[i % 3]:
                    failures.append(i)
            except SchemaError:
                if i % 10 != 9:
                    failures.append(i)

    def work():
        for _ in range(LOOKS):
            gate.wait()
            render_some(count // LOOKS // threads)
            gate.wait()
        gate.wait()  # what a thread keeps is there until the last look

    for _ in range(threads):
        threading.Thread(target=work, daemon=True).start()
    for _ in range(LOOKS):
        gate.wait()
        gate.wait()
        looks.look()
    gate.wait()
    looks.tell(count // LOOKS // threads * threads * LOOKS)
    return failures


def by_render_many(chart, want, count, threads):
    looks, failures = Looks("render_many, %d threads" % threads), []
    for _ in range(LOOKS):
        jobs = (Job(str(i), {"values": REFUSED if i % 10 == 9 else VALUES[i % 3], "seed": 1}) for i in range(count // LOOKS))
        for outcome in render_many(chart, jobs, threads=threads, progress=False):
            i = int(outcome.id)
            if (outcome.error is not None) != (i % 10 == 9) or outcome.result and outcome.result.text != want[i % 3]:
                failures.append(i)
        del outcome
        looks.look()
    looks.tell(count // LOOKS * LOOKS)
    return failures


def main():
    chart, count = Chart.load(sys.argv[1]), int(sys.argv[2])
    threads = int(sys.argv[3]) if len(sys.argv) > 3 else 64
    want = [chart.render(values, seed=1).text for values in VALUES]
    failures = by_threads(chart, want, count, threads) + by_render_many(chart, want, count, threads)
    if failures:
        sys.exit("%d renders gave something else" % len(failures))


if __name__ == "__main__":
    main()
