"""What to show, before it is spelled: words, order and tone, without markup.

Everything here is plain text. A renderer escapes it for its language and never parses it.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Tone: TypeAlias = Literal["neutral", "good", "info", "caution", "danger"]
"""What a colour would say; a renderer maps it, and never relies on colour alone."""


TableName: TypeAlias = Literal[
    "stability", "deprecation", "migration", "removals", "timeline", "overview"
]
"""The tables that are made from an inventory."""


class Span(msgspec.Struct, frozen=True, tag="span"):
    """A run of text.

    ``code`` is shown as code; ``strong`` emphasised. ``target`` is a symbol id, ``feature:ID`` or
    ``page:NAME``, ``url`` an absolute http(s) address: a renderer links where it can, and shows the
    text where it cannot.
    """

    text: str
    style: Literal["plain", "code", "strong"] = "plain"
    target: str | None = None
    url: str | None = None


class Badge(msgspec.Struct, frozen=True, kw_only=True, tag="badge"):
    """A short tag beside a name; its text says everything that its colour does."""

    word: str
    """Level name or "deprecated": what styles and filters address."""
    label: str
    """The visible text: "Beta", "Deprecated"."""
    tone: Tone
    title: str
    """One plain sentence for tooltips and assistive technology."""


Piece: TypeAlias = Span | Badge
Line: TypeAlias = tuple[Piece, ...]


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """An admonition: title line and further lines."""

    word: str
    """Level name or "deprecated"."""
    tone: Tone
    title: Line
    lines: tuple[Line, ...] = ()


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column: stable key, visible heading."""

    key: str
    label: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row; ``subject`` is the id of the symbol or feature that it is about."""

    cells: tuple[Line, ...]
    subject: str | None = None


class RowGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Rows under one heading; ``title`` is ``None`` in a table that is not grouped."""

    title: str | None
    rows: tuple[Row, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table; ``empty`` is the sentence shown instead when there is no row."""

    name: str
    """Which table it is: "stability", "deprecation", "migration", "policy-levels" …"""
    caption: str | None
    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    empty: str
    note: Line = ()
    """What stands under the table, such as how many rows a limit left out."""
    is_sparse: bool = False
    """Whether a group may do without the columns that it has nothing in."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in order."""
        return tuple(row for group in self.groups for row in group.rows)

    def part(self, group: RowGroup) -> Table:
        """One group as a table of its own, for where groups cannot share one."""
        if not self.is_sparse:
            return msgspec.structs.replace(self, groups=(group,))
        filled = [
            number
            for number in range(len(self.columns))
            if any(row.cells[number] for row in group.rows)
        ]
        rows = tuple(
            msgspec.structs.replace(row, cells=tuple(row.cells[number] for number in filled))
            for row in group.rows
        )
        columns = tuple(self.columns[number] for number in filled)
        alone = RowGroup(title=group.title, rows=rows)
        return msgspec.structs.replace(self, columns=columns, groups=(alone,))


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a bar: how many there are of what its label says."""

    word: str
    """Level name or "deprecated"."""
    label: str
    tone: Tone
    count: int


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One bar of a chart."""

    label: str
    shares: tuple[Share, ...]
    """One after the other; each thing is in one of them at the most."""
    deprecated: Share | None
    """Drawn beside them: what is deprecated has a level, too."""
    total: int
    """How many there are, in all."""


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """Counts as bars of one scale, and the table that says the same in text."""

    name: str
    title: str
    """What is counted."""
    bars: tuple[Bar, ...]
    table: Table


class Section(msgspec.Struct, frozen=True):
    """One table of a document, under a heading."""

    title: str
    table: Table


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Several tables that are one text, such as the registry of a project."""

    title: str
    lines: tuple[Line, ...]
    """Paragraphs before the first section."""
    sections: tuple[Section, ...]


class FeatureCard(msgspec.Struct, frozen=True, kw_only=True):
    """One feature, told whole: badges, promise, facts, and its symbols by surface."""

    id: str
    title: str
    badges: tuple[Badge, ...]
    tone: Tone
    lines: tuple[Line, ...]
    symbols: tuple[RowGroup, ...]
    """One group per surface; each row has the symbol's name, its badges, and how to opt in to it
    where one has to."""


def plain_text(line: Line) -> str:
    """The line's text, as a reader without markup sees it."""
    return "".join(piece.text if isinstance(piece, Span) else piece.label for piece in line)
