"""HTML: semantic, without styles; every class begins with ``stability-``."""

from __future__ import annotations

import re
from html import escape as escape_html
from typing import Final

from api_stability.model.views import (
    Badge,
    Chart,
    FeatureCard,
    Line,
    Notice,
    Piece,
    RowGroup,
    Span,
    Table,
    Tone,
)
from api_stability.renderers.context import Context, Renderer, find_address
from api_stability.renderers.printable import printable_part

ADMONITIONS: Final[dict[Tone, str]] = {
    "neutral": "note",
    "good": "tip",
    "info": "note",
    "caution": "warning",
    "danger": "danger",
}
"""The class that every theme has a style for."""
SHORT_NAME: Final = 24
"""In characters: what fits into a column of most pages and needs not be told where to break."""
_BREAK: Final = re.compile(r"(?<=\w[.:/])(?=\w)|(?<=\w::)(?=\w)|(?<=[A-Z0-9]_)(?=[A-Z0-9])")
"""Where a long name may break: between the parts of a path, and of a variable's name."""


def escape(text: str) -> str:
    """*text* as HTML text or a quoted attribute's value."""
    return escape_html(printable_part(text))


def render_badge(badge: Badge, *, small: bool = False) -> str:
    """``<span class="stability-badge stability-badge--beta …" title="…">Beta</span>``.

    *small*: as it stands beside a name, and not in a heading or in text.
    """
    classes = (
        f"stability-badge stability-badge--{class_word(badge.word)} stability-tone--{badge.tone}"
    )
    if small:
        classes += " stability-small"
    label = escape(badge.label.strip())
    return f'<span class="{classes}" title="{escape(badge.title)}">{label}</span>'


def render_line(line: Line, context: Context) -> str:
    """The pieces of *line*, inline."""
    return "".join(_piece(piece, context) for piece in line)


def _piece(piece: Piece, context: Context) -> str:
    if isinstance(piece, Badge):
        return render_badge(piece)
    return _span(piece, context)


def _span(span: Span, context: Context) -> str:
    text = _break(span.text) if context.breaks and span.style == "code" else escape(span.text)
    if span.style != "plain":
        tag = "code" if span.style == "code" else "strong"
        text = f"<{tag}>{text}</{tag}>"
    if context.refer is not None and span.target is not None and span.url is None:
        referred = context.refer(span.target, text)
        if referred is not None:
            return referred
    address = find_address(span, context)
    if address is None:
        return text
    return f'<a class="stability-link" href="{escape_html(address)}">{text}</a>'


def split_name(text: str) -> list[str]:
    """The parts between which a name may break: one of a name that is short."""
    return _BREAK.split(text) if len(text) > SHORT_NAME else [text]


def _break(name: str) -> str:
    return "<wbr>".join(escape(part) for part in split_name(printable_part(name)))


def render_table(table: Table, context: Context) -> str:
    """A ``table`` with caption and column scopes; each group is a ``tbody`` with its heading."""
    kind = f"stability-table stability-table--{class_word(table.name)}"
    if not table.rows:
        return f'<p class="{kind} stability-table--empty">{escape(table.empty)}</p>\n'
    lines = [f'<table class="{kind}">']
    if table.caption:
        lines.append(f"<caption>{escape(table.caption)}</caption>")
    lines += ["<thead>", "<tr>"]
    lines += [f'<th scope="col">{escape(column.label)}</th>' for column in table.columns]
    lines += ["</tr>", "</thead>"]
    for group in table.groups:
        lines += _group(group, len(table.columns), context)
    lines.append("</table>")
    return "\n".join(lines) + "\n" + render_note(table, context)


def render_note(table: Table, context: Context) -> str:
    """The paragraph under *table*, where it has one."""
    note = render_line(table.note, context)
    return f'<p class="stability-table-note">{note}</p>\n' if note else ""


def _group(group: RowGroup, columns: int, context: Context) -> list[str]:
    lines = ["<tbody>"]
    if group.title is not None:
        heading = f'<th colspan="{columns}" scope="rowgroup">{escape(group.title)}</th>'
        lines.append(f"<tr>{heading}</tr>")
    for row in group.rows:
        cells = "".join(f"<td>{render_line(cell, context)}</td>" for cell in row.cells)
        lines.append(f"<tr>{cells}</tr>")
    return [*lines, "</tbody>"]


def render_notice(notice: Notice, context: Context) -> str:
    """A ``div`` with the role "note": title line, then paragraphs."""
    word = class_word(notice.word)
    kind = f"stability-notice stability-notice--{word} stability-tone--{notice.tone}"
    title = render_line(notice.title, context)
    lines = [f'<div class="{kind}" role="note">', f'<p class="stability-notice-title">{title}</p>']
    lines += [f"<p>{render_line(line, context)}</p>" for line in notice.lines]
    return "\n".join([*lines, "</div>"]) + "\n"


def render_feature(card: FeatureCard, context: Context) -> str:
    """A ``div`` with the feature's title and badges, its facts, its symbols by surface."""
    badges = "".join(f" {render_badge(badge)}" for badge in card.badges)
    lines = [
        f'<div class="stability-feature stability-tone--{card.tone}" role="note">',
        f'<p class="stability-feature-title"><strong>{escape(card.title)}</strong>{badges}</p>',
    ]
    lines += [f"<p>{render_line(line, context)}</p>" for line in card.lines]
    for group in card.symbols:
        lines += [f'<p class="stability-feature-surface">{escape(group.title or "")}</p>', "<ul>"]
        for row in group.rows:
            cells = [render_line(cell, context) for cell in row.cells if cell]
            lines.append(f"<li>{' '.join(cells)}</li>")
        lines.append("</ul>")
    return "\n".join([*lines, "</div>"]) + "\n"


def admonition_classes(kind: str, word: str, tone: Tone) -> str:
    """The classes of an admonition as Python-Markdown makes them, and ours: of a *kind*, "notice"
    or "feature", about a level's *word*.
    """
    ours = f"stability-{kind} stability-{kind}--{class_word(word)} stability-tone--{tone}"
    return f"admonition {ADMONITIONS[tone]} {ours}"


def class_word(word: str) -> str:
    """A word as a part of a class name."""
    return re.sub(r"[^a-z0-9]+", "-", word.casefold()).strip("-") or "other"


def render_chart(chart: Chart, context: Context) -> str:
    """A ``figure`` of the drawing and the table that says the same."""
    from api_stability.renderers.svg import draw_chart

    kind = f"stability-figure stability-figure--{class_word(chart.name)}"
    inside = draw_chart(chart) + render_table(chart.table, context)
    return f'<figure class="{kind}">\n{inside}</figure>\n'


RENDERER = Renderer(
    table=render_table,
    notice=render_notice,
    feature=render_feature,
    badge=render_badge,
    chart=render_chart,
)
