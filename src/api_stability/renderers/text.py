"""Plain text for a terminal: aligned columns, fitted to a width."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from typing import Final

from api_stability.model.views import Badge, FeatureCard, Line, Notice, Table, plain_text
from api_stability.renderers.context import Context, Renderer
from api_stability.renderers.printable import printable

GAP: Final = 2
NARROWEST: Final = 8
"""No column is made narrower than this, even where the table then is wider than the terminal."""


def text_width(text: str) -> int:
    """The columns that a terminal needs for *text* (Unicode TR11; combining marks take none)."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int | None) -> list[str]:
    """The lines of *text*, each at most *width* columns; a longer word is broken."""
    if width is None or text_width(text) <= width:
        return [text]
    if text.isascii():
        return textwrap.wrap(text, width, break_on_hyphens=False) or [""]
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if text_width(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if lines[-1] and text_width(lines[-1] + character) > width:
                lines.append("")
            lines[-1] += character
    return lines


def render_badge(badge: Badge) -> str:
    """The badge's visible text."""
    return printable(badge.label)


def render_table(table: Table, context: Context) -> str:
    """Headings, a rule, one or more lines for each row; each group under its title."""
    if not table.rows:
        return printable(table.empty) + "\n"
    labels = [printable(column.label) for column in table.columns]
    cells = [[_plain(cell) for cell in row.cells] for row in table.rows]
    widths = _fit(list(zip(labels, *cells, strict=True)), context.width)
    lines = [*_caption(table)]
    lines += _row(labels, widths)
    lines += _row(["-" * width for width in widths], widths)
    for group in table.groups:
        if group.title is not None:
            lines += ["", f"{printable(group.title)}:"]
        for row in group.rows:
            lines += _row([_plain(cell) for cell in row.cells], widths)
    note = _plain(table.note)
    if note:
        lines += ["", *wrap(note, context.width)]
    return "\n".join(lines) + "\n"


def _caption(table: Table) -> list[str]:
    return [printable(table.caption), ""] if table.caption else []


def _plain(line: Line) -> str:
    return printable(plain_text(line))


def _fit(columns: Sequence[Sequence[str]], total: int | None) -> list[int]:
    """Widths of *columns*: what they need, or less, so that a row fits into *total*.

    What is widest gives first; a word is broken only when no column has a space left to break at.
    """
    widths = [max(map(text_width, column)) for column in columns]
    if total is None:
        return widths
    words = [
        max(text_width(word) for text in column for word in (text.split() or [""]))
        for column in columns
    ]
    for floors in (words, [NARROWEST] * len(widths)):
        while sum(widths) + GAP * (len(widths) - 1) > total:
            spare = [
                width if width > floor else 0 for width, floor in zip(widths, floors, strict=True)
            ]
            if not any(spare):
                break
            widths[spare.index(max(spare))] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for number in range(max(map(len, columns))):
        parts = [column[number] if number < len(column) else "" for column in columns]
        padded = [
            part + " " * (width - text_width(part))
            for part, width in zip(parts, widths, strict=True)
        ]
        lines.append((" " * GAP).join(padded).rstrip())
    return lines


def render_notice(notice: Notice, context: Context) -> str:
    """The title, and what follows indented."""
    lines = wrap(_plain(notice.title), context.width)
    for line in notice.lines:
        lines += _indent(_plain(line), context)
    return "\n".join(lines) + "\n"


def render_feature(card: FeatureCard, context: Context) -> str:
    """Title and badges, facts, and the symbols by surface."""
    badges = "".join(f" [{render_badge(badge)}]" for badge in card.badges)
    lines = wrap(f"{printable(card.title)}{badges}", context.width)
    for line in card.lines:
        lines += _indent(_plain(line), context)
    for group in card.symbols:
        lines.append(f"  {printable(group.title or '')}:")
        for row in group.rows:
            name, *rest = (_plain(cell) for cell in row.cells)
            told = " ".join(text for text in rest if text)
            lines.append(f"    {name}" + (f" [{told}]" if told else ""))
    return "\n".join(lines) + "\n"


def _indent(text: str, context: Context) -> list[str]:
    width = None if context.width is None else max(NARROWEST, context.width - 2)
    return [f"  {line}" for line in wrap(text, width)]


RENDERER = Renderer(
    table=render_table, notice=render_notice, feature=render_feature, badge=render_badge
)
