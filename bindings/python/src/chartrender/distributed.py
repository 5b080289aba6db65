"""The same as chartrender.render_many over the workers of a cluster: Dask's or Ray's.

    from dask.distributed import Client
    from chartrender.distributed import render_many

    with Client("scheduler:8786") as client:
        for outcome in render_many(client, "./mychart", jobs, output="s3://bucket/rendered"):
            if outcome.error: print(outcome.id, outcome.error)

With Ray the module itself stands in the client's place, after `ray.init()`: `render_many(ray, "./mychart", jobs)`.

The chart goes once to each worker (Dask) or machine (Ray), also to those that come later, and each process loads it once.
Jobs travel in batches. A batch that could not be run (its files could not be written, a callback raised) is run again
`retries` times, and so is one whose worker died with Ray; with Dask that is done as often as the scheduler's
`distributed.scheduler.allowed-failures` says, 3 times by default. Each job has one outcome: batches are counted when they
arrive here, and a file is written under a name of its job, so that writing it again changes nothing.
"""

from __future__ import annotations

import collections
import dataclasses
import hashlib
import itertools
import os
import posixpath
import uuid
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any

from .batch import Job, Progress
from .chart import Chart
from .errors import ChartError, LoadError

_charts: dict[str, Chart] = {}  # of this process, by key


@dataclasses.dataclass(frozen=True)
class RemoteOutcome:
    """What became of a job: its text, or the path it was written to, or an error."""

    id: str
    text: str | None = None
    path: str | None = None
    error: Exception | None = None


class _Folder:
    """A folder or object store path, through fsspec."""

    def __init__(self, url: str) -> None:
        import fsspec
        from fsspec.implementations.local import LocalFileSystem

        self._system, self._root = fsspec.core.url_to_fs(url)
        self._system.makedirs(self._root, exist_ok=True)
        self._is_local = isinstance(self._system, LocalFileSystem)

    def write(self, identity: str, data: bytes) -> str:
        path = posixpath.join(self._root, file_name(identity))
        if not self._is_local:
            self._system.pipe_file(path, data)  # object stores show whole objects only
            return path
        # A worker may die while it writes: the name appears with the whole file.
        beside = "%s.%s" % (path, uuid.uuid4().hex)
        with open(beside, "wb") as file:
            file.write(data)
        os.replace(beside, path)
        return path


def file_name(identity: str) -> str:
    """The name of a job's file below `output`. Two identities never share one."""
    plain = identity.replace("_", "").replace("-", "").replace(".", "")
    if plain.isascii() and plain.isalnum() and len(identity) <= 100:
        return identity + ".yaml"
    return "job-%s.yaml" % hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()


def load_chart(key: str, files: Mapping[str, bytes], options: Mapping[str, Any]) -> None:
    """Loads a chart of this process, unless it has it."""
    if key not in _charts:
        _charts[key] = Chart.load(files, **options)


def forget_chart(key: str) -> None:
    _charts.pop(key, None)


def has_chart(key: str) -> bool:
    return key in _charts


def render_batch(key: str, jobs: list[Job], output: str | None) -> list[RemoteOutcome]:
    chart = _charts.get(key)
    if chart is None:
        raise LoadError("the chart is not on this worker")
    folder = _Folder(output) if output is not None else None
    return [_render(chart, job, folder) for job in jobs]


def _render(chart: Chart, job: Job, folder: _Folder | None) -> RemoteOutcome:
    try:
        result = chart.render(**job.arguments)
    except (ChartError, TypeError, ValueError) as error:
        return RemoteOutcome(job.id, error=error)
    if folder is None:
        return RemoteOutcome(job.id, text=result.text)
    return RemoteOutcome(job.id, path=folder.write(job.id, result.data))


def _batches(jobs: Iterable[Job], size: int) -> Iterator[list[Job]]:
    iterator = iter(jobs)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def render_many(
    client: Any,  # distributed.Client, or the module ray
    source: Any,
    jobs: Iterable[Job],
    *,
    output: str | None = None,
    batch: int = 50,
    retries: int = 3,
    progress: bool | None = None,
    **load_options: Any,
) -> Iterator[RemoteOutcome]:
    """Renders each job of the chart `source` (as Chart.load takes it) and yields the outcomes as they arrive.

    With `output`, a folder or an address that fsspec knows, the workers write `<id>.yaml` there and outcomes have its
    path; else they have the text. A job that fails is an outcome with its error, and so is every job of a batch that
    could not be run.
    """
    if isinstance(client, ModuleType):
        from ._ray import RayCluster as Cluster
    else:
        from ._dask import DaskCluster as Cluster  # type: ignore[assignment]
    chart = Chart.load(source, **load_options)
    total = len(jobs) if isinstance(jobs, collections.abc.Sized) else None
    bar = Progress(total, progress)
    try:
        with Cluster(client, uuid.uuid4().hex, chart.files, load_options) as cluster:
            for outcome in cluster.run(_batches(jobs, batch), output, retries):
                bar.step(outcome.error is not None)
                yield outcome
    finally:
        bar.close()


# What is under way at most: enough to keep every processor of every worker busy.
def batches_under_way(processors: float) -> int:
    return max(8, 4 * int(processors))
