#!/usr/bin/env python3
"""How releases of charts/prowler spread over the workers of a local cluster: scaling.py [--releases N] [--workers 1,2] [ENGINE ...]

Engines: dask and ray, those of them that are installed. Workers are processes of one thread; each release is written to a
folder. Wall time behind the start of the workers, so it says something only where each worker has a processor.
"""
import argparse
import importlib.util
import os
import pathlib
import tempfile
import time

from chartrender import Job
from chartrender.distributed import render_many

CHART = pathlib.Path(__file__).resolve().parents[3] / "charts/prowler"


def seconds(client, releases):
    jobs = [Job("release-%d" % i, {"release": "r%d" % i, "values": {"ui": {"replicaCount": i % 7}}}) for i in range(releases)]
    list(render_many(client, CHART, jobs[:200]))  # loads the package in each worker
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        outcomes = list(render_many(client, CHART, jobs, output=folder))
        taken = time.perf_counter() - start
        written = sum(1 for _ in pathlib.Path(folder).iterdir())
    assert written == len(outcomes) == releases and not any(outcome.error for outcome in outcomes)
    return taken


def dask(workers, releases):
    from distributed import Client, LocalCluster
    with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            return seconds(client, releases)


def ray(workers, releases):
    os.environ.setdefault("RAY_worker_niceness", "0")  # Ray's own is 15, and everything else would come first
    import ray
    ray.init(num_cpus=workers, include_dashboard=False, configure_logging=False)
    try:
        return seconds(ray, releases)
    finally:
        ray.shutdown()


ENGINES = {"dask": ("distributed", dask), "ray": ("ray", ray)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engines", nargs="*", metavar="ENGINE")
    parser.add_argument("--releases", type=int, default=10000)
    parser.add_argument("--workers", default="1,2")
    args = parser.parse_args()
    for name in args.engines or ENGINES:
        module, run = ENGINES[name]
        if importlib.util.find_spec(module) is None:
            print("%s: not installed" % name)
            continue
        first = None
        for workers in map(int, args.workers.split(",")):
            taken = run(workers, args.releases)
            first = first or taken
            print("%-4s %d workers: %d releases in %.2f s, %.0f a second, %.2f times one worker"
                  % (name, workers, args.releases, taken, args.releases / taken, first / taken), flush=True)


if __name__ == "__main__":
    main()
