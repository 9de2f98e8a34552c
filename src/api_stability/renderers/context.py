"""What a renderer is, and what it is told beside the value that it spells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

import msgspec

from api_stability.model.views import Badge, Chart, FeatureCard, Notice, Span, Table

Link: TypeAlias = Callable[[str], str | None]
"""The address of a target (see `Span`), as the page needs it; or ``None``."""


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What the host knows and the view does not."""

    link: Link | None = None
    """Without it, names are not linked."""
    refer: Callable[[str, str], str | None] | None = None
    """A target and the text of a link to it, spelled, to the link; ``None``: by its address, as
    others. For HTML whose host finds out itself where its references lead."""
    breaks: bool = False
    """Whether long names in HTML say where they may break."""
    width: int | None = None
    """Columns of the terminal; only plain text is fitted to it. ``None``: as wide as it gets."""


class Renderer(msgspec.Struct, frozen=True, kw_only=True):
    """One format. Blocks end in one line end, inline text in none."""

    table: Callable[[Table, Context], str]
    notice: Callable[[Notice, Context], str] | None = None
    feature: Callable[[FeatureCard, Context], str] | None = None
    badge: Callable[[Badge], str] | None = None
    chart: Callable[[Chart, Context], str] | None = None
    """Without it, the chart's table is written in its place."""


NO_CONTEXT: Final = Context()


def find_address(span: Span, context: Context) -> str | None:
    """Where *span* links to: only http(s), and addresses relative to the page.

    A ``javascript:`` or ``data:`` address, whoever asks for it, is none.
    """
    address = span.url
    if address is None and span.target is not None and context.link is not None:
        address = context.link(span.target)
    if not address or any(ord(character) <= 0x20 for character in address):
        return None
    scheme, colon, _ = address.partition(":")
    relative = not colon or any(character in scheme for character in "/?#")
    return address if relative or scheme.casefold() in ("http", "https") else None
