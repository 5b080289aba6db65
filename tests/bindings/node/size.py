#!/usr/bin/env python3
"""Tells the size of a packed package and fails above the limit: size.py TGZ"""
import pathlib
import sys

LIMIT = 3 << 20

size = pathlib.Path(sys.argv[1]).stat().st_size
print("%d kB packed, of at most %d" % (size >> 10, LIMIT >> 10))
sys.exit(size > LIMIT)
