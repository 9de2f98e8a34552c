"""From view values to HTML as mkdocstrings' pages have it.

Every text is escaped here. What has a place on the site, autorefs links to it: it is named by its
path, and autorefs, which knows all pages once they are made, leaves the text alone where there is
no such place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from markupsafe import Markup

from api_stability.model.views import Badge, Notice
from api_stability.renderers import html
from api_stability.renderers.autorefs import refer
from api_stability.renderers.context import Context

NO_MARKUP: Final = Markup("")
_CONTEXT: Final = Context(refer=refer)
_UNSEARCHED: Final = 'data-search-exclude=""'
"""Material and Zensical leave it out of what they search, so that a search finds the object."""


@dataclass(frozen=True)
class Pen:
    """How badges are drawn."""

    target: str = ""
    """The id of the heading that a badge leads to, with ``{level}`` in the place of the level's
    name; empty: badges are no links."""

    def draw_heading_badges(self, badges: Iterable[Badge]) -> Markup:
        """Badges at the end of a heading."""
        return self._draw(badges, ' <span class="stability-badges"', "</span>")

    def draw_line_badges(self, badges: Iterable[Badge]) -> Markup:
        """Badges in a line of their own, where there is no heading to carry them."""
        return self._draw(badges, '<p class="stability-module"', "</p>\n")

    def draw_overload_badges(self, badges: Iterable[Badge]) -> Markup:
        """Badges above the signature of an overload."""
        return self._draw(badges, '<p class="stability-overload"', "</p>\n")

    def draw_small(self, badges: Iterable[Badge]) -> Markup:
        """Badges beside a name, smaller than those of a heading."""
        return self._draw(badges, ' <span class="stability-badges"', "</span>", small=True)

    def _draw(
        self, badges: Iterable[Badge], start: str, end: str, *, small: bool = False
    ) -> Markup:
        drawn = " ".join(self._draw_badge(badge, small=small) for badge in badges)
        return Markup(f"{start} {_UNSEARCHED}>{drawn}{end}") if drawn else NO_MARKUP  # noqa: S704

    def _draw_badge(self, badge: Badge, *, small: bool) -> str:
        drawn = html.render_badge(badge, small=small)
        if not self.target:
            return drawn
        target = escape(self.target.replace("{level}", html.class_word(badge.word)))
        return f'<autoref identifier="{target}" optional>{drawn}</autoref>'


UNLINKED: Final = Pen()
"""For where everything is a link already."""


def draw_notice(notice: Notice) -> Markup:
    """An admonition, as Python-Markdown makes them."""
    classes = html.admonition_classes("notice", notice.word, notice.tone)
    lines = [
        f'<div class="{classes}" {_UNSEARCHED}>',
        f'<p class="admonition-title">{html.render_line(notice.title, _CONTEXT)}</p>',
        *(f"<p>{html.render_line(line, _CONTEXT)}</p>" for line in notice.lines),
        "</div>\n",
    ]
    return Markup("\n".join(lines))  # noqa: S704 - each part was escaped
