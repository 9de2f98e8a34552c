"""Scans the lines of one help page: description, sections, and the entries in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from api_stability.readers.cli.help_family import Family
from api_stability.readers.cli.help_headers import (
    Header,
    read_command,
    read_option,
    read_positional,
)
from api_stability.readers.cli.help_lines import Line, Title, join_text, read_title
from api_stability.readers.label_titles import find_title_label

_WRAPPED: Final = re.compile(r"[a-z][a-z-]*\s{2,}\S")
"""The rest of a flag that a narrow column has broken, before the text of the next column."""
_DEEPEST: Final = 12
"""Entries are not indented further; texts are."""
_CHOICES: Final = re.compile(r"\{(?P<names>[^{}\s]+)\}(?: ?\.\.\.)?(?:\s{2,}.*)?$")
_CUT: Final = re.compile(r"^(?:--?[\w-]+,?\s+)*--?[\w-]*…")
"""A flag that ends in an ellipsis."""
_DESCRIBING: Final = re.compile(r"description|about", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """An option, an argument or a command, as it is listed."""

    kind: Literal["option", "argument", "command"]
    header: Header
    line: int
    indent: int
    group: str | None
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its help text, in paragraphs."""
        return join_text(self.lines)


@dataclass(slots=True)
class Page:
    """What one help page says."""

    description: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    group_texts: dict[str, list[str]] = field(default_factory=dict)
    """What is said of a group before its first entry."""
    cuts: list[tuple[int, str]] = field(default_factory=list)
    """Lines with names that the terminal was too narrow for."""


class Scanner:
    """Reads the lines of a page one after the other."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self.page = Page()
        self._title: Title | None = None
        self._entry: Entry | None = None
        self._indents: set[int] = set()
        """Where options of this page begin."""
        self._column = 0
        """Where the texts of options begin, as far as known."""
        self._level: int | None = None
        """Where commands or arguments of this section begin."""
        self._choices: frozenset[str] = frozenset()

    def scan(self, lines: Sequence[Line]) -> Page:
        """Read the page."""
        self._column = _text_column(lines)
        for index, line in enumerate(lines):
            after = next((each for each in lines[index + 1 : index + 4] if each.text), None)
            self._read(line, after)
        return self.page

    def _read(self, line: Line, after: Line | None) -> None:
        if not line.text:
            self._say("")
            return
        if self._continues(line):
            self._say(self._rest_of_header(line))
            return
        title = read_title(line)
        if title is not None and (after is None or after.indent > 0 or title.kind != "other"):
            self._begin(title)
            return
        entry = self._find_entry(line, after)
        if entry is not None:
            self._entry = entry
            self.page.entries.append(entry)
            entry.lines.append(entry.header.text)
            return
        self._entry = None
        if line.indent == 0:
            self._title = None
        self._say(line.text)

    def _begin(self, title: Title) -> None:
        self._title = title
        self._entry = None
        self._level = None
        self._choices = frozenset()
        if find_title_label(title.text) is not None:
            self.page.group_texts.setdefault(title.text, [])

    def _say(self, text: str) -> None:
        """Add a line of text to what it is about."""
        if self._entry is not None:
            self._entry.lines.append(text)
        elif self._title is None or _DESCRIBING.fullmatch(self._title.text):
            self.page.description.append(text)
        elif self._title.kind not in {"skipped", "usage"}:
            self.page.group_texts.setdefault(self._title.text, []).append(text)

    def _continues(self, line: Line) -> bool:
        """Whether *line* is more text of the present entry."""
        entry = self._entry
        if entry is None or line.indent <= entry.indent:
            return False
        if entry.kind == "argument" and self._is_listed(line, entry):
            return False
        if entry.kind != "option" or not line.text.startswith("-"):
            return True
        header = self._read_option(line)
        return header is None or not self._is_beside(line, entry, header)

    def _read_option(self, line: Line) -> Header | None:
        column = self._column - line.indent if self._column else 0
        return read_option(line.text, columns=self._family.columns, column=column)

    def _rest_of_header(self, line: Line) -> str:
        """The text of a continuation, without flags that a narrow column wrapped."""
        entry = self._entry
        if entry is None or not self._family.columns or line.indent > entry.indent + 4:
            return line.text
        broken = entry.kind == "option" and line.indent == entry.indent + 2
        if broken and _WRAPPED.match(line.text):
            self.page.cuts.append((entry.line, entry.header.flags[0]))
        header = read_option(line.text, columns=True)
        if header is None or entry.kind != "option":
            return line.text
        entry.header = entry.header._replace(flags=(*entry.header.flags, *header.flags))
        return header.text

    def _is_beside(self, line: Line, entry: Entry, header: Header) -> bool:
        """Whether an option that is indented further is another entry: under a short flag."""
        if line.indent > _DEEPEST:
            return False
        short = len(entry.header.flags[0]) == 2 and len(header.flags[0]) > 2
        return line.indent in self._indents or (short and 2 <= line.indent - entry.indent <= 5)

    def _is_listed(self, line: Line, entry: Entry) -> bool:
        """Whether *line* is a command of the list that the argument *entry* stands for."""
        header = read_command(line.text)
        if header is None or line.indent != entry.indent + 2:
            return False
        return header.name in self._choices if self._choices else bool(header.text)

    def _find_entry(self, line: Line, after: Line | None) -> Entry | None:
        kind = self._title.kind if self._title else None
        group = self._title.text if self._title else None
        if kind in {"skipped", "usage"} or line.indent > _DEEPEST:
            return None
        option = self._read_option(line)
        if cut := _CUT.search(line.text.removesuffix(option.text if option else "")):
            self.page.cuts.append((line.number, cut[0]))
        if option is not None and (line.indent > 0 or kind == "options"):
            if kind is None and not (option.text or (after and after.indent > line.indent)):
                return None
            self._indents.add(line.indent)
            return Entry("option", option, line.number, line.indent, group)
        if self._title is None or line.indent == 0:
            return None
        return self._find_named(line, after, group)

    def _find_named(self, line: Line, after: Line | None, group: str | None) -> Entry | None:
        """A command or an argument, by the kind of the section."""
        kind = self._title.kind if self._title else None
        choices = _CHOICES.match(line.text)
        last = self._entry
        if last is None and self.page.entries and self.page.entries[-1].group == group:
            last = self.page.entries[-1]
        listed = last is not None and last.kind == "argument" and self._is_listed(line, last)
        if listed or (last is not None and last.kind == "command" and line.indent == last.indent):
            header = read_command(line.text)
            return self._entry_of("command", header, line, after, group)
        if choices or kind == "arguments":
            self._choices = frozenset(choices["names"].split(",")) if choices else frozenset()
            header = read_positional(line.text)
            return self._entry_of("argument", header, line, after, group)
        if kind == "commands":
            return self._entry_of("command", read_command(line.text), line, after, group)
        return None

    def _entry_of(
        self,
        kind: Literal["argument", "command"],
        header: Header | None,
        line: Line,
        after: Line | None,
        group: str | None,
    ) -> Entry | None:
        if header is None:
            return None
        if not header.text and (after is None or after.indent < line.indent) and kind == "command":
            return (
                None
                if self._level is None
                else Entry(kind, header, line.number, line.indent, group)
            )
        self._level = line.indent if self._level is None else self._level
        return Entry(kind, header, line.number, line.indent, group)


def _text_column(lines: Sequence[Line]) -> int:
    """Where most texts of options begin; 0: nowhere in particular."""
    found = Counter(
        line.indent + gap.end()
        for line in lines
        if line.text.startswith("-") and (gap := re.search(r"\S\s{2,}(?=\S)", line.text))
    )
    return min(found, key=lambda column: (-found[column], column), default=0)
