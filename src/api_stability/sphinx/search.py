"""Levels in the results of a search: what is found by its name shows its badges.

Sphinx' search knows names, and is left as it is. Beside it lies what a small script needs to put
badges to the results: for each place of an object that has any, which ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import msgspec
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from api_stability.assets import STYLE_SHEET
from api_stability.model.symbols import Symbol
from api_stability.model.views import Badge
from api_stability.renderers.printable import printable
from api_stability.sphinx.build import Build
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.drawing import badge_classes
from api_stability.sphinx.publish import is_web_site, write_changed
from api_stability.views import view_badges

SCRIPT: Final = "api-stability-search.js"
DATA: Final = "api-stability-search-data.js"


class SearchData(msgspec.Struct, frozen=True):
    """What the script is given."""

    badges: tuple[tuple[str, str, str], ...]
    """Label, classes and title of each badge that occurs."""
    places: dict[str, tuple[int, ...]]
    """Address from the root of the site to the badges there."""


def copy_search_files(app: Sphinx, builder: Builder) -> None:
    """Put the script and its data among the static files."""
    build = stability_domain(app.env).build
    if build is None or not _has_search(builder) or not build.settings.badges:
        return
    static = Path(builder.outdir) / "_static"
    write_changed(static / SCRIPT, (files(__package__) / "static" / SCRIPT).read_bytes())
    # whatever includes it in a page: nothing in it ends a script
    data = msgspec.json.encode(collect_search_data(build)).replace(b"<", b"\\u003c")
    write_changed(static / DATA, b"window.apiStabilitySearch = " + data + b";\n")


def link_search_files(
    app: Sphinx,
    page: str,
    _template: str,
    _context: dict[str, Any],
    _document: nodes.document | None,
) -> None:
    """Load both on the page of the search."""
    build = stability_domain(app.env).build
    if page == "search" and build is not None and build.settings.badges:
        app.add_css_file(STYLE_SHEET)
        app.add_js_file(DATA, loading_method="defer")
        app.add_js_file(SCRIPT, loading_method="defer")


def collect_search_data(build: Build) -> SearchData:
    """Every documented place of a symbol that has a badge."""
    numbers: dict[Badge, int] = {}
    places: dict[str, tuple[int, ...]] = {}
    for address, symbol in sorted(_find_documented(build), key=lambda found: found[0]):
        badges = view_badges(symbol, build.policy)
        places[address] = tuple(numbers.setdefault(badge, len(numbers)) for badge in badges)
    return SearchData(tuple(_spell(badge) for badge in numbers), places)


def _find_documented(build: Build) -> Iterator[tuple[str, Symbol]]:
    for symbol in build.inventory.symbols:
        if symbol.id in build.told and view_badges(symbol, build.policy):
            names = (symbol.id, *symbol.aliases)
            found = {build.documented.find((name,)) for name in names} | {build.rows.get(symbol.id)}
            for docname, anchor in filter(None, found):
                yield f"{build.builder.get_target_uri(docname)}#{anchor}", symbol


def _spell(badge: Badge) -> tuple[str, str, str]:
    return printable(badge.label), " ".join(badge_classes(badge)), printable(badge.title)


def _has_search(builder: Builder) -> bool:
    return is_web_site(builder) and bool(getattr(builder, "search", False))
