"""From what a directive shows to HTML: the markup that themes of Markdown engines have styles for.

Admonitions have the classes of Python-Markdown's own. What stands in the place of a directive is
left out of the search where the engine can be told (``data-search-exclude``), so that a search
finds the thing itself and not each table that lists it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from api_stability.directives.anchors import POLICY_ANCHOR, feature_anchor
from api_stability.directives.shown import Badges, Link, Problem, Shown, Tables
from api_stability.language import say
from api_stability.model.views import (
    Badge,
    Chart,
    FeatureCard,
    Line,
    Notice,
    RowGroup,
    Span,
    Table,
)
from api_stability.renderers import html
from api_stability.renderers.context import Context
from api_stability.renderers.svg import draw_chart as draw_svg

UNSEARCHED: Final = "data-search-exclude"
"""The attribute by which Material's search knows what it leaves out."""


class Drawn(msgspec.Struct, frozen=True):
    """HTML around the author's own text, of which there may be none."""

    before: str
    """Inside the element, before the text."""
    after: str = ""
    """Inside the element, after the text."""
    classes: str = ""
    """Of the element around it all; without any there is none."""
    anchor: str | None = None


def draw_block(shown: Shown, context: Context) -> Drawn:
    """What stands in the place of a directive."""
    match shown:
        case Notice():
            return _draw_notice(shown, context)
        case FeatureCard():
            return _draw_card(shown, context)
        case Chart():
            return Drawn(_draw_chart(shown, context))
        case Tables():
            drawn = "".join(draw_table(table, context) for table in shown.tables)
            is_policy = any(table.name.startswith("policy-") for table in shown.tables)
            return Drawn(drawn, anchor=POLICY_ANCHOR if is_policy else None)
        case Badges() | Link() | Problem():
            return Drawn("")


def draw_inline(shown: Shown, context: Context) -> tuple[str, str]:
    """What stands in the place of a role: its text, and its badges."""
    match shown:
        case Badges(line):
            pieces = (
                draw_badge(piece)
                if isinstance(piece, Badge)
                else html.render_line((piece,), context)
                for piece in line
            )
            return "", "".join(pieces)
        case Link(name, badges):
            return html.render_line((name,), context), " ".join(map(draw_badge, badges))
        case _:
            return "", ""


def draw_badge(badge: Badge) -> str:
    """A badge that no search finds."""
    drawn = html.render_badge(badge)
    return drawn.replace("<span ", f"<span {UNSEARCHED} ", 1)


def draw_table(table: Table, context: Context) -> str:
    """A table, one for each group where there are several, or the sentence that it is empty."""
    if not table.rows:
        return _exclude(html.render_table(table, context))
    drawn = [html.render_table(each, context) for each in _part(table)]
    return _exclude("".join((*drawn, html.render_note(table, context))))


def _part(table: Table) -> Iterator[Table]:
    for group in table.groups:
        named = [text for text in (table.caption, group.title) if text]
        caption = (
            say("{label}: {text}", label=named[0], text=named[1]) if named[1:] else "".join(named)
        )
        alone = RowGroup(title=None, rows=table.part(group).groups[0].rows)
        yield msgspec.structs.replace(
            table.part(group), caption=caption or None, groups=(alone,), note=()
        )


def _draw_chart(chart: Chart, context: Context) -> str:
    svg = draw_svg(chart)
    figure = f'<div class="stability-figure">\n{svg}</div>\n' if svg else ""
    return _exclude(figure) + draw_table(chart.table, context)


def _exclude(drawn: str) -> str:
    return f'<div class="stability-scroll" {UNSEARCHED}>\n{drawn}</div>\n' if drawn else ""


def _draw_notice(notice: Notice, context: Context) -> Drawn:
    lines = [_draw_title(html.render_line(notice.title, context))]
    lines += [_draw_paragraph(line, context) for line in notice.lines]
    return Drawn(
        "".join(lines),
        classes=html.admonition_classes("notice", notice.word, notice.tone),
    )


def _draw_card(card: FeatureCard, context: Context) -> Drawn:
    badges = "".join(f" {html.render_badge(badge)}" for badge in card.badges)
    lines = [_draw_title(html.escape(card.title) + badges)]
    lines += [_draw_paragraph(line, context) for line in card.lines]
    word = card.badges[0].word if card.badges else "unknown"
    return Drawn(
        "".join(lines),
        "".join(_draw_surface(group, context) for group in card.symbols),
        classes=html.admonition_classes("feature", word, card.tone),
        anchor=feature_anchor(card.id),
    )


def _draw_surface(group: RowGroup, context: Context) -> str:
    items = "".join(
        f"<li>{' '.join(html.render_line(cell, context) for cell in row.cells if cell)}</li>\n"
        for row in group.rows
    )
    title = html.escape(group.title or "")
    return (
        f'<dl class="stability-symbols" {UNSEARCHED}>\n<dt>{title}</dt>\n<dd>\n'
        f"<ul>\n{items}</ul>\n</dd>\n</dl>\n"
    )


def _draw_title(title: str) -> str:
    return f'<p class="admonition-title" {UNSEARCHED}>{title}</p>\n'


def _draw_paragraph(line: Line, context: Context) -> str:
    return f"<p {UNSEARCHED}>{html.render_line(line, context)}</p>\n"


def draw_reference(text: str, target: str, context: Context) -> str:
    """A link to *target* that says *text*."""
    return html.render_line((Span(text, target=target),), context)
