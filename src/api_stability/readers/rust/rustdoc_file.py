"""Rustdoc's JSON: one crate as one build of it was documented.

Source of the format: the documentation of the crate ``rustdoc-json-types``.
"""

from __future__ import annotations

import stat
from typing import Any, Final

import msgspec

from api_stability.readers.listed import ListedFile

MAX_BYTES: Final = 256 * 1024 * 1024
"""Of the standard library's crates the largest has a third of that."""
FIRST_FORMAT: Final = 57
HOW_TO_MAKE: Final = (
    "cargo +nightly rustdoc --lib -- -Z unstable-options --output-format json "
    "--document-hidden-items"
)


class RustdocError(Exception):
    """A file that cannot be used; never reaches users. ``code`` is a diagnostic's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Span(msgspec.Struct, frozen=True, gc=False):
    """Where something stands; what a macro makes stands where the macro is used."""

    filename: str
    begin: tuple[int, int]
    """Line and column, counted from 1."""


class Deprecation(msgspec.Struct, frozen=True, gc=False):
    """``#[deprecated]``."""

    since: str | None = None
    note: str | None = None


class Documented(msgspec.Struct, frozen=True):
    """One item of the index."""

    crate_id: int
    name: str | None
    span: Span | None
    visibility: str | dict[str, Any]
    docs: str | None
    attrs: list[str | dict[str, Any]]
    deprecation: Deprecation | None
    inner: dict[str, Any]

    @property
    def kind(self) -> str:
        """The one key of ``inner``."""
        return next(iter(self.inner), "")

    @property
    def detail(self) -> dict[str, Any]:
        """What ``inner`` says of that kind."""
        found = next(iter(self.inner.values()), None)
        return found if isinstance(found, dict) else {}


class Summary(msgspec.Struct, frozen=True, gc=False):
    """Where an item is defined, private modules included."""

    crate_id: int
    path: tuple[str, ...]


class _Content(msgspec.Struct, frozen=True):
    root: int
    index: dict[int, Documented]
    paths: dict[int, Summary]


class RustdocFile(msgspec.Struct, frozen=True):
    """What is used of one file."""

    file: ListedFile
    root: int
    index: dict[int, Documented]
    paths: dict[int, Summary]

    @property
    def crate(self) -> str:
        """The name of the crate, with underscores."""
        found = self.index.get(self.root)
        return (found.name or "") if found is not None else ""


class _Head(msgspec.Struct, frozen=True):
    format_version: int


def read_rustdoc(file: ListedFile) -> RustdocFile:
    """The content of *file*; raises `RustdocError`."""
    data = _content(file)
    try:
        version = msgspec.json.decode(data, type=_Head).format_version
        if version < FIRST_FORMAT:
            raise RustdocError(
                "rustdoc-format",
                f"has format {version} of rustdoc's JSON; {FIRST_FORMAT} and later are read: make "
                f"it with a newer compiler ({HOW_TO_MAKE})",
            )
        found = msgspec.json.decode(data, type=_Content)
    except msgspec.ValidationError as error:
        message = (
            f"is no JSON of rustdoc that is understood ({error}); formats from {FIRST_FORMAT} on "
            f"are read: make it with {HOW_TO_MAKE}"
        )
        raise RustdocError("rustdoc-format", message) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"is no JSON ({error}); make it again: {HOW_TO_MAKE}"
        raise RustdocError("bad-json", message) from None
    except RecursionError:
        raise RustdocError("too-deep", "is nested more deeply than rustdoc writes") from None
    return RustdocFile(file, found.root, found.index, found.paths)


def _content(file: ListedFile) -> bytes:
    try:
        status = file.path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise RustdocError("not-a-file", "is no regular file")
        if status.st_size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            raise RustdocError("too-large", f"is larger than {limit} MiB and is not read")
        return file.path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise RustdocError("unreadable-file", message) from None
