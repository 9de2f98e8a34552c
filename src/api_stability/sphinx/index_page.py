"""The index page: every symbol of the project that is not simply stable, by surface.

Its name is that of a domain's index, ``stability-index``. Writers of books get the usual entries;
on a web site the page has our own table, which can be filtered.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains import Index, IndexEntry

from api_stability.model.ids import display_name
from api_stability.model.views import Table
from api_stability.renderers.printable import printable
from api_stability.views import TableOptions, view_stability_table
from api_stability.views.badges import view_badges

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

    from api_stability.sphinx.build import Build
    from api_stability.sphinx.domain import StabilityDomain

PAGE: Final = "stability-index"


class StabilityIndex(Index):
    """What is not simply stable, and where the documentation says more about it."""

    name: ClassVar[str] = "index"
    localname: ClassVar[str] = "Stability index"

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Entries by first letter: those with a place in *docnames*, or all for a web site."""
        build = cast("StabilityDomain", self.domain).build
        if build is None:
            return [], False
        wanted = None if docnames is None else frozenset(docnames)
        letters: dict[str, list[IndexEntry]] = {}
        for entry in _view_entries(build):
            if entry.docname in wanted if wanted is not None else build.builder.format == "html":
                letters.setdefault(entry.name[:1].upper(), []).append(entry)
        return sorted(letters.items()), False


def _view_entries(build: Build) -> Iterable[IndexEntry]:
    for row in build.listed.rows:
        symbol = build.index.find_symbol(row.subject or "")
        if symbol is None:
            continue
        places = build.places.find_all(symbol.id)
        docname, anchor = places[0] if places else ("", "")
        labels = ", ".join(badge.label for badge in view_badges(symbol, build.policy))
        name = printable(display_name(symbol.id))
        yield IndexEntry(name, 0, docname, anchor, printable(labels), "", "")


def view_index(build: Build) -> Table:
    """The table of the page."""
    options = TableOptions(
        project=(build.project,), group_by="surface", columns=("name", "status", "summary")
    )
    return view_stability_table(build.index, build.policy, options)


def draw_index(
    app: Sphinx,
    page: str,
    _template: str,
    context: dict[str, Any],
    _document: nodes.document | None,
) -> str | None:
    """Put our table into the page, in the theme's own frame."""
    from api_stability.sphinx.domain import stability_domain
    from api_stability.sphinx.drawing import Pen, draw_table
    from api_stability.sphinx.raw_rows import make_row_writer

    build = stability_domain(app.env).build
    if page != PAGE or build is None or "indextitle" not in context:
        return None
    builder = cast("StandaloneHTMLBuilder", app.builder)
    pen = Pen(
        link=lambda target, content: build.places.link(target, content, builder, here=PAGE),
        draws_badges=build.draws_badges,
        breaks=True,
        write_rows=make_row_writer(build, here=PAGE),
    )
    title = str(context["indextitle"])  # translated only now, and what is not may be no text yet
    drawn = nodes.section(
        "",
        nodes.title("", title),
        *draw_table(build.listed, pen),
        ids=[PAGE],
    )
    builder.secnumbers, builder.fignumbers = {}, {}  # what it else knows of the page it writes
    context["title"] = context["indextitle"] = title
    context["body"] = builder.render_partial(drawn)["fragment"]
    return "page.html"
