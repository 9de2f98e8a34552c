"""Badges put into what mkdocstrings' templates have drawn.

The templates offer whole tables to be replaced and no place inside them, and draw them in three
styles, those of another theme in a fourth. A name in them is found by what they all have in common.

All of it is HTML: nothing is escaped here, as `Markup` would when text is added to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape, unescape
from typing import Final

_MEMBER: Final = re.compile(
    r'<code><autoref identifier="(?P<path>[^"<>]+)" optional hover>[^<>]*</autoref></code>(?:</b>)?'
)
"""A member in a summary, or in a list of members that the docstring has."""
_OVERLOADS: Final = '<div class="doc-overloads">'
_SIGNED: Final = r'\bclass="[^"<>]*\bdoc-signature\b'
_SIGNATURE: Final = re.compile(
    rf"<(?:div|pre|table|p)\b[^<>]*{_SIGNED}|<pre\b[^<>]*>\s*<code\b[^<>]*{_SIGNED}"
)
"""Of code that is highlighted, and of code that is not."""
_ROW: Final = (
    r'<(?:tr class="doc-section-item"|li(?: class="doc-section-item[^"<>]*")?)>\s*'
    r"(?:<td>\s*)?(?:<h[1-6]\b[^<>]*>\s*)?(?:<b>)?<code>\*{0,2}(?P<name>NAMES)</code>(?:</b>)?"
)
"""A row or an item, as far as the parameter that it begins with."""


def mark_members(html: str, draw: Callable[[str], str]) -> str:
    """*html* with what *draw* says of the path of each member behind its name."""
    if "<autoref" not in html:
        return html
    return _MEMBER.sub(lambda found: f"{found[0]}{draw(unescape(found['path']))}", html)


def mark_parameters(html: str, drawn: Mapping[str, str]) -> str:
    """*html* with what is *drawn* for each parameter behind its name, where it is first listed."""
    waiting = dict(drawn)
    if not waiting:
        return html
    names = "|".join(re.escape(escape(name)) for name in waiting)
    return re.sub(
        _ROW.replace("NAMES", names),
        lambda found: f"{found[0]}{waiting.pop(unescape(found['name']), '')}",
        html,
    )


def mark_overloads(html: str, drawn: Sequence[str]) -> str:
    """*html* with what is *drawn* for each overload above its signature."""
    if not any(drawn):
        return html
    head, opening, rest = html.partition(_OVERLOADS)
    places = [found.start() for found in _SIGNATURE.finditer(rest)]
    if not opening or len(places) < len(drawn):
        return html
    parts: list[str] = []
    last = 0
    for place, text in zip(places, drawn, strict=False):
        parts += [rest[last:place], text]
        last = place
    return "".join((head, opening, *parts, rest[last:]))
