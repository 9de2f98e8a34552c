"""The content of Rust files, as the process that parses reads it."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 16 * 1024 * 1024
"""A larger file is data, or made by a program."""


class UnparsedError(Exception):
    """Why a file was not parsed; never reaches users. ``code`` is a diagnostic's."""

    def __init__(self, code: str, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line


def read_content(path: Path) -> bytes:
    """The content of a Rust file, which is UTF-8; raises `UnparsedError`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnparsedError("not-a-file", "is no regular file")
        if status.st_size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            raise UnparsedError("too-large", f"is larger than {limit} MiB and is not read")
        data = path.read_bytes()
    except OSError as error:
        raise UnparsedError("unreadable-file", f"cannot be read: {error.strerror}") from None
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"is no UTF-8 text: byte {data[error.start]:#x} in line {line}"
        raise UnparsedError("undecodable-file", message, line) from None
    return data
