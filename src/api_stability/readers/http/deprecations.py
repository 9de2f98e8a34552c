"""What the keys and texts of one part of an API say about its deprecation, put together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TypeAlias

import msgspec

from api_stability.documents.nodes import Entry, Mapping, Node, Scalar, Sequence
from api_stability.model.symbols import Mark
from api_stability.model.versions import is_version, parse_date
from api_stability.readers.http.extensions import Role, find_inner_role
from api_stability.readers.http.markup import without_markup
from api_stability.readers.http.prose import find_notice
from api_stability.readers.listed import ListedFile, Report

Spell: TypeAlias = Callable[[str], str]
"""How the name of a replacement is written: as an id where it names something in the API."""


class Part(msgspec.Struct, frozen=True):
    """What is read: a part of a description, and who is told about it."""

    source: str
    report: Report
    file: ListedFile
    symbol: str | None
    spell: Spell

    def report_value(self, entry: Entry, expected: str) -> None:
        """Say that the value of *entry* is not what was *expected*."""
        said = repr(entry.value.text) if isinstance(entry.value, Scalar) else "a list or map"
        message = f"has {entry.key}: {said}; expected {expected}"
        self.report.unresolved("invalid-value", self.file, message, entry.line, self.symbol or None)


class Deprecating:
    """Takes one key after the other; what is said first counts."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._by: Entry | None = None
        self._reason: str | None = None
        self._since: str | None = None
        self._removal: tuple[str, Entry] | None = None
        self._alternatives: tuple[str, ...] = ()
        self._issue: str | None = None
        self._unresolved: tuple[str, ...] = ()

    @property
    def is_said(self) -> bool:
        """Whether something said that the part is deprecated."""
        return self._by is not None

    def say(self, entry: Entry) -> None:
        """It is deprecated: *entry* says so."""
        self._by = self._by or entry

    def take_flag(self, entry: Entry) -> None:
        """``deprecated: true``, which OpenAPI itself has."""
        truth = entry.value.truth if isinstance(entry.value, Scalar) else None
        if truth is None:
            self._part.report_value(entry, "true or false")
        elif truth:
            self.say(entry)

    def take_extension(self, entry: Entry, role: Role) -> None:
        """One ``x-…`` key that is about deprecation."""
        if role == "deprecated":
            self._take_deprecated(entry)
        else:
            if role in ("since", "reason") and text_of(entry.value):
                self.say(entry)
            self._take(entry, role)

    def _take_deprecated(self, entry: Entry) -> None:
        """``x-deprecated: …``: true, since when, why, or a map of all that."""
        value = entry.value
        if isinstance(value, Mapping):
            self.say(entry)
            for inner in value.entries:
                role = find_inner_role(inner.key)
                if role in ("since", "removal", "reason", "alternative", "issue"):
                    self._take(inner, role)
        elif isinstance(value, Scalar) and value.truth is not None:
            if value.truth:
                self.say(entry)
        elif text := text_of(value):
            self.say(entry)
            self._take(entry, "since" if _as_version(text) else "reason")

    def _take(self, entry: Entry, role: Role) -> None:
        if role == "alternative":
            self._alternatives += tuple(map(self._part.spell, _texts_of(entry.value)))
            return
        text = text_of(entry.value)
        if text is None:
            if not (isinstance(entry.value, Scalar) and entry.value.is_null):
                self._part.report_value(entry, "a text")
        elif role == "removal":
            self._take_removal(entry, text)
        elif role == "since":
            self._since = self._since or _as_version(text)
        elif role == "reason":
            self._reason = self._reason or without_markup(text)
        elif role == "issue":
            self._issue = self._issue or text

    def _take_removal(self, entry: Entry, text: str) -> None:
        removal = _as_version(text)
        if removal is None:
            self._unresolved += (f"removal: {text}",)
            self._part.report_value(entry, "a date like 2026-12-31 (RFC 3339), or a version")
        elif self._removal is None:
            self._removal = removal, entry

    def take_text(self, entry: Entry, text: str) -> None:
        """A description of what is deprecated: what it says fills in what no key said."""
        notice = find_notice(text)
        self._reason = self._reason or notice.text
        self._since = self._since or _as_version(notice.note.since or "")
        spelled = tuple(map(self._part.spell, notice.note.alternatives))
        self._alternatives = self._alternatives or spelled
        written = notice.note.removal
        if written is not None and self._removal is None:
            removal = _as_version(written)
            if removal is not None:
                self._removal = removal, entry
            else:
                self._unresolved += (f"removal: {written}",)

    def make_mark(self) -> Mark | None:
        """All of it as one mark; a removal of what is not deprecated is noted instead."""
        if self._by is None:
            if self._removal is not None:
                self._note_removal(*self._removal)
            return None
        is_prose = self._by.key in ("summary", "description")
        return Mark(
            source=self._part.source,
            form="docstring" if is_prose else "field",
            name=self._by.key,
            raw_level="deprecated",
            deprecates=True,
            reason=self._reason,
            since=self._since,
            removal=self._removal[0] if self._removal else None,
            alternatives=tuple(dict.fromkeys(self._alternatives)),
            issue=self._issue,
            unresolved=self._unresolved,
            file=self._part.file.name,
            line=self._by.line,
        )

    def _note_removal(self, removal: str, entry: Entry) -> None:
        message = (
            f"has {entry.key}: {removal} on what is not deprecated; "
            "add `deprecated: true` or remove it"
        )
        self._part.report.note(
            "removal-without-deprecation",
            self._part.file,
            message,
            entry.line,
            self._part.symbol or None,
        )


def text_of(node: Node | None) -> str | None:
    """The text of a scalar that has one."""
    if not isinstance(node, Scalar) or node.is_null or node.truth is not None:
        return None
    return node.text.strip() or None


def _texts_of(node: Node) -> tuple[str, ...]:
    """The texts of a scalar, or of what is in a list; a map names an operation or schema."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    texts = (_name_in(each) if isinstance(each, Mapping) else text_of(each) for each in nodes)
    return tuple(filter(None, texts))


def _name_in(node: Mapping) -> str | None:
    """What ``{operationId: …}``, ``{$ref: …}`` or ``{method: …, path: …}`` names."""
    method, path = node.text("method"), node.text("path")
    if method and path:
        return f"{method} {path}"
    keys = ("operationId", "operationRef", "$ref", "name", "path", "url")
    return next((text for key in keys if (text := node.text(key))), None)


def _as_version(text: str) -> str | None:
    """*text* as a version or a date; of RFC 3339's date and time the date. Else ``None``."""
    if parse_date(text) is None and re.fullmatch(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}\S*", text):
        try:
            dt.datetime.fromisoformat(text)
        except ValueError:
            return None
        return text[:10]
    return text if is_version(text) else None
