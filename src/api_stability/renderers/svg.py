"""SVG for a page of HTML: bars with their numbers, readable without colour, style or script.

It is an image with a name; the table beside it says the same as text. Colours are those of the
style sheet, by class; without one, everything has the colour of the text around it. Nothing in it
refers to anything outside, and no id is used, so that a page may have any number of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api_stability.language import say
from api_stability.model.views import Bar, Chart, Share
from api_stability.renderers.html import class_word, escape

WIDTH: Final = 440
"""In units of the drawing: narrow, so that its letters can be read on a telephone."""
LETTER: Final = 7
"""The width that is allowed for a letter: more than most have."""
LINE: Final = 20
BAR: Final = 22
THIN: Final = 18
GAP: Final = 12
NARROWEST: Final = 4
"""A share of one among thousands can still be seen."""


def draw_chart(chart: Chart) -> str:
    """One ``svg`` element; empty where there is no bar."""
    if not chart.bars:
        return ""
    longest = max(_length(bar) for bar in chart.bars)
    widest = max(len(bar.shares) for bar in chart.bars)
    scale = (WIDTH - 2 - NARROWEST * widest) / longest
    parts: list[str] = []
    top = 0
    for bar in chart.bars:
        parts += _draw_bar(bar, top, scale)
        top += LINE + (BAR if bar.shares else 0) + (THIN if bar.deprecated else 0) + GAP
    head = (
        f'<svg class="stability-chart" role="img" viewBox="0 0 {WIDTH} {top}" '
        'xmlns="http://www.w3.org/2000/svg" font-size="13" fill="currentColor">'
    )
    return "\n".join([head, f"<title>{escape(_name(chart))}</title>", *parts, "</svg>"]) + "\n"


def _name(chart: Chart) -> str:
    """What is said in place of the image: that the table has the numbers."""
    return say("{title}. The table has the same numbers.", title=chart.title.rstrip("."))


def _length(bar: Bar) -> int:
    """How long a bar is, or what is drawn under it."""
    return max(
        sum(share.count for share in bar.shares), bar.deprecated.count if bar.deprecated else 0
    )


def _draw_bar(bar: Bar, top: int, scale: float) -> Iterator[str]:
    yield _text(0, top + 14, bar.label, weight="600")
    yield _text(WIDTH, top + 14, say("of {total}", total=bar.total), anchor="end")
    yield from _draw_shares(bar.shares, top + LINE, BAR - 2, scale)
    if bar.deprecated is not None:
        under = top + LINE + (BAR if bar.shares else 0)
        yield from _draw_shares((bar.deprecated,), under, THIN - 2, scale)


def _draw_shares(shares: tuple[Share, ...], top: int, height: int, scale: float) -> Iterator[str]:
    """Boxes side by side, each with its number and name; behind them, the names that do not fit.

    Where there is no room for those either, the tooltip has them.
    """
    widths = [NARROWEST + share.count * scale for share in shares]
    told = [f"{share.count} {share.label}" for share in shares]
    is_fitting = [_fits(text, width) for text, width in zip(told, widths, strict=True)]
    behind = ", ".join(text for text, fits in zip(told, is_fitting, strict=True) if not fits)
    end = 1 + sum(widths)
    has_room = end + GAP + len(behind) * LETTER <= WIDTH
    baseline = top + height / 2 + 4.5
    left = 1.0
    for share, width, text, fits in zip(shares, widths, told, is_fitting, strict=True):
        inside = text if fits else "" if has_room else str(share.count)
        yield f'<g class="stability-share stability-tone--{class_word(share.tone)}">'
        yield f"<title>{escape(text)}</title>"
        yield (
            f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{height}" '
            'fill="none" stroke="currentColor"/>'
        )
        if inside and _fits(inside, width):
            yield _text(left + GAP / 2, baseline, inside)
        yield "</g>"
        left += width
    if behind and has_room:
        yield _text(end + GAP / 2, baseline, behind)


def _fits(text: str, width: float) -> bool:
    return len(text) * LETTER + GAP <= width


def _text(
    left: float, baseline: float, text: str, *, weight: str | None = None, anchor: str | None = None
) -> str:
    attributes = f' font-weight="{weight}"' if weight else ""
    attributes += f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{left:g}" y="{baseline:g}"{attributes}>{escape(text)}</text>'
