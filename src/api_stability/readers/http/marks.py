"""Marks of one part of an API: its ``deprecated``, its ``x-…`` keys, and what its texts say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from api_stability.documents.nodes import Entry, Mapping, Node, Scalar, Sequence
from api_stability.model.symbols import Mark
from api_stability.model.versions import is_version
from api_stability.readers.description_marks import read_description_marks
from api_stability.readers.http.deprecations import Deprecating, Part, Spell, text_of
from api_stability.readers.http.extensions import find_inner_role, find_role
from api_stability.readers.http.markup import without_markup
from api_stability.readers.labels import LABEL_WORDS
from api_stability.readers.listed import ListedFile, Report

_STABILITY_LEVELS: Final = ("draft", "alpha", "beta", "stable")
"""What ``x-stability-level`` may be; source: oasdiff, "API Stability Levels"."""
_SURE: Final = frozenset({"stability-level", "stability", "maturity-level", "maturity"})
"""Keys that are about nothing but levels; ``x-availability`` may be about regions."""
_LOOSE: Final = frozenset({"status"})
"""Keys that are about anything: of their values only words for levels and deprecation count."""
_WORDS: Final = frozenset((*LABEL_WORDS.levels, *LABEL_WORDS.deprecating, "draft"))


class MarkReader:
    """Reads the marks of the parts of one description."""

    def __init__(self, source: str, report: Report, spell: Spell) -> None:
        self._source = source
        self._report = report
        self._spell = spell

    def read(
        self, node: Mapping, file: ListedFile, symbol: str | None, name: str = ""
    ) -> tuple[Mark, ...]:
        """The marks of *node*, which is the symbol *symbol* and called *name*."""
        part = Part(self._source, self._report, file, symbol, self._spell)
        return tuple(_read_marks(part, node, name))


def is_hidden(node: Mapping) -> bool:
    """Whether *node* says that it is not for the public (``x-internal: true``)."""
    return any(
        isinstance(entry.value, Scalar)
        and entry.value.truth is True
        and (find_role(entry.key) or ("",))[0] == "hidden"
        for entry in node.entries
    )


def _read_marks(part: Part, node: Mapping, name: str) -> Iterator[Mark]:
    deprecating = Deprecating(part)
    yield from _read_keys(part, node, deprecating)
    yield from _read_texts(part, node, name, deprecating)
    mark = deprecating.make_mark()
    if mark is not None:
        yield mark


def _read_keys(part: Part, node: Mapping, deprecating: Deprecating) -> Iterator[Mark]:
    for entry in node.entries:
        if entry.key == "deprecated":
            deprecating.take_flag(entry)
        elif (found := find_role(entry.key)) is not None:
            role, word = found
            if role == "level":
                if word not in _LOOSE or _is_word(entry.value):
                    yield from _read_levels(part, entry, is_sure=word in _SURE)
            elif role == "flag":
                yield from _read_flag(part, entry, word.replace("-", " "))
            elif role != "hidden":
                deprecating.take_extension(entry, role)


def _read_texts(part: Part, node: Mapping, name: str, deprecating: Deprecating) -> Iterator[Mark]:
    # the description before the summary: it says more
    texts = sorted((e.key, e) for e in node.entries if e.key in ("summary", "description"))
    found = [
        (entry, without_markup(text))
        for _, entry in texts
        if (text := text_of(entry.value)) is not None
    ]
    for entry, text in found:
        for mark in read_description_marks(
            text,
            source=part.source,
            form="docstring",
            file=part.file.name,
            line=entry.line,
            names=(name,) if name else (),
        ):
            if mark.deprecates:
                deprecating.say(entry)
            else:
                yield mark
    if deprecating.is_said:
        for entry, text in found:
            deprecating.take_text(entry, text)


def _read_levels(part: Part, entry: Entry, *, is_sure: bool) -> Iterator[Mark]:
    """``x-stability: beta``; a list of words, or a map with one, means the same."""
    value = entry.value
    if isinstance(value, Mapping):
        levels = (each.value for each in value.entries if find_inner_role(each.key) == "level")
        value = next(levels, value)
    for each in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(each, Scalar) and each.is_null:
            continue
        word = text_of(each)
        if word is None or not re.search("[A-Za-z]", word):
            if is_sure:
                part.report_value(entry, "the name of a level")
        else:
            _check_word(part, entry, word)
            yield _mark(part, entry, word)


def _is_word(node: Node) -> bool:
    return (text_of(node) or "").casefold() in _WORDS


def _check_word(part: Part, entry: Entry, word: str) -> None:
    is_level = word.casefold() in LABEL_WORDS.levels  # any other word is reported by resolution
    if entry.key == "x-stability-level" and is_level and word not in _STABILITY_LEVELS:
        valid = ", ".join(_STABILITY_LEVELS)
        message = f"has {entry.key}: {word!r}; other tools know only {valid}"
        part.report.note("unusual-level", part.file, message, entry.line, part.symbol or None)


def _read_flag(part: Part, entry: Entry, word: str) -> Iterator[Mark]:
    """``x-beta: true``; a text is a reason, or names what has to be switched on."""
    value = entry.value
    if isinstance(value, Mapping):
        if value.truth("enabled") is not False and value.truth("value") is not False:
            inner = {find_inner_role(each.key): each.value for each in reversed(value.entries)}
            yield _mark(
                part,
                entry,
                word,
                reason=text_of(inner.get("reason")),
                since=_version(inner.get("since")),
            )
        return
    text = value.text.strip() if isinstance(value, Scalar) else ""
    if isinstance(value, Scalar) and (value.is_null or text.casefold() in ("false", "")):
        return
    if text.casefold() == "true":
        yield _mark(part, entry, word)
    elif re.search("[A-Za-z]", text):
        if re.search(r"\s", text):
            yield _mark(part, entry, word, reason=text)
        else:
            yield _mark(part, entry, word, gate=text)
    else:
        part.report_value(entry, "true, false, a text or a map")


def _version(node: Node | None) -> str | None:
    text = text_of(node)
    return text if text is not None and is_version(text) else None


def _mark(
    part: Part,
    entry: Entry,
    word: str,
    *,
    reason: str | None = None,
    since: str | None = None,
    gate: str | None = None,
) -> Mark:
    return Mark(
        source=part.source,
        form="field",
        name=entry.key,
        raw_level=word,
        reason=reason,
        since=since,
        gate=gate,
        file=part.file.name,
        line=entry.line,
    )
