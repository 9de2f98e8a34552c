"""Whether rows can be written without nodes, found out with a few of them.

Themes and extensions may have a writer of their own, or change single parts of the usual one. Rows
with a piece of every kind are written both ways: where the two differ, nodes are drawn.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from api_stability.model.views import Badge, Column, Row, RowGroup, Span, Table
from api_stability.sphinx.drawing import Pen, RowAnchors, draw_table
from api_stability.sphinx.places import Hyperlink
from api_stability.sphinx.publish import is_web_site
from api_stability.sphinx.raw_rows import RowSpelling

_LINKS: Final = {
    "page": Hyperlink("a <title>", refuri="a.html#b&c"),
    "here": Hyperlink("b", refid="d"),
    "out": Hyperlink("c", refuri="https://example.org/", internal=False),
}
_BADGE: Final = Badge(word="beta", label="Be & ta", tone="info", title='It "may" change.')
_NAME: Final = "package.module.Class.method_of_it(parameter one)"
_ROWS: Final = (
    Row(
        cells=((Span(_NAME, style="code", target="page"), Span(" <or> @ "), _BADGE), ()),
        subject="own",
    ),
    Row(
        cells=(
            (Span("here", style="code", target="here"), Span("x", target="out")),
            (Span("it's", style="strong"), Span("out", url="https://example.org/?a=b&c=d")),
        )
    ),
)
_SAMPLE: Final = Table(
    name="stability",
    caption=None,
    columns=(Column(key="a", label="A"), Column(key="b", label="B")),
    groups=(RowGroup(title=None, rows=_ROWS),),
    empty="",
)


def spells_rows(builder: Builder) -> bool:
    """Whether the writer of *builder* makes of rows what we would write.

    A book, or a site that is one page, goes over its links once more: for those, never.
    """
    if not isinstance(builder, StandaloneHTMLBuilder) or not is_web_site(builder):
        return False
    if isinstance(builder, SingleFileHTMLBuilder):
        return False
    drawn = draw_table(_SAMPLE, Pen(_link, draws_badges=True, breaks=True, rows=_anchors()))
    page = builder.render_partial(nodes.container("", *drawn))["fragment"]
    written = RowSpelling(_LINKS.get, _anchors()).write(_ROWS)
    return f"<tbody>\n{written}</tbody>" in page


def _anchors() -> RowAnchors:
    return RowAnchors({"own": ("page", "e")}, "page", set())


def _link(target: str, content: nodes.Node) -> nodes.Node:
    return _LINKS[target].around(content)
