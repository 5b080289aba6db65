#!/usr/bin/env python3
"""The base of the Prowler series with all its patches is charts/prowler, file by file.

    patches.py REPOSITORY

Applies the patches with patch(1), so that the harness's own reading of them has a second opinion.
"""
import os, pathlib, subprocess, sys, tempfile

root = pathlib.Path(sys.argv[1])


def files(top):
    return {str(p.relative_to(top)): p.read_bytes() for p in sorted(top.rglob("*")) if p.is_file()}


with tempfile.TemporaryDirectory() as box:
    chart = pathlib.Path(box) / "chart"
    subprocess.run(["cp", "-R", root / "charts/prowler-1.3.5", chart], check=True)
    patches = sorted((root / "charts/prowler-phases").glob("*.patch"))
    for patch in patches:
        subprocess.run(["patch", "--silent", "--fuzz=0", "-p1", "--no-backup-if-mismatch", "-d", chart, "-i", patch], check=True)
    got, want = files(chart), files(root / "charts/prowler")

wrong = sorted(name for name in got.keys() | want.keys() if got.get(name) != want.get(name))
for name in wrong:
    print("differs:", name)
print("%d patches, %d files, %d differ" % (len(patches), len(want), len(wrong)))
sys.exit(1 if wrong or not patches else 0)
