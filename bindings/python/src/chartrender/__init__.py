"""Renders Helm charts as Helm does, without Helm.

    from chartrender import Chart

    chart = Chart.load("./mychart")
    print(chart.render({"replicas": 3}, release="web").text)
"""

from ._host import Cancel
from ._library import lib as _lib
from .batch import Job, Outcome, render_many
from .chart import Chart, Finding, Manifest, Origin, Release, Result, yaml_to_object
from .errors import (
    CancelledError,
    ChartError,
    FileError,
    Frame,
    LimitError,
    LoadError,
    ManifestError,
    SchemaError,
    TemplateError,
    UsageError,
    ValuesError,
)

__version__: str = _lib.cr_version().copy().decode()

__all__ = [
    "Cancel", "CancelledError", "Chart", "ChartError", "FileError", "Finding", "Frame", "Job", "LimitError", "LoadError",
    "Manifest", "ManifestError", "Origin", "Outcome", "Release", "Result", "SchemaError", "TemplateError", "UsageError", "ValuesError",
    "__version__", "render_many", "yaml_to_object",
]
