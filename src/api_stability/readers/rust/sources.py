"""Rust files to facts: what cannot be read becomes a diagnostic with file and line."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from api_stability.model.codec import encodable
from api_stability.readers.listed import ListedFile, Report
from api_stability.readers.rust.contents import UnparsedError
from api_stability.readers.rust.facts import FileFacts
from api_stability.readers.rust.process import ParserProcess


class Sources:
    """The files of one reading, each parsed at most once.

    *root* is the folder that file names are relative to. *said* tells what is read already.
    """

    def __init__(self, root: Path, parser: ParserProcess, report: Report) -> None:
        self._root = root
        self._parser = parser
        self._report = report
        self._read: dict[Path, FileFacts | None] = {}
        self._listed: dict[Path, ListedFile] = {}

    def __len__(self) -> int:
        return len(self._read)

    def listed(self, path: Path) -> ListedFile:
        """*path* with its name in marks and locations."""
        if path not in self._listed:
            name = os.path.relpath(path, self._root).replace(os.sep, "/")
            self._listed[path] = ListedFile(encodable(name), path)
        return self._listed[path]

    def read(self, path: Path) -> FileFacts | None:
        """What the file says; ``None`` where that is unknown, which was reported."""
        path = Path(os.path.normpath(path))
        if path not in self._read:
            self._read[path] = self._parse(self.listed(path))
        return self._read[path]

    def is_read(self, path: Path) -> bool:
        """Whether *path*, without ``..``, is a file that was read."""
        return path in self._read

    def expect(self, paths: Iterable[Path]) -> None:
        """Say which files will be read next."""
        unread = (Path(os.path.normpath(path)) for path in paths)
        self._parser.expect(path for path in unread if path not in self._read)

    def _parse(self, file: ListedFile) -> FileFacts | None:
        try:
            facts = self._parser.parse(file.path)
        except UnparsedError as error:
            self._report.incomplete(error.code, file, error.message, error.line)
            return None
        for problem in facts.problems:
            if problem.grade == "incomplete":
                self._report.incomplete(problem.code, file, problem.message, problem.line)
            else:
                self._report.unresolved(problem.code, file, problem.message, problem.line)
        return facts
