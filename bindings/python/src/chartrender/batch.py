"""Many releases of one chart over threads."""

from __future__ import annotations

import collections
import concurrent.futures
import dataclasses
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from .chart import Chart, Result
from .errors import ChartError


@dataclasses.dataclass(frozen=True)
class Job:
    """One release: an identity that the caller chooses, and the arguments of Chart.render."""

    id: str
    arguments: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What became of a job: a result or an error."""

    id: str
    result: Result | None = None
    error: ChartError | None = None


class Progress:
    """A bar on a terminal, drawn ten times a second at most; silent elsewhere."""

    WIDTH = 30

    def __init__(self, total: int | None, shown: bool | None, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty() if shown is None else shown
        self._total, self._done, self._failed, self._drawn = total, 0, 0, 0.0

    def step(self, failed: bool) -> None:
        self._done += 1
        self._failed += failed
        now = time.monotonic()
        if self._shown and now - self._drawn >= 0.1:
            self._drawn = now
            self._draw()

    def close(self) -> None:
        if self._shown:
            self._draw()
            self._stream.write("\n")

    def _draw(self) -> None:
        text = "%d rendered" % self._done
        if self._total:
            filled = self.WIDTH * self._done // self._total
            text = "[%s%s] %d of %d" % ("#" * filled, " " * (self.WIDTH - filled), self._done, self._total)
        self._stream.write("\r%s, %d failed" % (text, self._failed))
        self._stream.flush()


def run_job(chart: Chart, job: Job) -> Outcome:
    try:
        return Outcome(job.id, chart.render(**job.arguments))
    except ChartError as error:
        return Outcome(job.id, error=error)


def render_many(
    chart: Chart, jobs: Iterable[Job], *, threads: int | None = None, progress: bool | None = None
) -> Iterator[Outcome]:
    """Renders each job and yields the outcomes in the order of the jobs, as they are ready.

    `jobs` is read as it is needed, a few ahead of what is yielded. A ChartError is an outcome; anything else (a wrong
    type among the arguments, what a callback raises) is raised. `progress` None: a bar where stderr is a terminal.
    """
    count = threads or os.cpu_count() or 1
    total = len(jobs) if isinstance(jobs, collections.abc.Sized) else None
    bar = Progress(total, progress)
    waiting: collections.deque[concurrent.futures.Future[Outcome]] = collections.deque()
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        try:
            for job in jobs:
                waiting.append(pool.submit(run_job, chart, job))
                if len(waiting) >= 4 * count:
                    yield _next(waiting, bar)
            while waiting:
                yield _next(waiting, bar)
        finally:
            for future in waiting:
                future.cancel()
            bar.close()


def _next(waiting: collections.deque[concurrent.futures.Future[Outcome]], bar: Progress) -> Outcome:
    outcome = waiting.popleft().result()
    bar.step(outcome.error is not None)
    return outcome
