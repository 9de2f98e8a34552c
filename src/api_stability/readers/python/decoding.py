"""Reads one source file as Python's own tokenizer would decode it, or says why it cannot."""

from __future__ import annotations

import codecs
import io
import os
import re
import stat
import tokenize
from typing import Final

MAX_BYTES: Final = 8 * 1024 * 1024
"""No written module is this large; a larger file is reported instead of parsed."""
_CHUNK: Final = 64 * 1024
# nobody may ever write into a pipe that took the place of a file
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_COOKIE: Final = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_NO_SOURCE: Final = frozenset({"idna", "punycode"})
"""Codecs for names of hosts: nobody writes sources in them, and they take time by the square."""
_WIDE: Final = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SAVE: Final = "save it as UTF-8, or exclude it"


class UnreadableSourceError(Exception):
    """A file that cannot be read; ``code`` is a diagnostic's."""

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line


def read_bytes(path: str) -> bytes:
    """The file at *path*, or as much of it as shows that it is too large.

    Never waits for what is no file, whatever became of *path* since it was found. Raises
    `UnreadableSourceError`.
    """
    try:
        handle = os.open(path, _FLAGS)
        try:
            return _read_all(handle)
        finally:
            os.close(handle)
    except OSError as error:
        message = f"cannot be read: {error.strerror}; make it readable or exclude it"
        raise UnreadableSourceError("unreadable", message) from None


def _read_all(handle: int) -> bytes:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableSourceError("not-a-file", "is no regular file: remove or exclude it")
    data = os.read(handle, min(status.st_size, MAX_BYTES) + 1)
    # a file that is being written, or that the system makes up, has another size
    while len(data) <= MAX_BYTES and (len(data) != status.st_size or not data):
        more = os.read(handle, _CHUNK)
        if not more:
            break
        data += more
    return data


def decode_source(data: bytes) -> str:
    """Decode by byte-order mark or coding comment, else UTF-8; raises `UnreadableSourceError`."""
    if len(data) > MAX_BYTES:
        message = f"is larger than {MAX_BYTES // 1024 // 1024} MiB: not read; exclude it"
        raise UnreadableSourceError("too-large", message)
    for mark, name in _WIDE:
        if data.startswith(mark):
            message = f"is {name}, which Python does not read: {_SAVE}"
            raise UnreadableSourceError("bad-encoding", message, 1)
    if b"\r" in data:
        # before anything is looked for by lines, as Python does
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\0" in data:
        line = _line_of(data, data.index(b"\0"))
        message = "holds a null byte, so it is no source: repair or exclude it"
        raise UnreadableSourceError("null-bytes", message, line)
    encoding = _encoding_of(data)
    try:
        text = data.decode(encoding)
        if encoding not in {"utf-8", "utf-8-sig"}:
            text.encode()
    except UnicodeDecodeError as error:
        message = f"is not encoded as it says ({error.encoding}: {error.reason}); {_SAVE}"
        raise UnreadableSourceError("bad-encoding", message, _line_of(data, error.start)) from None
    except (LookupError, ValueError, TypeError) as error:
        # a codec that is not for text, or gives what is no character: "coding: rot13"
        message = f"cannot be decoded: {error}; {_SAVE}"
        raise UnreadableSourceError("bad-encoding", message, _cookie(data)[1]) from None
    if "\0" in text:
        message = "holds an encoded null byte, so it is no source: repair or exclude it"
        raise UnreadableSourceError(
            "null-bytes", message, text.count("\n", 0, text.index("\0")) + 1
        )
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _encoding_of(data: bytes) -> str:
    end = data.find(b"\n", data.find(b"\n") + 1)
    if b"coding" not in (data[:end] if end >= 0 else data) and not data.startswith(codecs.BOM_UTF8):
        return "utf-8"  # nearly all there are
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if codecs.lookup(encoding).name not in _NO_SOURCE:
            return encoding
    except (SyntaxError, LookupError):
        name, line = _cookie(data)
        if name is None:
            return "utf-8"  # the first lines are not: decoding all of it tells where
    else:
        name, line = _cookie(data)
    message = f"has a coding comment for {name!r}, which encodes no source: correct the comment"
    if data.startswith(codecs.BOM_UTF8):
        message = f"begins with a mark of UTF-8 and says that it is {name!r}: correct the comment"
    raise UnreadableSourceError("bad-encoding", message, line) from None


def _cookie(data: bytes) -> tuple[str | None, int]:
    """What the coding comment names, and its line."""
    for number, line in enumerate(data.split(b"\n", 2)[:2], 1):
        found = _COOKIE.match(line.removeprefix(codecs.BOM_UTF8))
        if found is not None:
            return found[1].decode("ascii"), number
    return None, 1


def _line_of(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
