"""From view values to document nodes.

Everything becomes text nodes: what code or configuration says is never parsed as markup, and what
cannot be seen in it is spelled out. What stands in the place of a directive is left out of the
search index, so that a search finds the object itself and not each table that lists it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec
from docutils import nodes

from api_stability.language import say
from api_stability.model.views import (
    Badge,
    FeatureCard,
    Line,
    Notice,
    Row,
    RowGroup,
    Span,
    Table,
    Tone,
    plain_text,
)
from api_stability.renderers.html import ADMONITIONS, split_name
from api_stability.renderers.printable import printable_part
from api_stability.sphinx.nodes import StabilityAnchor, StabilityBadge, StabilityTable
from api_stability.sphinx.visitors import bracketed

UNSEARCHED: Final = "no-search"
"""Sphinx leaves elements of this class out of its search index."""

WIDEST_COLUMN: Final = 40
"""In characters, for the writers that lay out a table themselves."""

PAGE_WIDTH: Final = 70
"""Of a book, in characters: carefully few."""
LONGEST_WHOLE: Final = 20
"""In lines: a longer table may go on on the next page of a book."""
LONG: Final = 100
"""Rows of a table from which on they are written without nodes, which cost many times as much."""


class RowAnchors(msgspec.Struct, frozen=True):
    """The rows of one page that are where their symbols are documented."""

    places: Mapping[str, tuple[str, str]]
    """Symbol id to document name and anchor."""
    page: str
    used: set[str]
    """The anchors that the page has by now: another table of it may have the row, too."""

    def take(self, symbol_id: str) -> str | None:
        """The anchor of the row that is drawn now, where it has one."""
        page, anchor = self.places.get(symbol_id, ("", ""))
        if page != self.page or anchor in self.used:
            return None
        self.used.add(anchor)
        return anchor


RowWriter: TypeAlias = Callable[[Sequence[Row], RowAnchors | None], str | None]
"""Rows to what the writer would make of their nodes; ``None`` where it has to be given nodes."""


class Pen(msgspec.Struct, frozen=True):
    """How to draw for one writer."""

    link: Callable[[str, nodes.Node], nodes.Node]
    """Target and content to a link, or to the content."""
    draws_badges: bool
    """Whether the writer knows our badge."""
    rows: RowAnchors | None = None
    """The rows that can be linked to."""
    plain: bool = False
    """Whether the writer makes plain text: it puts a colon after an admonition's title, and runs
    the paragraphs of an admonition together unless something is around them."""
    breaks: bool = False
    """Whether the writer makes HTML, where a long name can be told where it may break."""
    heads: bool = False
    """Whether the writer makes a book, whose pages have titles of sections above them."""
    parts_tables: bool = False
    """Whether a long table may go on on the next page of a book: not within anything."""
    entitles: bool = True
    """Whether a table's title is one for the writer: that of manual pages begins a section with it,
    and takes a backslash in it for a command."""
    draws_charts: bool = False
    """Whether the pages may have drawings in them, which a book's would have to declare."""
    write_rows: RowWriter | None = None
    """How to write the rows of a long table without nodes."""


def draw_badge(badge: Badge, pen: Pen, *, spaced: bool = False) -> nodes.Element:
    """A badge; *spaced*: with a space before it."""
    classes = badge_classes(badge)
    label = printable_part(badge.label)
    if pen.draws_badges:
        title = printable_part(badge.title)
        return StabilityBadge("", label=label, title=title, spaced=spaced, classes=classes)
    text = bracketed(label)
    return nodes.inline("", f" {text}" if spaced else text, classes=classes)


def badge_classes(badge: Badge) -> list[str]:
    """What a style sheet addresses a badge by."""
    return [
        "stability-badge",
        f"stability-badge--{_word(badge.word)}",
        f"stability-tone--{badge.tone}",
    ]


def draw_anchor(names: Sequence[str], pen: Pen) -> nodes.Element:
    """Somewhere to link to."""
    return StabilityAnchor(ids=names) if pen.draws_badges else nodes.target("", "", ids=names)


def draw_small(badges: Iterable[Badge], pen: Pen) -> list[nodes.Element]:
    """Badges beside a name, each with a space before it, smaller than those of a description."""
    drawn = [draw_badge(badge, pen, spaced=True) for badge in badges]
    for badge in drawn:
        badge["classes"].append("stability-small")
    return drawn


def draw_line(line: Line, pen: Pen) -> list[nodes.Node]:
    """One line of text."""
    return [
        draw_badge(piece, pen) if isinstance(piece, Badge) else _draw_span(piece, pen)
        for piece in line
    ]


def draw_notice(notice: Notice, pen: Pen, content: Iterable[nodes.Node] = ()) -> nodes.Element:
    """An admonition; *content* is the author's own and comes last."""
    inside = [*(_draw_paragraph(line, pen) for line in notice.lines), *content]
    if pen.plain and not inside:  # else what follows would stand after the colon
        return _draw_paragraph(notice.title, pen)
    return _draw_admonition(
        ("stability-notice", f"stability-notice--{_word(notice.word)}"),
        notice.tone,
        draw_line(_as_title(notice.title, pen), pen),
        inside,
        pen,
    )


def draw_module_badges(badges: Iterable[Badge], pen: Pen) -> nodes.paragraph:
    """The badges of a module, which has no signature to carry them."""
    drawn = [draw_badge(badge, pen, spaced=bool(n)) for n, badge in enumerate(badges)]
    return nodes.paragraph("", "", *drawn, classes=["stability-module", UNSEARCHED])


def draw_card(card: FeatureCard, pen: Pen, content: Iterable[nodes.Node] = ()) -> nodes.admonition:
    """One feature as an admonition."""
    title: list[nodes.Node] = [
        _draw_text(card.title),
        *(draw_badge(badge, pen, spaced=True) for badge in card.badges),
    ]
    word = _word(card.badges[0].word) if card.badges else "unknown"
    return _draw_admonition(
        ("stability-feature", f"stability-feature--{word}"),
        card.tone,
        title,
        [
            *(_draw_paragraph(line, pen) for line in card.lines),
            *content,
            *(_draw_surface(group, pen) for group in card.symbols),
        ],
        pen,
    )


def draw_table(table: Table, pen: Pen) -> list[nodes.Element]:
    """A table, one for each group where there are several, or the sentence that it is empty."""
    if not table.rows:
        return [_draw_paragraph((Span(table.empty),), pen, "stability-empty")]
    drawn: list[nodes.Element] = []
    for group in table.groups:
        named = [text for text in (table.caption, group.title) if text]
        caption = (
            say("{label}: {text}", label=named[0], text=named[1]) if named[1:] else "".join(named)
        )
        if caption and not pen.entitles:
            drawn.append(_draw_paragraph((Span(caption, style="strong"),), pen))
            caption = ""
        drawn.append(_draw_rows(table.part(group), caption, pen))
    if table.note:
        drawn.append(_draw_paragraph(table.note, pen, "stability-table-note"))
    return drawn


def _draw_admonition(
    classes: Sequence[str],
    tone: Tone,
    title: Sequence[nodes.Node],
    content: Sequence[nodes.Node],
    pen: Pen,
) -> nodes.admonition:
    admonition = nodes.admonition(classes=[*classes, f"stability-tone--{tone}", ADMONITIONS[tone]])
    admonition += nodes.title("", "", *title, classes=[UNSEARCHED])
    admonition += [nodes.container("", *content)] if pen.plain and content else list(content)
    return admonition


def _draw_paragraph(line: Line, pen: Pen, *classes: str) -> nodes.paragraph:
    return nodes.paragraph("", "", *draw_line(line, pen), classes=[*classes, UNSEARCHED])


def _draw_span(span: Span, pen: Pen) -> nodes.Node:
    content: nodes.Node
    if span.style == "code":
        content = _draw_code(span.text, pen)
    elif span.style == "strong":
        content = nodes.strong("", "", _draw_text(span.text))
    else:
        content = _draw_text(span.text)
    if span.url is not None:
        return nodes.reference("", "", content, refuri=span.url, internal=False)
    if span.target is not None:
        return pen.link(span.target, content)
    return content


def _draw_text(text: str) -> nodes.Text:
    return nodes.Text(printable_part(text))


def _draw_code(text: str, pen: Pen) -> nodes.literal:
    """A name; where the writer can be told, a long one breaks between its parts, not within one."""
    parts = split_name(text) if pen.breaks else [text]
    drawn = nodes.literal("", "", _draw_text(parts[0]))
    for part in parts[1:]:
        drawn += [nodes.raw("", "<wbr/>", format="html"), _draw_text(part)]
    return drawn


def _draw_surface(group: RowGroup, pen: Pen) -> nodes.definition_list:
    """The symbols of one surface, under its name."""
    items = [
        nodes.list_item("", nodes.paragraph("", "", *_draw_cells(row.cells, pen)))
        for row in group.rows
    ]
    return nodes.definition_list(
        "",
        nodes.definition_list_item(
            "",
            nodes.term("", "", _draw_text(group.title or "")),
            nodes.definition("", nodes.bullet_list("", *items, bullet="-")),
        ),
        classes=["stability-symbols", UNSEARCHED],
    )


def _draw_cells(cells: Sequence[Line], pen: Pen) -> list[nodes.Node]:
    drawn: list[nodes.Node] = []
    for cell in cells:
        if cell:
            drawn += [nodes.Text(" ")] if drawn else []
            drawn += draw_line(cell, pen)
    return drawn


def _draw_rows(table: Table, caption: str, pen: Pen) -> nodes.table:
    # a writer that does not know our badge knows nothing of our table either
    kind = StabilityTable if pen.draws_badges else nodes.table
    drawn = kind("", classes=["stability-table", f"stability-table--{_word(table.name)}"])
    if caption:
        drawn += nodes.title("", "", _draw_text(caption))
    head = [(Span(column.label),) for column in table.columns]
    raw = _write_long(table.rows, pen)
    body = [nodes.raw("", raw, format="html")] if raw else []
    texts = [head, *(row.cells for row in table.rows)]
    widths = [3] * len(head) if raw else _find_widths(texts)
    if pen.parts_tables and _is_long(texts, widths):  # else LaTeX keeps it whole, and cuts it off
        drawn["classes"] += ["longtable", "colwidths-given", UNSEARCHED]
    else:
        drawn["classes"] += ["colwidths-auto", UNSEARCHED]
    drawn += nodes.tgroup(
        "",
        *(nodes.colspec(colwidth=width) for width in widths),
        nodes.thead("", _draw_row(head, pen)),
        nodes.tbody("", *(body or (_draw_body_row(row, pen) for row in table.rows))),
        cols=len(widths),
    )
    return drawn


def _is_long(rows: Sequence[Sequence[Line]], widths: Sequence[int]) -> bool:
    """Whether a table may need more lines than a page of a book should give it."""
    shares = [max(1, PAGE_WIDTH * width // sum(widths)) for width in widths]
    lines = sum(
        max(-(-_width(cell) // share) for cell, share in zip(row, shares, strict=True))
        for row in rows
    )
    return lines > LONGEST_WHOLE


def _write_long(rows: Sequence[Row], pen: Pen) -> str | None:
    """The rows as text, where they are many and it can be done."""
    if pen.write_rows is None or len(rows) < LONG:
        return None
    return pen.write_rows(rows, pen.rows)


def _find_widths(texts: Iterable[Sequence[Line]]) -> list[int]:
    """The width of each column, for the writers that lay out a table themselves."""
    columns = zip(*texts, strict=True)
    return [min(WIDEST_COLUMN, max(3, *map(_width, column))) for column in columns]


def _width(line: Line) -> int:
    """The length of *line* with the brackets and quotes that plain text has."""
    marked = sum(isinstance(piece, Badge) or piece.style != "plain" for piece in line)
    return len(plain_text(line)) + 2 * marked


def _draw_body_row(row: Row, pen: Pen) -> nodes.row:
    rows, subject = pen.rows, row.subject
    if rows is None or subject is None or subject not in rows.places:
        return _draw_row(row.cells, pen)
    # a name that leads only to itself, or to another such row, is no link
    link = pen.link
    pen = msgspec.structs.replace(
        pen, link=lambda to, content: content if to == subject else link(to, content)
    )
    drawn = _draw_row(row.cells, pen)
    anchor = rows.take(subject)
    if anchor is not None:
        _first_paragraph(drawn).insert(0, draw_anchor([anchor], pen))
    return drawn


def _first_paragraph(row: nodes.row) -> nodes.paragraph:
    """That of the first cell that has one; the first cell gets one where none has."""
    found = next(row.findall(nodes.paragraph), None)
    if found is None:
        found = nodes.paragraph()
        next(row.findall(nodes.entry)).append(found)
    return found


def _draw_row(cells: Iterable[Line], pen: Pen) -> nodes.row:
    return nodes.row(
        "",
        *(
            nodes.entry("", *([nodes.paragraph("", "", *draw_line(cell, pen))] if cell else []))
            for cell in cells
        ),
    )


def _as_title(line: Line, pen: Pen) -> Line:
    if not pen.plain or not line or not isinstance(line[-1], Span):
        return line
    last = line[-1]
    text = last.text.removesuffix(".").removesuffix("。")
    return (*line[:-1], Span(text, style=last.style, target=last.target, url=last.url))


def _word(text: str) -> str:
    """*text* as part of the name of a class."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "unknown"
