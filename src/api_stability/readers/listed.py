"""Sources that are lists of files: finding them, reading their text, and what goes wrong."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import msgspec
from msgspec import Meta

from api_stability.model.codec import encodable
from api_stability.model.errors import UserError
from api_stability.model.ids import Surface
from api_stability.model.inventory import Diagnostic, Grade, Reading, Source
from api_stability.model.patterns import match_any
from api_stability.model.symbols import Declaration
from api_stability.readers.joining import join_declarations, keep_marked
from api_stability.readers.registry import Progress, SourceContext

MAX_BYTES: Final = 16 * 1024 * 1024
"""A larger file is data, not a description that anybody maintains."""


class ListedSource(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    """``[[sources]]`` of a surface that is described in files."""

    files: Annotated[
        tuple[str, ...],
        Meta(description="Files, or patterns with * and **, relative to this file", min_length=1),
    ]
    include: Annotated[tuple[str, ...], Meta(description="Only symbols that match")] = ()
    exclude: Annotated[tuple[str, ...], Meta(description="No symbols that match")] = ()


class ListedRequest(msgspec.Struct, frozen=True, kw_only=True):
    """All that reading listed files needs; readers add what they need besides."""

    source_id: str
    surface: Surface
    project: str
    root: Path
    files: tuple[str, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    marked_only: bool = False
    """Only symbols with a mark, and what is inside of them."""


def list_request(options: ListedSource, context: SourceContext, surface: Surface) -> ListedRequest:
    """Check the options; raise `UserError` for a file that is named and not there."""
    check_files(options.files, context)
    return ListedRequest(
        source_id=f"{surface}:" + ",".join(options.files),
        surface=surface,
        project=context.project,
        root=context.root,
        files=options.files,
        include=options.include,
        exclude=options.exclude,
        marked_only=context.marked_only,
    )


class ListedFile(msgspec.Struct, frozen=True, order=True):
    """One file of a source."""

    name: str
    """Relative to the source's root, with ``/``."""
    path: Path


class UnreadableFileError(Exception):
    """A file that cannot be read; never reaches users. ``code`` is a diagnostic's."""

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line


def check_files(patterns: Iterable[str], context: SourceContext) -> None:
    """Raise `UserError` for a plain name that is no file; a pattern need not match anything."""
    for index, pattern in enumerate(patterns):
        if not glob.has_magic(pattern) and not (context.root / pattern).is_file():
            raise UserError(
                f"there is no file {pattern!r}",
                where=context.where,
                key=f"{context.key}.files[{index}]",
            )


def find_listed(root: Path, patterns: Iterable[str]) -> tuple[ListedFile, ...]:
    """The regular files that *patterns* name, each once, sorted by name.

    ``**`` follows no links to folders (where they lead is listed by its own name) and, like every
    pattern, enters no folder whose name begins with a dot.
    """
    found: dict[str, Path] = {}
    for pattern in patterns:
        for name in _expand(root, pattern):
            path = root / name
            if _is_regular(path):
                shown = encodable(os.path.normpath(name).replace(os.sep, "/"))
                found.setdefault(shown, path)
    return tuple(sorted(ListedFile(name, path) for name, path in found.items()))


def _expand(root: Path, pattern: str) -> Iterator[str]:
    if not glob.has_magic(pattern):
        return iter((pattern,))
    if "**" not in Path(pattern).parts:
        return iter(glob.glob(pattern, root_dir=root))  # noqa: PTH207 - absolute patterns too
    head, _, tail = pattern.partition("**")
    return _descend(root, head, tail.lstrip("/") or "*")


def _descend(root: Path, head: str, tail: str) -> Iterator[str]:
    # glob follows links to folders below **, also in circles
    starts = glob.glob(head, root_dir=root) if head else ["."]  # noqa: PTH207
    for start in starts:
        for folder, folders, _files in os.walk(root / start):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            inside = os.path.relpath(folder, root)
            yield from _expand(root, os.path.join(glob.escape(inside), tail))  # noqa: PTH118


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def read_text(file: ListedFile, *, limit: int = MAX_BYTES) -> str:
    """The text of *file*: UTF-8, or what a byte-order mark says; raises `UnreadableFileError`."""
    try:
        if file.path.stat().st_size > limit:
            message = f"is larger than {limit // 1024 // 1024} MiB; leave it out of `files`"
            raise UnreadableFileError("too-large", message, 1)
        data = file.path.read_bytes()
    except OSError as error:
        raise UnreadableFileError("unreadable-file", f"cannot be read: {error.strerror}") from None
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        named = "UTF-16" if encoding == "utf-16" else "UTF-8"
        message = f"is no {named} text: byte {data[error.start]:#x} in line {line}"
        raise UnreadableFileError("undecodable-file", message, line) from None


class Report:
    """What a reader of listed files has to say, with the source's id filled in."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.diagnostics: set[Diagnostic] = set()

    def incomplete(
        self, code: str, file: ListedFile | None, message: str, line: int | None = None
    ) -> None:
        """Something may be missing from the inventory. *message* follows the file's name."""
        self._add("incomplete", code, file, message, line, None)

    def unresolved(
        self, code: str, file: ListedFile, message: str, line: int, symbol: str | None = None
    ) -> None:
        """A value could not be known."""
        self._add("unresolved", code, file, message, line, symbol)

    def note(
        self,
        code: str,
        file: ListedFile | None,
        message: str,
        line: int | None = None,
        symbol: str | None = None,
    ) -> None:
        """For information."""
        self._add("note", code, file, message, line, symbol)

    def _add(
        self,
        grade: Grade,
        code: str,
        file: ListedFile | None,
        message: str,
        line: int | None,
        symbol: str | None,
    ) -> None:
        name = file.name if file is not None else None
        self.diagnostics.add(
            Diagnostic(
                source=self._source,
                grade=grade,
                code=code,
                message=f"{name} {message}" if name else message,
                file=name,
                line=line,
                symbol=symbol,
            )
        )


FileReader: TypeAlias = Callable[[ListedFile, Report], Iterable[Declaration]]
"""Reads one file; what is the matter with it is said in the report."""


def read_listed(
    request: ListedRequest,
    read_file: FileReader,
    progress: Progress,
    files: tuple[ListedFile, ...] | None = None,
) -> Reading:
    """Read the files of *request*, or *files*; one that *read_file* fails on costs a diagnostic."""
    files = find_listed(request.root, request.files) if files is None else files
    report = Report(request.source_id)
    declarations: list[Declaration] = []
    for done, file in enumerate(files, start=1):
        try:
            declarations.extend(read_file(file, report))
        except Exception as error:  # noqa: BLE001 - one odd file must not cost the others
            message = f"cannot be analysed: {type(error).__name__}: {error}"
            report.incomplete("analysis-failed", file, message)
        progress(request.source_id, done, len(files))
    return make_reading(request, files, declarations, report)


def make_reading(
    request: ListedRequest,
    files: tuple[ListedFile, ...],
    declarations: Iterable[Declaration],
    report: Report,
) -> Reading:
    """Filter by ``include`` and ``exclude``, join what is one symbol, sort.

    No file at all makes the source incomplete.
    """
    if not files:
        named = ", ".join(request.files)
        report.incomplete("no-files", None, f"no file is named by {named}; correct `files`")
    asked = keep_marked(declarations) if request.marked_only else declarations
    kept = [each for each in asked if _is_wanted(request, each.id)]
    diagnostics = report.diagnostics
    return Reading(
        source=Source(
            id=request.source_id,
            surface=request.surface,
            project=request.project,
            root=".",
            complete=not any(each.grade == "incomplete" for each in diagnostics),
            files=len(files),
        ),
        declarations=join_declarations(kept),
        diagnostics=tuple(
            sorted(diagnostics, key=lambda d: (d.file or "", d.line or 0, d.code, d.message))
        ),
    )


def _is_wanted(request: ListedRequest, symbol_id: str) -> bool:
    if request.include and not match_any(request.include, symbol_id):
        return False
    return not match_any(request.exclude, symbol_id)
