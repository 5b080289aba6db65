"""Why the library refuses: one exception for each kind, all of them ChartError."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from ._library import Bytes, Handle, lib


@dataclasses.dataclass(frozen=True)
class Frame:
    """One level of a template error: which node of which template was evaluated. Lines count from 1, columns are
    byte offsets from 0, as Helm prints them."""

    file: str
    line: int
    column: int
    template: str
    node: str
    text: str


class ChartError(Exception):
    """An operation failed. The text is what Helm prints behind "Error: "."""

    code = "internal"
    message: str
    file: str | None  # the innermost known place
    line: int | None  # from 1
    column: int | None  # bytes from 0
    frames: tuple[Frame, ...]  # outermost first: how the templates include each other
    while_rendering: bool
    details: dict[str, Any]  # everything known, as chartrender.h lists it
    others: tuple[ChartError, ...]  # of all_errors

    def __init__(self, message: str, details: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        details = details or {}
        self.message, self.details = message, details
        self.file, self.line, self.column = details.get("file"), details.get("line"), details.get("column")
        self.frames = tuple(_frame(frame) for frame in details.get("frames", ()))
        self.while_rendering = details.get("while_rendering", False)
        self.others = tuple(error_of(other) for other in details.get("others", ()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.details)


class UsageError(ChartError, ValueError):
    """Bad arguments or options."""

    code = "usage"


class FileError(ChartError, OSError):
    """A file cannot be read."""

    code = "io"


class LoadError(ChartError):
    """The chart cannot be loaded."""

    code = "chart"


class ValuesError(ChartError):
    """Values cannot be read."""

    code = "values"


class SchemaError(ChartError):
    """Values do not meet values.schema.json, or that schema is broken."""

    code = "schema"


class TemplateError(ChartError):
    """A template does not parse or execute."""

    code = "template"


class ManifestError(ChartError):
    """A rendered document is not valid YAML."""

    code = "manifest"


class LimitError(ChartError):
    """A limit was reached."""

    code = "limit"


class CancelledError(ChartError):
    """Cancel.request was called."""

    code = "cancelled"


_CLASSES: dict[str, type[ChartError]] = {
    kind.code: kind
    for kind in (ChartError, UsageError, FileError, LoadError, ValuesError, SchemaError, TemplateError, ManifestError,
                 LimitError, CancelledError)
}


def _frame(frame: dict[str, Any]) -> Frame:
    return Frame(frame.get("file", ""), frame.get("line", 0), frame.get("column", 0), frame["template"], frame["node"],
                 frame["text"])


def error_of(details: dict[str, Any]) -> ChartError:
    return _CLASSES[details["code"]](details["message"], details)


def raised(error: Handle) -> ChartError:
    """The exception for an error of the library."""
    described: Bytes = lib.cr_error_json(error.pointer)
    raw = described.copy()
    if not raw:
        return LimitError("no memory")
    return error_of(json.loads(raw))


def new_error() -> Handle:
    return Handle(lib.cr_error_free)
