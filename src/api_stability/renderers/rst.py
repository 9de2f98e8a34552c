"""reStructuredText: list tables and admonitions that docutils and Sphinx read alike."""

from __future__ import annotations

import re
from typing import Final

from api_stability.model.views import Badge, FeatureCard, Line, Notice, Span, Table
from api_stability.renderers.context import Context, Renderer, find_address
from api_stability.renderers.printable import printable, printable_part, split_part

_SPECIAL: Final = re.compile(r"[\\*`|<]|_+|:(?=\S|$)|(?<=\S)@(?=\S)")
_LIST_ITEM: Final = re.compile(r"([0-9]+|[a-z]|[ivxlcdm]+)[.)](\s|$)", re.IGNORECASE)
_PLAIN_CODE: Final = re.compile(r"[^`\\]+")
_IN_ADDRESS: Final = re.compile(r"[\s<>`\\]|_$")
_SEPARATE: Final = "\\ "
"""Ends and begins inline markup in the middle of a word; shows nothing."""


def escape(text: str) -> str:
    """*text* so that it is read as itself anywhere inside a line."""
    return _SPECIAL.sub(_escape_one, printable_part(text))


def _escape_one(found: re.Match[str]) -> str:
    text = found[0]
    if text[0] == "_":
        before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
        if before.isalnum() and after.isalnum():
            return text
    return "".join(f"\\{character}" for character in text)


def escape_start(line: str) -> str:
    """An escaped *line* so that it begins no list, field, comment, directive or section."""
    if not line.strip("\\"):
        return f"{_SEPARATE}{line}" if line else ""  # else it underlines a title
    if line[0] == "\\" or (line[0].isalnum() and not _LIST_ITEM.match(line)):
        return line
    return f"\\{line}"


def render_badge(badge: Badge) -> str:
    """The badge's text, emphasised."""
    label = printable(badge.label)
    return f"**{escape(label)}**" if label else ""


def render_line(line: Line, context: Context) -> str:
    """The pieces of *line* as a paragraph of its own, or nothing."""
    text = ""
    after_markup = False
    for piece in line:
        start, shown, end = _piece(piece, context)
        is_markup = shown[:1] in ("*", "`")
        if not text:
            shown = shown if is_markup else escape_start(shown)
        elif start:
            shown = f" {shown}"
        elif shown and text[-1] != " " and (is_markup or after_markup):
            shown = f"{_SEPARATE}{shown}"
        after_markup = is_markup if shown.strip() else after_markup
        text += shown + end
    return re.sub(r"(?<!\\) +$", "", text)


def _piece(piece: Span | Badge, context: Context) -> tuple[str, str, str]:
    """How a piece is spelled, between the spaces around it; markup begins with its mark."""
    if isinstance(piece, Badge):
        return "", render_badge(piece), ""
    start, shown, end = split_part(piece.text)
    address = find_address(piece, context)
    text = escape(shown)
    if not shown:
        pass
    elif address is not None:
        quoted = _IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", address)
        text = f"`{text} <{quoted}>`__"
    elif piece.style == "code" and _PLAIN_CODE.fullmatch(shown):
        text = f"``{shown}``"
    elif piece.style == "strong":
        text = f"**{text}**"
    return start, text, end


def _paragraph(text: str) -> str:
    return escape_start(escape(printable(text)))


def render_table(table: Table, context: Context) -> str:
    """A ``list-table``; a grouped one is a table for each group, under a rubric."""
    if not table.rows:
        return _paragraph(table.empty) + "\n"
    blocks: list[str] = []
    grouped = any(group.title is not None for group in table.groups)
    if grouped and table.caption:
        blocks.append(_paragraph(table.caption))
    for group in table.groups:
        if group.title is not None:
            blocks.append(f".. rubric:: {_paragraph(group.title)}")
        caption = table.caption if not grouped else None
        blocks.append(_list_table(table.part(group), caption, context))
    note = render_line(table.note, context)
    if note:
        blocks.append(note)
    return "\n\n".join(blocks) + "\n"


def _list_table(table: Table, caption: str | None, context: Context) -> str:
    lines = [f".. list-table:: {_paragraph(caption) if caption else ''}".rstrip()]
    lines += ["   :header-rows: 1", "   :class: stability-table", ""]
    rows = [[_paragraph(column.label) for column in table.columns]]
    rows += [[render_line(cell, context) for cell in row.cells] for row in table.rows]
    for row in rows:
        for number, cell in enumerate(row):
            lines.append(f"   {' ' if number else '*'} - {cell}".rstrip())
    return "\n".join(lines)


def render_notice(notice: Notice, context: Context) -> str:
    """An ``admonition`` directive."""
    lines = [render_line(line, context) for line in notice.lines]
    return _admonition(render_line(notice.title, context), "notice", lines)


def render_feature(card: FeatureCard, context: Context) -> str:
    """An ``admonition`` directive: facts, and the symbols by surface as lists."""
    badges = "".join(f" ({escape(printable(badge.label))})" for badge in card.badges)
    blocks = [render_line(line, context) for line in card.lines]
    for group in card.symbols:
        blocks.append(_paragraph(f"{group.title or ''}:"))
        rows = []
        for row in group.rows:
            cells = [render_line(cell, context) for cell in row.cells]
            rows.append("- " + " ".join(cell for cell in cells if cell))
        blocks.append("\n".join(rows))
    return _admonition(_paragraph(card.title) + badges, "feature", blocks)


def _admonition(title: str, kind: str, blocks: list[str]) -> str:
    lines = [f".. admonition:: {title}", f"   :class: stability-{kind}"]
    for block in blocks:
        lines.append("")
        lines += [f"   {line}" for line in block.split("\n")]
    return "\n".join(lines) + "\n"


RENDERER = Renderer(
    table=render_table, notice=render_notice, feature=render_feature, badge=render_badge
)
