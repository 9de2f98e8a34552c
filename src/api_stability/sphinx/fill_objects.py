"""Documented objects and modules: badges at the signatures, notices in the content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes

from api_stability.sphinx.around import leave_out_said
from api_stability.sphinx.build import Build
from api_stability.sphinx.drawing import (
    Pen,
    draw_badge,
    draw_module_badges,
    draw_notice,
    draw_small,
)
from api_stability.sphinx.field_lists import find_parameters, insert_after_name
from api_stability.sphinx.nodes import USE, Placeholder, find_badge_line
from api_stability.sphinx.present import present
from api_stability.sphinx.uses import ModuleUse, ObjectUse
from api_stability.views.documented import NOTHING, ObjectView


@dataclass(frozen=True)
class Page:
    """The document that is being filled."""

    name: str
    build: Build
    pen: Pen
    modules: frozenset[str]
    """The ids of the modules that are documented on it."""
    anchored: set[str] = field(default_factory=set)
    """The anchors of rows that it has by now."""


def read_modules(placeholders: Iterable[Placeholder]) -> frozenset[str]:
    """The ids of the modules that have one of *placeholders*."""
    uses = (placeholder.use for placeholder in placeholders)
    return frozenset(use.id for use in uses if isinstance(use, ModuleUse))


def fill_object(content: addnodes.desc_content, page: Page) -> None:
    """Put into the description with that *content* what its use shows."""
    use: ObjectUse = content.attributes.pop(USE)
    view = present(use, page.build)
    if view is NOTHING or not isinstance(view, ObjectView):  # most of them
        return
    description = content.parent
    view = leave_out_said(view, description.parent, page.modules, page.build)
    _fill_signatures(description, use, view, page.pen)
    _fill_parameters(content, view, page.pen)
    content[:0] = [draw_notice(told.notice, page.pen) for told in view.notices]
    page.build.shown.add(page.name)


def draw_module(view: ObjectView, pen: Pen) -> list[nodes.Node]:
    """The notices of a module, and its badges above them."""
    drawn: list[nodes.Node] = [draw_notice(told.notice, pen) for told in view.notices]
    if any(view.badges):
        # what a notice says needs no badge beside it
        said = {told.notice.word for told in view.notices}
        badges = [badge for badge in view.badges[0] if badge.word not in said]
        drawn[:0] = [draw_module_badges(badges, pen)] if badges else []
    return drawn


def _fill_signatures(
    description: nodes.Element, use: ObjectUse, view: ObjectView, pen: Pen
) -> None:
    """Put its own badges at the end of each signature."""
    found = [node for node in description.children if isinstance(node, addnodes.desc_signature)]
    for signature, badges in zip(use.signatures, view.badges, strict=True):
        # another extension may have taken some away
        for node in found[signature.position : signature.position + 1]:
            line = find_badge_line(node)
            end = signature.length if line is node else len(line)
            line[end:end] = [draw_badge(badge, pen, spaced=True) for badge in badges]


def _fill_parameters(content: nodes.Element, view: ObjectView, pen: Pen) -> None:
    """Put the badges of parameters beside their names, the first time that each is listed."""
    waiting = dict(view.parameters)
    if not waiting:
        return
    for name, text in list(find_parameters(content)):
        badges = waiting.pop(name, None)
        if badges:
            insert_after_name(text, draw_small(badges, pen))
