"""chartrender.distributed over Ray."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from .batch import Job
from .distributed import RemoteOutcome, batches_under_way, forget_chart, has_chart, load_chart, render_batch


class RayCluster:
    """The cluster that `ray.init` has connected to; the chart lies in the object store of each machine that uses it."""

    def __init__(self, ray: Any, key: str, files: Mapping[str, bytes], options: Mapping[str, Any]) -> None:
        self._ray, self._key = ray, key  # the module, so that this package needs no Ray to be read
        self._chart = ray.put((dict(files), dict(options)))

    def __enter__(self) -> RayCluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._chart = None

    def run(self, batches: Iterator[list[Job]], output: str | None, retries: int) -> Iterator[RemoteOutcome]:
        ray = self._ray
        # Again, when the worker died or the batch could not be run.
        remote = ray.remote(max_retries=retries, retry_exceptions=True)(_run_batch)
        under_way: dict[Any, list[Job]] = {}

        def submit(count: int) -> None:
            for jobs in itertools.islice(batches, count):
                under_way[remote.remote(self._chart, self._key, jobs, output)] = jobs

        submit(batches_under_way(ray.cluster_resources().get("CPU", 1)))
        try:
            while under_way:
                (done,), _ = ray.wait(list(under_way), num_returns=1)
                jobs = under_way.pop(done)
                submit(1)
                try:
                    outcomes = ray.get(done)
                except Exception as error:
                    outcomes = [RemoteOutcome(job.id, error=error) for job in jobs]
                yield from outcomes
        finally:
            for reference in under_way:
                ray.cancel(reference)


_KEPT = 4  # charts of a process, which outlives their renders
_loaded: list[str] = []


# The chart comes out of the machine's memory. To ask for it here would make Ray start another process meanwhile.
def _run_batch(chart: tuple[Any, Any], key: str, jobs: list[Job], output: str | None) -> list[RemoteOutcome]:
    if not has_chart(key):
        load_chart(key, *chart)
        _loaded.append(key)
        if len(_loaded) > _KEPT:
            forget_chart(_loaded.pop(0))
    return render_batch(key, jobs, output)
