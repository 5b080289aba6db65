#!/usr/bin/env python3
"""Measures Helm's own Go packages, with the chart loaded once, against this library in Go and as `render batch`.

    packages.py --render build/release/bin/render [--releases 1000] [--rounds 3] [CHART]

Builds tests/bindings/go/helm/releases, which needs Go and Helm's packages from the Go proxy, and the library as it is
installed from the build of --render or found through PKG_CONFIG_PATH. CPU time, the programs in turns; the smallest of each counts. What they give is compared.
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import tempfile

from batch import ROOT, releases

MODES = ("helm-engine", "helm-install", "engine", "install")


def cpu_of(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def build(folder, build_folder):
    """The program that renders with Helm's packages and with ours."""
    environment = dict(os.environ)
    if "PKG_CONFIG_PATH" not in environment:
        # Go's cache remembers where the library was: it stays there, and the cache belongs to it.
        prefix = build_folder.parent.absolute() / "prefix"
        subprocess.run(["cmake", "--install", build_folder, "--prefix", prefix], stdout=subprocess.DEVNULL, check=True)
        environment["PKG_CONFIG_PATH"] = str(next(prefix.rglob("pkgconfig")))
        environment["GOCACHE"] = str(build_folder.parent.absolute() / "go/cache")
    program = folder / "releases"
    subprocess.run(["go", "build", "-C", ROOT / "tests/bindings/go/helm", "-o", program, "./releases"], env=environment, check=True)
    return program


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", required=True)
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("chart", nargs="?", default=str(ROOT / "charts/prowler"))
    args = parser.parse_args()
    chart = os.path.abspath(args.chart)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program = build(folder, pathlib.Path(args.render).parents[1])
        (folder / "list").write_text("".join(json.dumps(each) + "\n" for each in releases(args.releases, chart)))
        times, digests = {}, {}
        for _ in range(args.rounds):
            for mode in MODES:
                answer = subprocess.run([program, mode, chart, folder / "list"], stdout=subprocess.PIPE, text=True, check=True)
                seconds, digests[mode] = answer.stdout.split()
                times.setdefault(mode, []).append(float(seconds))
            times.setdefault("render batch", []).append(
                cpu_of([os.path.abspath(args.render), "batch", "-j", "1", str(folder / "list")])[1])
    best = {mode: min(measured) for mode, measured in times.items()}
    print("%d releases, CPU seconds, smallest of %d" % (args.releases, args.rounds))
    for mode in (*MODES, "render batch"):
        helm = best["helm-engine" if mode == "engine" else "helm-install"]
        print("%-13s %8.3f%s" % (mode, best[mode], "" if mode.startswith("helm") else "   1/%.1f of Helm's packages" % (helm / best[mode])))
    equal = digests["helm-engine"] == digests["engine"] and digests["helm-install"] == digests["install"]
    print("every twentieth release is equal" if equal else "THE TEXTS DIFFER: %s" % digests)
    return 0 if equal else 1


if __name__ == "__main__":
    raise SystemExit(main())
