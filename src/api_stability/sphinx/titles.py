"""Badges in section titles: shown on the page, absent from all that is made of the title's text."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.nodes import StabilityInlineSlot
from api_stability.sphinx.uses import RoleUse


class DetachBadges(SphinxTransform):
    """Take the space around a badge out of its title, and the badge out of local contents.

    The title then has the text that it would have without the badge. After local contents are made
    (720), before domains take labels and their titles from the page (850).
    """

    default_priority = 840

    def apply(self, **_options: Any) -> None:
        """Do so in one page."""
        if not _has_roles(self.env):
            return
        for slot in list(self.document.findall(StabilityInlineSlot)):
            in_contents = _is_in_contents(slot)
            # one that holds the author's own words is like any other word
            if not slot.children and (
                in_contents or isinstance(slot.parent, nodes.title | nodes.caption)
            ):
                slot["spaced"] = _trim(slot)
            if in_contents:
                _unwrap(slot)


def hide_markup(app: Sphinx, document: nodes.document) -> None:
    """Take badges out of the source text of titles, of which labels may be made.

    Until `show_markup` puts it back: translations are found by it.
    """
    for title in _titles_with_badges(app, document):
        title["stability-source"] = title.rawsource
        title.rawsource = title.astext()


def show_markup(app: Sphinx, document: nodes.document) -> None:
    """Put back what `hide_markup` took out."""
    for title in _titles_with_badges(app, document):
        title.rawsource = title.attributes.pop("stability-source", title.rawsource)


def clean_titles(app: Sphinx, _document: nodes.document) -> None:
    """Take badges out of the titles that Sphinx has collected from the page."""
    env, docname = app.env, app.env.docname
    if not _has_roles(env):
        return
    collected = (env.titles.get(docname), env.longtitles.get(docname), env.tocs.get(docname))
    for title in collected:
        if title is not None:
            for slot in list(title.findall(StabilityInlineSlot)):
                _unwrap(slot)


def _has_roles(env: BuildEnvironment) -> bool:
    uses = stability_domain(env).pages.get(env.docname, ())
    return any(isinstance(use, RoleUse) for use in uses)


def _titles_with_badges(app: Sphinx, document: nodes.document) -> list[nodes.title]:
    if not _has_roles(app.env):
        return []
    return [
        title
        for title in document.findall(nodes.title)
        if any(isinstance(child, StabilityInlineSlot) for child in title)
    ]


def _is_in_contents(slot: nodes.Element) -> bool:
    step = slot.parent
    while step is not None:
        if isinstance(step, nodes.topic):
            return "contents" in step["classes"]
        step = step.parent
    return False


def _unwrap(slot: nodes.Element) -> None:
    """Leave only the author's own words."""
    slot.parent.replace(slot, slot.children)


def _trim(slot: nodes.Element) -> bool:
    """Take the space beside *slot* out of the text; whether a space belongs before the badge."""
    siblings = slot.parent
    position = siblings.index(slot)
    before = siblings[position - 1] if position else None
    after = siblings[position + 1] if position + 1 < len(siblings) else None
    if isinstance(before, nodes.Text) and before.rstrip() != before:
        siblings.replace(before, nodes.Text(before.rstrip()))
        return True
    if before is None and isinstance(after, nodes.Text) and after.lstrip() != after:
        siblings.replace(after, nodes.Text(after.lstrip()))
    return False
