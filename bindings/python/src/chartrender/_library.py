"""chartrender.h through ctypes: its functions, their types, and texts in both directions.

`CHARTRENDER_LIBRARY` names the library where it does not lie beside this file (a build that is not installed).
"""

from __future__ import annotations

import ctypes
import os
import pathlib
import struct
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int32, c_size_t, c_void_p
from typing import Any


class Bytes(ctypes.Structure):
    """cr_bytes: a text that belongs to a handle."""

    _fields_ = [("data", c_void_p), ("size", c_size_t)]

    def copy(self) -> bytes:
        return ctypes.string_at(self.data, self.size) if self.size else b""

    def text(self) -> str:
        """Output of templates may be any bytes: what is not UTF-8 survives as surrogates."""
        decoded: str = _decode(self.data, self.size, b"surrogateescape")
        return decoded


try:  # straight from the library's memory
    _decode: Any = ctypes.PYFUNCTYPE(ctypes.py_object, c_void_p, ctypes.c_ssize_t, c_char_p)(
        ("PyUnicode_DecodeUTF8", ctypes.pythonapi))
except AttributeError:  # an interpreter without CPython's interface

    def _decode(data: int, size: int, errors: bytes) -> str:
        return ctypes.string_at(data, size).decode("utf-8", errors.decode())


LOOKUP = CFUNCTYPE(None, c_void_p, Bytes, Bytes, Bytes, Bytes, c_void_p)
FUNCTION = CFUNCTYPE(None, c_void_p, Bytes, c_void_p)
READ = CFUNCTYPE(None, c_void_p, Bytes, c_void_p)
LOG = CFUNCTYPE(None, c_void_p, Bytes)

_OUT = POINTER(c_void_p)
_TEXT = (c_char_p, c_size_t)
_HANDLE = c_void_p
_CALL = (_HANDLE, *_TEXT, _HANDLE, _OUT, _OUT)  # chart, options, host, result, error

# Result and parameters of each function that is used; a test compares them with the header.
FUNCTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "cr_version": (Bytes, ()),
    "cr_error_status": (c_int32, (_HANDLE,)),
    "cr_error_message": (Bytes, (_HANDLE,)),
    "cr_error_json": (Bytes, (_HANDLE,)),
    "cr_error_free": (None, (_HANDLE,)),
    "cr_text_bytes": (Bytes, (_HANDLE,)),
    "cr_text_free": (None, (_HANDLE,)),
    "cr_files_new": (c_int32, (_OUT, _OUT)),
    "cr_files_add": (c_int32, (_HANDLE, *_TEXT, c_char_p, c_size_t, _OUT)),
    "cr_files_free": (None, (_HANDLE,)),
    "cr_reply_text": (None, (_HANDLE, *_TEXT)),
    "cr_reply_error": (None, (_HANDLE, *_TEXT)),
    "cr_host_new": (c_int32, (_OUT, _OUT)),
    "cr_host_set_files": (c_int32, (_HANDLE, _HANDLE, _OUT)),
    "cr_host_set_read": (c_int32, (_HANDLE, READ, c_void_p, _OUT)),
    "cr_host_set_lookup": (c_int32, (_HANDLE, LOOKUP, c_void_p, _OUT)),
    "cr_host_set_objects": (c_int32, (_HANDLE, _HANDLE, _OUT)),
    "cr_host_set_log": (c_int32, (_HANDLE, LOG, c_void_p, _OUT)),
    "cr_host_set_cancel": (c_int32, (_HANDLE, _HANDLE, _OUT)),
    "cr_host_add_function": (c_int32, (_HANDLE, *_TEXT, FUNCTION, c_void_p, _OUT)),
    "cr_host_free": (None, (_HANDLE,)),
    "cr_cancel_new": (c_int32, (_OUT, _OUT)),
    "cr_cancel_request": (None, (_HANDLE,)),
    "cr_cancel_free": (None, (_HANDLE,)),
    "cr_chart_load_path": (c_int32, (*_TEXT, *_TEXT, _HANDLE, _OUT, _OUT)),
    "cr_chart_load_archive": (c_int32, (*_TEXT, *_TEXT, _HANDLE, _OUT, _OUT)),
    "cr_chart_load_files": (c_int32, (_HANDLE, *_TEXT, _HANDLE, _OUT, _OUT)),
    "cr_chart_metadata": (Bytes, (_HANDLE,)),
    "cr_chart_file_count": (c_size_t, (_HANDLE,)),
    "cr_chart_file_path": (Bytes, (_HANDLE, c_size_t)),
    "cr_chart_file_data": (Bytes, (_HANDLE, c_size_t)),
    "cr_chart_free": (None, (_HANDLE,)),
    "cr_chart_render": (c_int32, _CALL),
    "cr_chart_values": (c_int32, _CALL),
    "cr_chart_validate": (c_int32, _CALL),
    "cr_kube_version": (c_int32, (*_TEXT, _OUT, _OUT)),
    "cr_yaml_to_json": (c_int32, (*_TEXT, _OUT, _OUT)),
    "cr_result_text": (Bytes, (_HANDLE,)),
    "cr_result_notes": (Bytes, (_HANDLE,)),
    "cr_result_count": (c_size_t, (_HANDLE,)),
    "cr_result_field": (Bytes, (_HANDLE, c_size_t, c_int32)),
    "cr_result_free": (None, (_HANDLE,)),
    "cr_result_origins": (c_void_p, (_HANDLE, c_size_t, POINTER(c_size_t))),
    "cr_result_origin_file_count": (c_size_t, (_HANDLE,)),
    "cr_result_origin_file": (Bytes, (_HANDLE, c_size_t)),
}

ORIGIN = struct.Struct("=IIII")  # cr_origin

SECTION, PATH, TEXT, API_VERSION, KIND, NAME, EVENTS, DELETE_POLICIES, WEIGHT = range(9)


def _open() -> ctypes.CDLL:
    beside = pathlib.Path(__file__).with_name("libchartrender_c.so")
    library = ctypes.CDLL(os.environ.get("CHARTRENDER_LIBRARY") or str(beside))  # calls release the GIL
    for name, (result, parameters) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, list(parameters)
    return library


lib = _open()


class Handle:
    """Owns one handle of the library and frees it with the last reference."""

    __slots__ = ("pointer", "_free")

    def __init__(self, free: Any) -> None:
        self.pointer = c_void_p()
        self._free = free

    @property
    def out(self) -> Any:
        return ctypes.byref(self.pointer)

    def __del__(self) -> None:
        if self.pointer:
            self._free(self.pointer)
