"""Golden files in pytest.

    def test_chart(chart_golden):
        chart_golden.assert_matches_golden(Chart.load("./mychart").render({"replicas": 3}))

The golden of a test lies beside its module, in `golden/<module>/<test>.yaml` (`<Class>.<test>.yaml` in a class);
`name` tells several of a test apart.
`pytest --golden-update` writes them. One that is missing is written too, but not under CI (`CI` in the environment is
set and not "false"): there it fails.
"""

from __future__ import annotations

import difflib
import os
import pathlib
import re

import pytest

from .chart import Result

SHOWN_LINES = 80


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("chartrender")
    group.addoption("--golden-update", action="store_true", help="write the golden files of chart_golden anew")


class ChartGolden:
    """Compares texts with the golden files of one test."""

    def __init__(self, folder: pathlib.Path, test: str, update: bool) -> None:
        self._folder, self._test, self._update = folder, test, update

    def path(self, name: str = "") -> pathlib.Path:
        stem = self._test + ("-" + name if name else "")
        return self._folder / (re.sub(r"[^\w.=-]+", "_", stem) + ".yaml")

    def assert_matches_golden(self, rendered: Result | str | bytes, name: str = "") -> None:
        """Fails with a diff unless the text is that of the golden file."""
        __tracebackhide__ = True
        if isinstance(rendered, Result):
            got = rendered.data
        else:
            got = rendered.encode("utf-8", "surrogateescape") if isinstance(rendered, str) else rendered
        path = self.path(name)
        if self._update or (not path.exists() and not _in_ci()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(got)
            return
        if not path.exists():
            pytest.fail("there is no golden file %s; run pytest --golden-update and commit it" % path)
        want = path.read_bytes()
        if got != want:
            pytest.fail("differs from its golden; run pytest --golden-update if that is meant\n" + self._diff(path, want, got))

    @staticmethod
    def _diff(path: pathlib.Path, want: bytes, got: bytes) -> str:
        before, after = (text.decode("utf-8", "replace").splitlines() for text in (want, got))
        lines = list(difflib.unified_diff(before, after, str(path), "rendered", lineterm=""))
        more = len(lines) - SHOWN_LINES
        return "\n".join(lines[:SHOWN_LINES] + (["... %d lines more" % more] if more > 0 else []))


@pytest.fixture
def chart_golden(request: pytest.FixtureRequest) -> ChartGolden:
    """Compares rendered charts with golden files; see chartrender.pytest_plugin."""
    module = request.path
    test = request.node.name if request.cls is None else "%s.%s" % (request.cls.__name__, request.node.name)
    return ChartGolden(module.parent / "golden" / module.stem, test, request.config.getoption("--golden-update"))
