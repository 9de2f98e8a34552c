"""Badges in contents: in the theme's sidebar, and wherever Sphinx lists the objects of a page.

They stand in Sphinx' own tables of contents while the pages are written, and are taken out again:
what Sphinx stores with its environment has none of them.
"""

from __future__ import annotations

from typing import TypeAlias

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from api_stability.model.views import Badge
from api_stability.sphinx.build import Build
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.drawing import Pen, draw_small
from api_stability.sphinx.nodes import StabilityBadge
from api_stability.sphinx.publish import is_web_site
from api_stability.views import view_badges

Contents: TypeAlias = dict[tuple[str, str], tuple[Badge, ...]]
"""Badges by document name and anchor."""


def shows_contents(build: Build) -> bool:
    """Whether the pages of this build have contents with badges."""
    return build.settings.shows("contents") and is_web_site(build.builder)


def view_contents(build: Build) -> Contents:
    """The badges of every entry that has some, in order."""
    found: Contents = {}
    for place, symbol in build.symbols_by_place.items():
        badges = view_badges(symbol, build.policy, build.index)
        if badges:
            found[place] = badges
    return dict(sorted(found.items()))


def put_into_contents(app: Sphinx, _builder: Builder) -> None:
    """Put badges into the contents of every page."""
    build = stability_domain(app.env).build
    if build is None or not shows_contents(build):
        return
    pen = Pen(link=lambda _target, content: content, draws_badges=build.draws_badges)
    contents = view_contents(build)
    for docname, toc in app.env.tocs.items():
        for link in list(toc.findall(nodes.reference)):
            place = docname, link.get("anchorname", "").removeprefix("#")
            link.extend(draw_small(contents.get(place, ()), pen))
    build.has_contents = bool(contents)


def take_out_of_contents(app: Sphinx, _exception: Exception | None) -> None:
    """Take them out again."""
    build = stability_domain(app.env).build
    if build is None or not build.has_contents:
        return
    build.has_contents = False
    for toc in app.env.tocs.values():
        for badge in list(toc.findall(StabilityBadge)):
            badge.parent.remove(badge)
