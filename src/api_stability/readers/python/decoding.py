"""Reads one source file as Python's own tokenizer would decode it, or says why it cannot."""

from __future__ import annotations

import io
import os
import tokenize
from typing import Final

MAX_BYTES: Final = 8 * 1024 * 1024
"""No written module is this large; a larger file is reported instead of parsed."""


class UnreadableSourceError(Exception):
    """A file that cannot be read; ``code`` is a diagnostic's."""

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line


def read_source(path: str) -> str:
    """The text of the file at *path*; raises `UnreadableSourceError`."""
    return decode_source(read_bytes(path))


def read_bytes(path: str) -> bytes:
    """The file at *path*, or as much of it as shows that it is too large.

    Raises `UnreadableSourceError`.
    """
    try:
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - strings all the way: hot
            size = os.fstat(stream.fileno()).st_size
            return stream.read(min(size, MAX_BYTES) + 1)
    except OSError as error:
        raise UnreadableSourceError("unreadable", f"cannot be read: {error.strerror}") from None


def decode_source(data: bytes) -> str:
    """Decode by byte-order mark or coding comment, else UTF-8; raises `UnreadableSourceError`."""
    if len(data) > MAX_BYTES:
        message = f"larger than {MAX_BYTES // 1024 // 1024} MiB: not read; exclude it"
        raise UnreadableSourceError("too-large", message)
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise UnreadableSourceError("null-bytes", "holds a null byte: this is no source", line)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, LookupError) as error:
        raise UnreadableSourceError(
            "bad-encoding", f"its encoding is unknown: {error}", 1
        ) from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"is not encoded as it says ({error.encoding}): {error.reason}"
        raise UnreadableSourceError("bad-encoding", message, line) from None
    except (ValueError, TypeError) as error:
        # a codec that is not for text ("coding: rot13", "coding: zlib")
        raise UnreadableSourceError("bad-encoding", f"cannot be decoded: {error}", 1) from None
    # the text is compiled as text: universal newlines as the tokenizer would have made them
    return text.replace("\r\n", "\n").replace("\r", "\n")
