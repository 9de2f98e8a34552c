"""What directives and roles show, as Markdown that MDX reads as well."""

from __future__ import annotations

from collections.abc import Sequence

from api_stability.directives.anchors import feature_anchor
from api_stability.directives.shown import Badges, Link, Shown, Tables
from api_stability.model.views import Chart, FeatureCard, Line, Notice, Span
from api_stability.renderers import markdown, render_chart, render_table
from api_stability.renderers.context import Context


def spell_block(shown: Shown, format: str, context: Context, content: Sequence[str] = ()) -> str:  # noqa: A002
    """The lines of a block; *content*, the author's own Markdown, stands in it as it is."""
    match shown:
        case Tables():
            text = "\n".join(render_table(table, format, context) for table in shown.tables)
        case Chart():
            text = render_chart(shown, format, context)
        case Notice():
            text = markdown.render_notice(shown, context, "\n".join(content))
        case FeatureCard():
            text = markdown.render_feature(shown, context, "\n".join(content))
        case _:  # what no directive shows
            raise TypeError(shown)
    return text.rstrip("\n")


def spell_anchor(feature: str) -> str:
    """The place that links to *feature* lead to."""
    return f'<a id="{feature_anchor(feature)}"></a>'


def spell_inline(shown: Shown, context: Context, *, begins_line: bool) -> str:
    """What a role shows, in a line of text; *begins_line*: nothing stands before it."""
    line: Line = ()
    if isinstance(shown, Badges):
        line = shown.line
    elif isinstance(shown, Link):
        line = (shown.name,)
        for badge in shown.badges:
            line += (Span(" "), badge)
    text = markdown.escape_end(markdown.render_line(line, context))
    return markdown.escape_start(text) if begins_line else text
