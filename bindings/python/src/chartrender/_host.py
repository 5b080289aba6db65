"""What a chart may ask of Python: files, objects of a cluster, functions, and a place for its log.

Callbacks run on the thread of the call. What they raise is kept, the library gets an error, and the call raises it.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping
from typing import Any, Union

from ._library import FUNCTION, LOG, LOOKUP, READ, Bytes, Handle, lib
from .errors import new_error, raised

Lookup = Callable[[str, str, str, str], Union[Mapping[str, Any], None]]
Log = Callable[[str, str, dict[str, str]], None]
Functions = Mapping[str, Callable[..., Any]]

_thread = threading.local()


def raise_pending() -> None:
    """Raises what a callback of this thread has raised since the last call."""
    pending: BaseException | None = getattr(_thread, "pending", None)
    _thread.pending = None
    if pending is not None:
        raise pending


def check(status: int, error: Handle, *hosts: Host | None) -> None:
    """Raises what became of a call that may have called back through `hosts`."""
    if any(hosts):
        raise_pending()
    if status != 0:
        raise raised(error)


def _keep(exception: BaseException, reply: int | None) -> None:
    if getattr(_thread, "pending", None) is None:
        _thread.pending = exception
    if reply is not None:
        text = ("%s: %s" % (type(exception).__name__, exception)).encode("utf-8", "replace")
        lib.cr_reply_error(reply, text, len(text))


def _answer(reply: int, make: Callable[[], bytes | None]) -> None:
    try:
        answer = make()
        if answer is not None:
            lib.cr_reply_text(reply, answer, len(answer))
    except BaseException as exception:  # noqa: B036: nothing may pass through the library
        _keep(exception, reply)


def _json(value: Any) -> bytes:
    return json.dumps(value, allow_nan=False).encode()


def _text(part: Bytes) -> str:
    return part.copy().decode("utf-8", "replace")


def _read_file(_user: int | None, path: Bytes, reply: int) -> None:
    name = path.copy()
    try:
        with open(os.fsdecode(name), "rb") as file:
            content = file.read()
        lib.cr_reply_text(reply, content, len(content))
    except OSError as exception:
        reason = (exception.strerror or "cannot be read").lower().encode()
        message = b"open " + name + b": " + reason
        lib.cr_reply_error(reply, message, len(message))
    except BaseException as exception:
        _keep(exception, reply)


class Host:
    """A cr_host with the callbacks that it needs to stay alive."""

    def __init__(self) -> None:
        self._handle = Handle(lib.cr_host_free)
        self._kept: list[Any] = []
        self._call(lib.cr_host_new, self._handle.out)
        self._set(lib.cr_host_set_read, READ(_read_file))

    @property
    def pointer(self) -> Any:
        return self._handle.pointer

    def _call(self, function: Any, *arguments: Any) -> None:
        error = new_error()
        check(function(*arguments, error.out), error)

    def _set(self, function: Any, callback: Any) -> None:
        self._kept.append(callback)
        self._call(function, self.pointer, callback, None)

    def set_files(self, files: Handle) -> None:
        self._kept.append(files)
        self._call(lib.cr_host_set_files, self.pointer, files.pointer)

    def set_objects(self, manifests: str | bytes) -> None:
        files = files_of({"lookup": manifests})
        self._call(lib.cr_host_set_objects, self.pointer, files.pointer)

    def set_lookup(self, lookup: Lookup) -> None:
        def answer(_user: int | None, api: Bytes, kind: Bytes, space: Bytes, name: Bytes, reply: int) -> None:
            def make() -> bytes | None:
                found = lookup(_text(api), _text(kind), _text(space), _text(name))
                return None if found is None else _json(found)

            _answer(reply, make)

        self._set(lib.cr_host_set_lookup, LOOKUP(answer))

    def set_log(self, log: Log) -> None:
        def tell(_user: int | None, record: Bytes) -> None:
            try:
                line = json.loads(record.copy())
                log(line["level"], line["message"], dict(line["attributes"]))
            except BaseException as exception:
                _keep(exception, None)

        self._set(lib.cr_host_set_log, LOG(tell))

    def set_cancel(self, cancel: Cancel) -> None:
        self._kept.append(cancel)
        self._call(lib.cr_host_set_cancel, self.pointer, cancel.handle.pointer)

    def add_function(self, name: str, function: Callable[..., Any]) -> None:
        def answer(_user: int | None, arguments: Bytes, reply: int) -> None:
            _answer(reply, lambda: _json(function(*json.loads(arguments.copy()))))

        callback = FUNCTION(answer)
        self._kept.append(callback)
        raw = name.encode("utf-8", "surrogatepass")
        self._call(lib.cr_host_add_function, self.pointer, raw, len(raw), callback, None)


class Cancel:
    """A request to stop renders; `request` may be called from any thread, once and for all."""

    def __init__(self) -> None:
        self.handle = Handle(lib.cr_cancel_free)
        error = new_error()
        check(lib.cr_cancel_new(self.handle.out, error.out), error)

    def request(self) -> None:
        lib.cr_cancel_request(self.handle.pointer)


def files_of(files: Mapping[str, str | bytes]) -> Handle:
    handle = Handle(lib.cr_files_free)
    error = new_error()
    check(lib.cr_files_new(handle.out, error.out), error)
    for path, data in files.items():
        if not isinstance(path, str) or not isinstance(data, (str, bytes)):
            raise TypeError("files: a mapping of paths to texts or bytes is needed, not %r: %s"
                            % (path, type(data).__name__))
        name = path.encode("utf-8", "surrogateescape")
        content = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
        check(lib.cr_files_add(handle.pointer, name, len(name), content, len(content), error.out), error)
    return handle
