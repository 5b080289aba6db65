"""chartrender.distributed over Dask."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any, cast

from distributed import WorkerPlugin, as_completed

from .batch import Job
from .distributed import RemoteOutcome, batches_under_way, forget_chart, load_chart, render_batch


class _ChartPlugin(WorkerPlugin):
    """Loads the chart in each worker when it starts."""

    def __init__(self, key: str, files: Mapping[str, bytes], options: Mapping[str, Any]) -> None:
        self.name = "chartrender-" + key
        self._key, self._files, self._options = key, files, options

    def setup(self, worker: Any) -> None:
        load_chart(self._key, self._files, self._options)

    def teardown(self, worker: Any) -> None:
        forget_chart(self._key)


class DaskCluster:
    """The workers of a distributed.Client, each with the chart."""

    def __init__(self, client: Any, key: str, files: Mapping[str, bytes], options: Mapping[str, Any]) -> None:
        self._client, self._key = client, key  # the client's methods have no types
        self._plugin = _ChartPlugin(key, files, options)

    def __enter__(self) -> DaskCluster:
        self._client.register_plugin(self._plugin)
        return self

    def __exit__(self, *_: object) -> None:
        self._client.unregister_worker_plugin(self._plugin.name)

    def run(self, batches: Iterator[list[Job]], output: str | None, retries: int) -> Iterator[RemoteOutcome]:
        under_way: dict[Any, list[Job]] = {}
        completed: Any = as_completed()  # type: ignore[no-untyped-call]

        def submit(count: int) -> None:
            for jobs in itertools.islice(batches, count):
                future = self._client.submit(render_batch, self._key, jobs, output, pure=False, retries=retries)
                under_way[future] = jobs
                completed.add(future)

        submit(batches_under_way(sum(self._client.nthreads().values())))
        try:
            while under_way:
                future = next(completed)
                jobs = under_way.pop(future)
                submit(1)
                yield from _outcomes(future, jobs)
        finally:
            self._client.cancel(list(under_way))


def _outcomes(future: Any, jobs: list[Job]) -> list[RemoteOutcome]:
    # A result may be lost again with its worker after the future was done: only asking for it tells, which waits until
    # another worker has made it anew.
    try:
        return cast("list[RemoteOutcome]", future.result())
    except Exception as error:
        return [RemoteOutcome(job.id, error=error) for job in jobs]
