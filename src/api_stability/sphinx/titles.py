"""Badges in section titles: shown on the page, absent from all that is made of the title's text."""

from __future__ import annotations

from typing import Any, Final, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from api_stability.sphinx.nodes import StabilityInlineSlot
from api_stability.sphinx.page import forget_elements, read_again, roles_being_read

_TITLES: Final = "stability-titles"
"""Where the titles with badges of the page that is being read are kept."""


class DetachBadges(SphinxTransform):
    """Take the space around a badge out of its title, and the badge out of local contents.

    The title then has the text that it would have without the badge. After local contents are made
    (720), before domains take labels and their titles from the page (850).
    """

    default_priority = 840

    def apply(self, **_options: Any) -> None:
        """Do so in one page."""
        # a translated text is a document of its own, which is read before the page that it is in
        self.env.temp_data.pop(_TITLES, None)
        forget_elements(self.env)
        if not any(map(_may_be_in_title, roles_being_read(self.env))):
            return
        titles = []
        for node in read_again(self.env, self.document):
            if isinstance(node, nodes.title | nodes.caption):
                for slot in _slots_in(node):
                    if slot.parent is node:
                        _detach(slot)
                if isinstance(node, nodes.title) and any(map(_is_slot, node)):
                    titles.append(node)
            elif isinstance(node, nodes.topic) and "contents" in node["classes"]:
                for slot in _slots_in(node):
                    _detach(slot)
                    _unwrap(slot)
        self.env.temp_data[_TITLES] = titles


def hide_markup(app: Sphinx, _document: nodes.document) -> None:
    """Take badges out of the source text of titles, of which labels may be made.

    Until `show_markup` puts it back: translations are found by it.
    """
    for title in _titles_with_badges(app.env):
        title["stability-source"] = title.rawsource
        title.rawsource = title.astext()


def show_markup(app: Sphinx, _document: nodes.document) -> None:
    """Put back what `hide_markup` took out."""
    for title in _titles_with_badges(app.env):
        title.rawsource = title.attributes.pop("stability-source", title.rawsource)


def clean_titles(app: Sphinx, _document: nodes.document) -> None:
    """Take badges out of the titles that Sphinx has collected from the page."""
    env, docname = app.env, app.env.docname
    if not roles_being_read(env):
        return
    collected = (env.titles.get(docname), env.longtitles.get(docname), env.tocs.get(docname))
    for title in collected:
        if title is not None:
            for slot in _slots_in(title):
                _unwrap(slot)


def _titles_with_badges(env: BuildEnvironment) -> list[nodes.title]:
    return cast("list[nodes.title]", env.temp_data.get(_TITLES, []))


def _may_be_in_title(slot: nodes.Element) -> bool:
    """Whether *slot* stands in a title, or in what may be put into one."""
    step: nodes.Element | None = slot.parent
    while isinstance(step, nodes.TextElement):
        if isinstance(step, nodes.title | nodes.caption | nodes.substitution_definition):
            return True
        step = step.parent
    return False


def _slots_in(node: nodes.Element) -> list[StabilityInlineSlot]:
    return list(node.findall(StabilityInlineSlot))


def _is_slot(node: nodes.Node) -> bool:
    return isinstance(node, StabilityInlineSlot)


def _detach(slot: StabilityInlineSlot) -> None:
    # one that holds the author's own words is like any other word
    if not slot.children:
        slot["spaced"] = _trim(slot)


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
