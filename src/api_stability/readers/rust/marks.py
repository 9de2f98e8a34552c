"""Attributes and documentation to marks.

Source of the rules: The Rust Reference, "Diagnostics attributes" (``deprecated``), and the standard
library's ``#[stable]`` and ``#[unstable]``, which other crates have macros for.
"""

from __future__ import annotations

from typing import Final

from api_stability.model.symbols import Mark
from api_stability.readers.listed import ListedFile, Report
from api_stability.readers.prose import Note, read_note
from api_stability.readers.rust.attributes import Given, Marker
from api_stability.readers.rust.docmarks import read_doc_marks
from api_stability.readers.rust.meta import Meta

_NONE: Final = frozenset({"none", ""})
"""``issue = "none"``: there is none."""


class MarkReader:
    """The marks of one source."""

    def __init__(self, source: str, report: Report) -> None:
        self._source = source
        self._report = report
        self._unclear: set[tuple[str, int]] = set()

    def read(
        self, given: Given, doc: str, doc_line: int, file: ListedFile, name: str
    ) -> tuple[Mark, ...]:
        """What attributes and documentation of one item say, the attributes first.

        Where an attribute deprecates, what the documentation says of that is no second mark.
        """
        if not given.markers and not doc and not given.doc:
            return ()
        marks = [self._from_attribute(each, file) for each in given.markers]
        text = "\n\n".join(filter(None, (doc, given.doc)))
        if text:
            found, unclear = read_doc_marks(
                text,
                source=self._source,
                file=file.name,
                line=doc_line or given.doc_line or 1,
                name=name,
            )
            deprecated = any(mark.deprecates for mark in marks)
            marks += [each for each in found if not (deprecated and each.deprecates)]
            if unclear:
                self._say_unclear(file, doc_line, name)
        return tuple(marks)

    def _say_unclear(self, file: ListedFile, line: int, name: str) -> None:
        message = (
            f"has a section about the stability of {name} that says no level; begin it with the "
            "level's name"
        )
        self._report.unresolved("unclear-stability-section", file, message, line)

    def _from_attribute(self, marker: Marker, file: ListedFile) -> Mark:
        meta = marker.meta
        if meta.name in {"deprecated", "rustc_deprecated"}:
            return self._deprecated(marker, file)
        issue = _value(meta, "issue")
        unresolved = _unresolved(meta, {"feature": "feature", "issue": "issue", "reason": "reason"})
        self._say_unresolved(unresolved, marker, file)
        return Mark(
            source=self._source,
            form="attribute",
            name=f"#[{meta.path}]",
            raw_level=meta.name,
            reason=_value(meta, "reason"),
            since=_value(meta, "since"),
            gate=marker.gate,
            issue=None if issue in _NONE else issue,
            feature=_value(meta, "feature"),
            unresolved=unresolved,
            file=file.name,
            line=marker.line,
        )

    def _deprecated(self, marker: Marker, file: ListedFile) -> Mark:
        meta = marker.meta
        reason = meta.value or _value(meta, "note") or _value(meta, "reason")
        note = read_note(reason) if reason else Note()
        suggestion = _value(meta, "suggestion")
        unresolved = _unresolved(
            meta, {"note": "reason", "reason": "reason", "since": "since", "": "reason"}
        )
        self._say_unresolved(unresolved, marker, file)
        return Mark(
            source=self._source,
            form="attribute",
            name=f"#[{meta.path}]",
            deprecates=True,
            reason=reason,
            since=_value(meta, "since"),
            removal=note.removal,
            alternatives=(suggestion,) if suggestion else note.alternatives,
            gate=marker.gate,
            unresolved=unresolved,
            file=file.name,
            line=marker.line,
        )

    def _say_unresolved(
        self, unresolved: tuple[str, ...], marker: Marker, file: ListedFile
    ) -> None:
        for each in unresolved:
            message = f"says in #[{marker.meta.path}] what only the compiler knows ({each})"
            self._report.unresolved("unresolved-argument", file, message, marker.line)


def _value(meta: Meta, name: str) -> str | None:
    item = meta.get(name)
    return item.value if item is not None else None


def _unresolved(meta: Meta, roles: dict[str, str]) -> tuple[str, ...]:
    """``role: source text`` of what is no literal."""
    found = [f"{roles['']}: {meta.unresolved}"] if meta.unresolved and "" in roles else []
    found += [
        f"{roles[item.path]}: {item.unresolved}"
        for item in meta.items or ()
        if item.unresolved is not None and item.path in roles
    ]
    return tuple(found)
