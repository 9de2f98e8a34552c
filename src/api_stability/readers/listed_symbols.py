"""Declarations and marks of what stands in one listed file, with source, project and file."""

from __future__ import annotations

from collections.abc import Mapping

from api_stability.model.facts import Facts
from api_stability.model.symbols import Declaration, Form, Location, Mark
from api_stability.readers.description_marks import read_description_marks
from api_stability.readers.listed import ListedFile, ListedRequest
from api_stability.readers.prose import read_note


class FileSymbols:
    """Makes the declarations and marks of one file, for a reader that knows what they are."""

    def __init__(self, request: ListedRequest, file: ListedFile) -> None:
        self._request = request
        self._file = file

    def declare(
        self,
        symbol_id: object,
        kind: str,
        line: int,
        *,
        public: bool = True,
        enclosing: object = None,
        marks: tuple[Mark, ...] = (),
        facts: Mapping[str, str | None] | None = None,
        summary: str | None = None,
    ) -> Declaration:
        """One symbol in *line*; ids as text or values, facts that are ``None`` left out."""
        source = self._request.source_id
        known = {key: value for key, value in (facts or {}).items() if value is not None}
        return Declaration(
            id=str(symbol_id),
            surface=self._request.surface,
            kind=kind,
            project=self._request.project,
            public=public,
            enclosing=None if enclosing is None else str(enclosing),
            marks=marks,
            locations=(Location(source=source, file=self._file.name, line=line),),
            facts=Facts(known),
            summary=summary,
        )

    def level(self, form: Form, name: str, raw_level: str, line: int) -> Mark:
        """The mark of something that says a level."""
        return Mark(
            source=self._request.source_id,
            form=form,
            name=name,
            raw_level=raw_level,
            file=self._file.name,
            line=line,
        )

    def deprecation(
        self,
        name: str,
        line: int,
        *,
        reason: str | None = None,
        text: str | None = None,
        since: str | None = None,
        alternatives: tuple[str, ...] = (),
    ) -> Mark:
        """The mark of the field *name*, which says deprecation.

        Since, removal and replacement that are not given are those that *reason*, or else *text*,
        says.
        """
        note = read_note(reason or text or "")
        return Mark(
            source=self._request.source_id,
            form="field",
            name=name,
            deprecates=True,
            reason=reason,
            since=since or note.since,
            removal=note.removal,
            alternatives=alternatives or note.alternatives,
            file=self._file.name,
            line=line,
        )

    def said(
        self,
        text: str | None,
        form: Form,
        line: int,
        *names: str,
        lines: tuple[int, ...] = (),
    ) -> tuple[Mark, ...]:
        """The marks that a description makes of what has one of *names*.

        *lines*: where each line of *text* stands in the file; without it, all of it in *line*.
        """
        if text is None:
            return ()
        return read_description_marks(
            text,
            source=self._request.source_id,
            form=form,
            file=self._file.name,
            line=line,
            names=names,
            lines=lines,
        )
