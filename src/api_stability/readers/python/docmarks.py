"""Marks in docstrings: directives, sections and first words, each with what it is about.

A directive speaks about the parameter or member in whose description it stands; about the
documented object where it stands on its own, or in an admonition that does. Elsewhere (in a list,
a definition, a section on what is returned, a literal block) it speaks about nothing that has a
name here, and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from api_stability.markers.model import DocstringWords
from api_stability.readers.python.docsections import (
    MARKER,
    OBJECT,
    Entry,
    Header,
    Line,
    read_entry,
    read_field,
    read_header,
    split_lines,
)
from api_stability.readers.python.facts import DocMark
from api_stability.readers.python.vocabulary import docstring_needles

_DIRECTIVE: Final = re.compile(r"\.\. +(?P<name>[A-Za-z][\w.+:-]*?) ?::(?:\s+(?P<text>.*))?$")
_SPACED: Final = re.compile(r"\.\. ")
_CONTAINERS: Final = frozenset(
    {"note", "warning", "attention", "important", "caution", "danger", "hint", "tip", "error"}
    | {"admonition", "container", "rst-class", "only", "seealso", "topic"}
)
_VERSION: Final = re.compile(
    r"(?P<lead>(?i:(?:in|since|from|version|release|v\.)\s){0,3})"
    r"(?:(?!Use\b|See\b)[A-Z][\w-]{0,40}\s(?=v?\d+\.\d))?"
    r"(?P<version>v?\d[\w.+*-]{0,40}?)[,;:.]{0,3}(?:\s+|$)(?P<text>.*)",
    re.DOTALL,
)
_MAX_LINES: Final = 20_000
"""A longer docstring is data."""


class Item(NamedTuple):
    """What the lines further in than *indent* are about."""

    indent: int
    entry: Entry


def find_doc_marks(text: str, words: DocstringWords) -> tuple[DocMark, ...]:
    """What the docstring *text* says by the given words; its first line is line 1."""
    if not any(needle in text for needle in docstring_needles(words)):
        return ()
    lines = split_lines(text)[:_MAX_LINES]
    scanner = _Scanner(lines, words)
    scanner.scan()
    return tuple(sorted(scanner.found, key=lambda mark: mark.line))


class _Scanner:
    """Goes through the lines of one docstring once."""

    def __init__(self, lines: Sequence[Line], words: DocstringWords) -> None:
        self.lines = lines
        self.words = words
        self.directives = dict(words.directives)
        self.sections = frozenset(words.sections)
        self.section: tuple[int, int, Header] | None = None
        """Its line, its indentation, its header."""
        self.item: Item | None = None
        self.around: list[tuple[int, bool]] = []
        """Indentations that the present line is in, and whether it is free there."""
        self.free = True
        self.plain: list[tuple[int, str]] = []
        """The lines that are about the object itself."""
        self.found: list[DocMark] = []

    def scan(self) -> None:
        index = 0
        while index < len(self.lines):
            index = self.step(index) if self.lines[index].text else index + 1
        self.first_words()
        self.phrases()

    def step(self, index: int) -> int:
        """Take the line at *index*; the index of the next one to look at."""
        line = self.lines[index]
        self.leave(line)
        self.place(index)
        if self.item is None or line.indent <= self.item.indent:
            header = read_header(self.lines, index, self.sections)
            if header is not None:
                self.item = None
                self.section = (index, line.indent, header)
                below = index + header.size
                return (
                    self.deprecated_section(index, below) if header.kind == "deprecated" else below
                )
        directive = _DIRECTIVE.match(line.text)
        if directive is not None:
            return self.directive(index, directive["name"], directive["text"] or "")
        if _SPACED.match(line.text):
            return self.end_of_block(index)  # a comment, a footnote, a substitution
        self.enter(index, line)
        if self.about() is OBJECT:
            self.plain.append((index, line.text))
        return self.end_of_block(index) if line.text.endswith("::") else index + 1

    def leave(self, line: Line) -> None:
        """Close the section and the entry that end before *line*."""
        if self.section is not None:
            _, indent, header = self.section
            if line.indent < indent or (header.google and line.indent == indent):
                self.section = self.item = None
        if self.item is not None and line.indent <= self.item.indent:
            self.item = None

    def enter(self, index: int, line: Line) -> None:
        """Open the entry that *line* begins, if it begins one."""
        if self.item is not None:
            return
        entry = read_field(line.text)
        if entry is None and self.section is not None:
            header = self.section[2]
            if header.kind in {"parameters", "members", "elsewhere"}:
                entry = read_entry(line.text, header.kind, google=header.google)
        if entry is None:
            return
        self.item = Item(line.indent, entry)
        below = self.lines[index + 1] if index + 1 < len(self.lines) else Line(0, "")
        text = entry.text or (below.text if below.indent > line.indent else "")
        if entry.names:
            self.begins_deprecated(index, text, self.paragraph(index, line.indent, entry), entry)

    def paragraph(self, index: int, indent: int, entry: Entry) -> str:
        """The first paragraph of what is said about an entry."""
        parts = [entry.text] if entry.text else []
        for line in self.lines[index + 1 :]:
            if not line.text or line.indent <= indent:
                break
            parts.append(line.text)
        return " ".join(parts)

    def about(self) -> Entry | None:
        """An entry, the object (no names), or ``None``: nothing that has a name."""
        if self.item is not None:
            return self.item.entry if self.item.entry.names else None
        if self.section is not None and self.section[2].kind in {
            "parameters",
            "members",
            "elsewhere",
        }:
            return None
        return OBJECT if self.free else None

    def place(self, index: int) -> None:
        """Note whether the line at *index* is in nothing but admonitions and quotes."""
        line = self.lines[index]
        while self.around and self.around[-1][0] >= line.indent:
            self.around.pop()
        self.free = self.around[-1][1] if self.around else True
        self.around.append((line.indent, self.free and self.is_open(index)))

    def is_open(self, index: int) -> bool:
        """Whether what is further in than the line at *index*, and below it, is still as free."""
        line = self.lines[index]
        directive = _DIRECTIVE.match(line.text)
        if directive is not None:
            return directive["name"] in _CONTAINERS
        if read_header(self.lines, index, self.sections) is not None:
            return True
        below = self.lines[index + 1] if index + 1 < len(self.lines) else line
        term = bool(below.text) and below.indent > line.indent
        return not (term or MARKER.match(line.text))

    def directive(self, index: int, name: str, text: str) -> int:
        meaning = self.directives.get(name)
        if meaning is None:
            if name not in _CONTAINERS:
                return self.end_of_block(index)
            if text and self.about() is not None and self.item is None:
                self.plain.append((index, text))
            return index + 1
        end = self.end_of_block(index)
        about = self.about()
        if meaning != "nothing" and about is not None:
            body = _fold([text, *(line.text for line in self.lines[index + 1 : end])])
            self.add(f".. {name}::", meaning, index, about, body)
        return end

    def deprecated_section(self, index: int, below: int) -> int:
        assert self.section is not None  # noqa: S101 - opened by the caller
        header = self.section[2]
        about = OBJECT if self.free else None
        end = below
        while end < len(self.lines) and not self.ends_section(end, index, header):
            end += 1
        if about is not None:
            body = _fold(line.text for line in self.lines[below:end])
            self.add("Deprecated section", "deprecated", index, about, body)
        self.section = None
        return end

    def ends_section(self, index: int, start: int, header: Header) -> bool:
        line, indent = self.lines[index], self.lines[start].indent
        if not line.text:
            return False
        if header.google:
            return line.indent <= indent
        return line.indent < indent or (read_header(self.lines, index, self.sections) is not None)

    def end_of_block(self, index: int) -> int:
        """The line after all that is further in than the one at *index*."""
        indent = self.lines[index].indent
        index += 1
        while index < len(self.lines) and (
            not self.lines[index].text or self.lines[index].indent > indent
        ):
            index += 1
        return index

    def first_words(self) -> None:
        """``Deprecated: …`` as the first words of the docstring."""
        start = next((n for n, line in enumerate(self.lines) if line.text), None)
        if start is None or not self.plain or self.plain[0][0] != start:
            return
        paragraph: list[str] = []
        for index, text in self.plain:
            if index != start + len(paragraph):
                break
            paragraph.append(text)
        self.begins_deprecated(start, self.lines[start].text, " ".join(paragraph), OBJECT)

    def begins_deprecated(self, index: int, text: str, paragraph: str, about: Entry) -> None:
        for word in sorted(self.words.first_words, key=len, reverse=True):
            after = text[len(word) : len(word) + 1]
            whole = not word[-1].isalnum() or not (after.isalnum() or after == "_")
            if text.startswith(word) and whole:
                # "since" belongs to the version that follows it
                body = paragraph[len(word.removesuffix("since")) :].lstrip(" :.,-\u2013\u2014")
                self.add(word, "deprecated", index, about, body)
                return

    def phrases(self) -> None:
        if not self.words.phrases:
            return
        whole = _fold(text for _, text in self.plain)
        for phrase, meaning in self.words.phrases:
            if " ".join(phrase.split()) in whole:
                head = phrase.split()[0]
                index = next((n for n, text in self.plain if head in text), 0)
                self.add(phrase, meaning, index, OBJECT, "")

    def add(self, name: str, meaning: str, index: int, about: Entry, body: str) -> None:
        directive = name.startswith("..")
        since, text = _split_version(body, directive=directive)
        removal = None
        if meaning == "deprecated-removed":
            meaning = "deprecated"
            removal, text = _split_version(text, directive=directive)
        mark = DocMark(
            name=name,
            meaning=meaning,
            line=index + 1,
            about=about.names,
            members=about.members,
            since=since,
            removal=removal,
            reason=text or None,
        )
        self.found.append(mark)


def _fold(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())


def _split_version(text: str, *, directive: bool) -> tuple[str | None, str]:
    """The version that *text* begins with, and the rest.

    A directive's first word may be any number; elsewhere a number alone is no version.
    """
    found = _VERSION.match(text)  # folded: one space is all there is between words
    if found is None or not (directive or found["lead"] or "." in found["version"]):
        return None, text
    return found["version"].rstrip(".-"), found["text"].strip()
