"""What was found in the descriptions of an API, on its way to becoming declarations."""

from __future__ import annotations

from typing import Final

from api_stability.model.facts import NO_FACTS, Facts
from api_stability.model.ids import HttpId
from api_stability.model.symbols import Declaration, Location, Mark
from api_stability.readers.listed import ListedFile, ListedRequest, Report

_MOST_PARTS: Final = 500_000
"""Parts of an API that are looked at in one description; references may repeat each many times."""
_MOST_SYMBOLS: Final = 100_000
"""Symbols that one description may have."""


class TooMuchError(Exception):
    """A description that says more than anybody wrote; never reaches users."""


class Collector:
    """Takes the parts of one description, and counts them."""

    def __init__(self, request: ListedRequest, report: Report, file: ListedFile) -> None:
        self.source = request.source_id
        self.report = report
        self.found: list[Declaration] = []
        self._project = request.project
        self._file = file
        self._seen = 0

    def count(self) -> None:
        """Say that one more part is looked at; raises `TooMuchError`."""
        self._seen += 1
        if self._seen > _MOST_PARTS or len(self.found) > _MOST_SYMBOLS:
            raise TooMuchError

    def add(
        self,
        symbol: HttpId,
        kind: str,
        *,
        file: ListedFile,
        line: int,
        marks: tuple[Mark, ...] = (),
        enclosing: str | None = None,
        alias: HttpId | None = None,
        facts: dict[str, str] | None = None,
        summary: str | None = None,
        public: bool = True,
    ) -> None:
        """One symbol; what is added twice is joined later."""
        self.found.append(
            Declaration(
                id=str(symbol),
                surface="http",
                kind=kind,
                project=self._project,
                public=public,
                aliases=(str(alias),) if alias is not None else (),
                enclosing=enclosing,
                marks=marks,
                locations=(Location(source=self.source, file=file.name, line=line),),
                facts=Facts(facts) if facts else NO_FACTS,
                summary=summary,
            )
        )
