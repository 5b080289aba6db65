"""Charts and what they render to."""

from __future__ import annotations

import ctypes
import dataclasses
import datetime
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Union

from . import _library
from ._host import Cancel, Functions, Host, Log, Lookup, check, files_of
from ._library import Handle, lib
from .errors import new_error

# One source of values: a mapping, YAML as text or bytes, or the path of a YAML file.
Values = Union[Mapping[str, Any], str, bytes, "os.PathLike[str]"]


@dataclasses.dataclass(frozen=True)
class Release:
    """What templates see as .Release."""

    name: str = "release-name"
    namespace: str = "default"
    revision: int = 1
    upgrade: bool = False


@dataclasses.dataclass(frozen=True)
class Finding:
    """What a schema says about values."""

    severity: str
    rule: str
    message: str
    file: str
    line: int
    column: int


def yaml_to_object(yaml: str | bytes) -> Any:
    """A YAML document as Kubernetes' tools read it."""
    raw = yaml.encode("utf-8", "surrogateescape") if isinstance(yaml, str) else yaml
    return json.loads(_text_call(lib.cr_yaml_to_json, raw, len(raw)))


def _text_call(function: Any, *arguments: Any, hosts: tuple[Host | None, ...] = ()) -> bytes:
    text, error = Handle(lib.cr_text_free), new_error()
    check(function(*arguments, text.out, error.out), error, *hosts)
    copied: bytes = lib.cr_text_bytes(text.pointer).copy()
    return copied


@dataclasses.dataclass(frozen=True)
class Origin:
    """Where a line comes from: a template line, and the line outside of all definitions that included it, if one did."""

    file: str  # "chart/templates/_helpers.tpl"
    line: int
    caller: Origin | None = None


class Manifest:
    """One rendered document."""

    def __init__(self, result: Handle, index: int) -> None:
        self._result, self._index = result, index

    def _field(self, field: int) -> str:
        value: str = lib.cr_result_field(self._result.pointer, self._index, field).text()
        return value

    @property
    def section(self) -> str:
        """ "manifest", "hook", "crd"; "template" with templates_only."""
        return self._field(_library.SECTION)

    @property
    def path(self) -> str:
        """Of the template: "chart/templates/x.yaml"."""
        return self._field(_library.PATH)

    @property
    def text(self) -> str:
        return self._field(_library.TEXT)

    @property
    def api_version(self) -> str:
        return self._field(_library.API_VERSION)

    @property
    def kind(self) -> str:
        return self._field(_library.KIND)

    @property
    def name(self) -> str:
        return self._field(_library.NAME)

    @property
    def events(self) -> tuple[str, ...]:
        """Of a hook: "pre-install", "test", ..."""
        return tuple(filter(None, self._field(_library.EVENTS).split(",")))

    @property
    def delete_policies(self) -> tuple[str, ...]:
        return tuple(filter(None, self._field(_library.DELETE_POLICIES).split(",")))

    @property
    def weight(self) -> int:
        return int(self._field(_library.WEIGHT) or 0)

    @cached_property
    def origins(self) -> tuple[Origin | None, ...]:
        """Of each line of `text`, when the render was asked for `origins`. None: not known, as of blank lines."""
        count = ctypes.c_size_t()
        start = lib.cr_result_origins(self._result.pointer, self._index, ctypes.byref(count))
        if not start:
            return ()
        files = [lib.cr_result_origin_file(self._result.pointer, i).text()
                 for i in range(lib.cr_result_origin_file_count(self._result.pointer))]
        rows = _library.ORIGIN.iter_unpack(ctypes.string_at(start, count.value * _library.ORIGIN.size))
        return tuple(
            Origin(files[file], line, Origin(files[caller], caller_line) if caller_line else None) if line else None
            for file, line, caller, caller_line in rows)

    @cached_property
    def object(self) -> Any:
        """The document parsed, as Kubernetes' tools read it. Raises ValuesError for what is not YAML."""
        return yaml_to_object(self.text)

    def __repr__(self) -> str:
        return "<Manifest %s %s/%s>" % (self.path, self.kind, self.name)


class Result(Sequence[Manifest]):
    """What a render gave: a sequence of its documents, CRDs first, then manifests in Helm's install order, then hooks."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._text: str | None = None

    @property
    def text(self) -> str:
        """What `helm template` prints. Bytes that are not UTF-8 are surrogates (see os.fsencode)."""
        if self._text is None:
            self._text = lib.cr_result_text(self._handle.pointer).text()
        return self._text

    @property
    def data(self) -> bytes:
        """The same as it is."""
        copied: bytes = lib.cr_result_text(self._handle.pointer).copy()
        return copied

    @property
    def notes(self) -> str:
        notes: str = lib.cr_result_notes(self._handle.pointer).text()
        return notes

    @property
    def objects(self) -> list[Any]:
        """Every document parsed."""
        return [manifest.object for manifest in self]

    def __len__(self) -> int:
        return int(lib.cr_result_count(self._handle.pointer))

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError("there are %d documents" % len(self))
        return Manifest(self._handle, index % len(self))

    def __iter__(self) -> Iterator[Manifest]:
        return (Manifest(self._handle, i) for i in range(len(self)))

    def __str__(self) -> str:
        return self.text


def _nanoseconds(now: int | datetime.datetime) -> int:
    if isinstance(now, int):
        return now
    if now.tzinfo is None:
        raise ValueError("now: a time with a zone is needed")
    return int((now - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)) / datetime.timedelta(microseconds=1)
               ) * 1000


def _values_source(source: Values, files: dict[str, bytes]) -> dict[str, str]:
    if isinstance(source, dict):
        return {"json": _to_json(source)}
    if isinstance(source, str):
        return {"yaml": source}
    if isinstance(source, bytes):  # goes the way of files, which may hold any bytes
        name = "values-%d" % len(files)
        files[name] = source
        return {"file": name}
    if isinstance(source, os.PathLike):
        return {"file": os.fspath(source)}
    if isinstance(source, Mapping):
        return {"json": _to_json(dict(source))}
    raise TypeError("values: a mapping, YAML as text or bytes, or a path is needed, not %s" % type(source).__name__)


_to_json = json.JSONEncoder(allow_nan=False, separators=(",", ":")).encode


def _encode_options(options: Mapping[str, Any]) -> bytes:
    try:
        return _to_json(options).encode()
    except (ValueError, RecursionError) as error:
        raise ValueError("options: %s" % error) from None


class Request:
    """Arguments of Chart.render as the library takes them."""

    def __init__(  # noqa: PLR0913
        self,
        values: Values | Sequence[Values] = (),
        *,
        release: Release | str | Mapping[str, Any] | None = None,
        namespace: str | None = None,
        set: Sequence[str] = (),
        set_string: Sequence[str] = (),
        set_json: Sequence[str] = (),
        set_file: Sequence[str] = (),
        set_literal: Sequence[str] = (),
        lookup: Lookup | str | bytes | None = None,
        log: Log | None = None,
        cancel: Cancel | None = None,
        now: int | datetime.datetime | None = None,
        **options: Any,
    ) -> None:
        files: dict[str, bytes] = {}
        sources = [_values_source(source, files) for source in (values if isinstance(values, (list, tuple)) else (values,))]
        if set_json or set or set_string or set_file or set_literal:
            for key, arguments in (("set_json", set_json), ("set", set), ("set_string", set_string),
                                   ("set_file", set_file), ("set_literal", set_literal)):
                if isinstance(arguments, (str, bytes)):
                    raise TypeError("%s: a list of texts is needed" % key)
                sources += [{key: argument} for argument in arguments]
        if isinstance(release, Release):
            options["release"] = dataclasses.asdict(release)
        elif isinstance(release, str):
            options["release"] = {"name": release}
        elif release is not None:
            options["release"] = dict(release)
        if namespace is not None:
            options["release"] = {**options.get("release", {}), "namespace": namespace}
        if now is not None:
            options["now"] = _nanoseconds(now)
        if sources:
            options["values"] = sources
        self.options = _encode_options({key: value for key, value in options.items() if value is not None})
        self.host: Host | None = None
        if files or lookup or log or cancel or set_file or any("file" in source for source in sources):
            self.host = Host()
            self._fill(self.host, files, lookup, log, cancel)

    @staticmethod
    def _fill(host: Host, files: dict[str, bytes], lookup: Lookup | str | bytes | None, log: Log | None,
              cancel: Cancel | None) -> None:
        if files:
            host.set_files(files_of(files))
        if isinstance(lookup, (str, bytes)):
            host.set_objects(lookup)
        elif lookup is not None:
            host.set_lookup(lookup)
        if log is not None:
            host.set_log(log)
        if cancel is not None:
            host.set_cancel(cancel)

    @property
    def arguments(self) -> tuple[Any, ...]:
        return self.options, len(self.options), self.host.pointer if self.host else None


class Chart:
    """A loaded chart: immutable, and shared by any number of threads."""

    def __init__(self, handle: Handle, host: Host | None) -> None:
        self._handle = handle
        self._host = host  # its functions live as long as the chart
        metadata = json.loads(lib.cr_chart_metadata(handle.pointer).copy())
        self.name: str = metadata["name"]
        self.version: str = metadata["version"]
        self.app_version: str = metadata["app_version"]
        self.description: str = metadata["description"]
        self.type: str = metadata["type"]
        self.deprecated: bool = metadata["deprecated"]

    @classmethod
    def load(
        cls,
        source: str | os.PathLike[str] | bytes | Mapping[str, str | bytes],
        *,
        dialect: str = "helm4",
        detect_version: bool = True,
        limits: Mapping[str, int] | None = None,
        functions: Functions | None = None,
        log: Log | None = None,
    ) -> Chart:
        """Loads a chart folder or archive by its path, an archive from its bytes, or files by their paths in the chart.

        `functions` are callable in templates beside Helm's, with arguments and results as JSON has them; `dialect` is
        "helm4" or "helm3". Raises LoadError, FileError, ValuesError or LimitError with Helm's text.
        """
        options: dict[str, Any] = {"dialect": dialect, "detect_version": detect_version}
        if limits is not None:
            options["limits"] = dict(limits)
        host = None
        if functions or log:
            host = Host()
            for name, function in (functions or {}).items():
                host.add_function(name, function)
            if log is not None:
                host.set_log(log)
        raw = _encode_options(options)
        chart, error = Handle(lib.cr_chart_free), new_error()
        tail = (raw, len(raw), host.pointer if host else None, chart.out, error.out)
        if isinstance(source, bytes):
            status = lib.cr_chart_load_archive(source, len(source), *tail)
        elif isinstance(source, (str, os.PathLike)):
            path = os.fsencode(source)
            status = lib.cr_chart_load_path(path, len(path), *tail)
        elif isinstance(source, Mapping):
            files = files_of(source)
            status = lib.cr_chart_load_files(files.pointer, *tail)
        else:
            raise TypeError("a path, the bytes of an archive or a mapping of files is needed, not %s" % type(source).__name__)
        check(status, error, host)
        return cls(chart, host)

    def render(self, values: Values | Sequence[Values] = (), **arguments: Any) -> Result:
        """Renders the chart as `helm template` does.

        values       a mapping, YAML as text or bytes, a path (os.PathLike), or a list of these; later ones win
        set, set_string, set_json, set_file, set_literal   lists of what follows Helm's flags of these names
        release      its name, a Release, or a mapping of its fields; `namespace` beside it
        kube_version, api_versions, include_crds, skip_schema_validation, strict, lint_mode, sub_notes, all_errors,
        templates_only, hooks, tests, show_only, origins, encrypted_values, seed, time_zone, limits   see chartrender.h
        now          a datetime with a zone, or nanoseconds since 1970
        lookup       answers `lookup(api_version, kind, namespace, name)` with an object or None; or manifests as text
        log          called with level, message and attributes of each line of Helm's log
        cancel       a Cancel

        Raises a ChartError; what a callback raises is raised here.
        """
        request = Request(values, **arguments)
        result, error = Handle(lib.cr_result_free), new_error()
        status = lib.cr_chart_render(self._handle.pointer, *request.arguments, result.out, error.out)
        check(status, error, request.host, self._host)
        return Result(result)

    def validate(self, values: Values | Sequence[Values] = (), **arguments: Any) -> list[Finding]:
        """The values against the schemas of the chart and its subcharts; an empty list: they are met."""
        request = Request(values, **arguments)
        raw = _text_call(lib.cr_chart_validate, self._handle.pointer, *request.arguments,
                         hosts=(request.host, self._host))
        return [Finding(**finding) for finding in json.loads(raw)]

    def values(self, values: Values | Sequence[Values] = (), **arguments: Any) -> dict[str, Any]:
        """The values as templates see them: the chart's own with `values` merged in."""
        request = Request(values, **arguments)
        raw = _text_call(lib.cr_chart_values, self._handle.pointer, *request.arguments,
                         hosts=(request.host, self._host))
        merged: dict[str, Any] = yaml_to_object(raw)
        return merged

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The chart's files as loaded, subcharts' included; Chart.load takes them again."""
        count = lib.cr_chart_file_count(self._handle.pointer)
        return {lib.cr_chart_file_path(self._handle.pointer, i).text():
                lib.cr_chart_file_data(self._handle.pointer, i).copy() for i in range(count)}

    @cached_property
    def schema(self) -> dict[str, Any] | None:
        """The chart's own values.schema.json; None when it has none."""
        raw = self.files.get("values.schema.json")
        return None if raw is None else json.loads(raw)

    def __repr__(self) -> str:
        return "<Chart %s %s>" % (self.name, self.version)
