"""How to spell a view: Markdown, HTML, CSV, JSON, plain text, reStructuredText.

Each format is an object that satisfies `Renderer`, named here and imported when first used. Another
distribution adds one with an entry point in the group ``api_stability.renderers``; a shipped name
wins over such a one.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Final, cast

from api_stability.model.errors import UserError, nearest
from api_stability.model.views import Badge, Chart, FeatureCard, Notice, Table
from api_stability.renderers.context import NO_CONTEXT, Context, Link, Renderer

__stability__ = "experimental"
__stability_reason__ = "What extensions build on is not settled before 1.0."

GROUP: Final = "api_stability.renderers"

RENDERERS: Final[tuple[tuple[str, str], ...]] = (
    ("text", "api_stability.renderers.text:RENDERER"),
    ("markdown", "api_stability.renderers.markdown:RENDERER"),
    ("mdx", "api_stability.renderers.markdown:RENDERER"),
    ("html", "api_stability.renderers.html:RENDERER"),
    ("rst", "api_stability.renderers.rst:RENDERER"),
    ("csv", "api_stability.renderers.csv:RENDERER"),
    ("json", "api_stability.renderers.json:RENDERER"),
)


def formats() -> tuple[str, ...]:
    """The names of all formats: the shipped ones in order, then the others, sorted."""
    shipped = tuple(name for name, _ in RENDERERS)
    others = sorted({entry.name for entry in entry_points(group=GROUP)} - set(shipped))
    return (*shipped, *others)


@cache
def find_renderer(name: str) -> Renderer:
    """The renderer called *name*; raise `UserError` with the nearest valid name."""
    for known, place in RENDERERS:
        if known == name:
            module, _, attribute = place.partition(":")
            return cast("Renderer", getattr(import_module(module), attribute))
    for entry in entry_points(group=GROUP, name=name):
        return cast("Renderer", entry.load())
    raise UserError(f"unknown format {name!r}; {nearest(name, formats())}")


def render_table(table: Table, format: str, context: Context = NO_CONTEXT) -> str:  # noqa: A002
    """Spell *table* as a block. Raises `UserError` with the nearest valid name of a format."""
    return find_renderer(format).table(table, context)


def render_chart(chart: Chart, format: str, context: Context = NO_CONTEXT) -> str:  # noqa: A002
    """Spell *chart* as a block: drawn where the format can, else as its table."""
    renderer = find_renderer(format)
    if renderer.chart is None:
        return renderer.table(chart.table, context)
    return renderer.chart(chart, context)


def render_notice(notice: Notice, format: str, context: Context = NO_CONTEXT) -> str:  # noqa: A002
    """Spell *notice* as a block. Raises `UserError` where the format has no such thing."""
    renderer = find_renderer(format)
    if renderer.notice is None:
        raise _cannot(format, "notices")
    return renderer.notice(notice, context)


def render_feature(card: FeatureCard, format: str, context: Context = NO_CONTEXT) -> str:  # noqa: A002
    """Spell *card* as a block. Raises `UserError` where the format has no such thing."""
    renderer = find_renderer(format)
    if renderer.feature is None:
        raise _cannot(format, "features")
    return renderer.feature(card, context)


def render_badge(badge: Badge, format: str) -> str:  # noqa: A002
    """Spell *badge* inline. Raises `UserError` where the format has no such thing."""
    renderer = find_renderer(format)
    if renderer.badge is None:
        raise _cannot(format, "badges")
    return renderer.badge(badge)


def _cannot(name: str, what: str) -> UserError:
    able = [known for known, _ in RENDERERS if find_renderer(known).notice is not None]
    return UserError(f"format {name!r} has no {what}; these have: {', '.join(able)}")


__all__ = [
    "Context",
    "Link",
    "Renderer",
    "find_renderer",
    "formats",
    "render_badge",
    "render_chart",
    "render_feature",
    "render_notice",
    "render_table",
]
