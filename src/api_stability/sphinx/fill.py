"""The post-transform that fills placeholders, when a page is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from api_stability.model.views import Chart, FeatureCard, Notice
from api_stability.renderers.printable import printable_part
from api_stability.sphinx.around import leave_out_said
from api_stability.sphinx.build import Build
from api_stability.sphinx.charts import draw_chart
from api_stability.sphinx.documented import NOTHING, ObjectView
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.drawing import (
    UNSEARCHED,
    Pen,
    RowAnchors,
    draw_anchor,
    draw_badge,
    draw_card,
    draw_line,
    draw_module_badges,
    draw_notice,
    draw_small,
    draw_table,
)
from api_stability.sphinx.external import ExternalView
from api_stability.sphinx.field_lists import find_parameters, insert_after_name
from api_stability.sphinx.nodes import (
    Placeholder,
    StabilityBadge,
    StabilityInlineSlot,
    StabilityNameSlot,
    StabilityNoticeSlot,
    StabilitySignatureSlot,
    find_placeholders,
)
from api_stability.sphinx.present import (
    Badges,
    Beside,
    Link,
    Problem,
    Tables,
    View,
    present,
)
from api_stability.sphinx.publish import is_web_site
from api_stability.sphinx.uses import BadgeUse, LinkUse, ModuleUse
from api_stability.sphinx.warning import warn


class FillPlaceholders(SphinxPostTransform):
    """Put badges, notices and tables where placeholders stand; remove those that stay empty.

    After `ReferencesResolver` (10), so that Sphinx sees no reference of ours: links are made here,
    to what is documented, and a name from code that is not is no missing reference. After ``only``
    is decided (50), so that what is left out is not filled either. Before the transforms that
    prepare a finished document for its writer (from 100 on).
    """

    default_priority = 60

    def run(self, **_options: Any) -> None:
        """Fill one document."""
        domain = stability_domain(self.env)
        build = domain.build
        if build is not None:
            build.filled.add(self.env.docname)
        if not domain.pages:
            return
        in_text = build is None or build.has_roles
        placeholders = find_placeholders(self.document, in_text=in_text)
        if build is None or build.builder.name == "gettext":
            # translators are given what authors wrote; what code says stands in no page's source
            for placeholder in placeholders:
                _replace(placeholder, placeholder.children)
            return
        pen = _make_pen(build)
        anchored: set[str] = set()
        for placeholder in placeholders:
            view = present(placeholder.use, build)
            if view is NOTHING:  # most of them
                placeholder.parent.remove(placeholder)
                continue
            if isinstance(placeholder, StabilityNoticeSlot) and isinstance(view, ObjectView):
                view = leave_out_said(view, placeholder, placeholders, build)
                _fill_parameters(placeholder, view, pen)
            elif isinstance(view, Tables):
                page = _find_page(placeholder) or self.env.docname
                rows = RowAnchors(build.rows, page, anchored) if view.is_own else None
                pen = replace(pen, rows=rows)
            elif isinstance(view, Problem):
                _tell(view, placeholder)
            drawn = _draw(placeholder, view, pen)
            if drawn:
                build.shown.add(self.env.docname)
            if isinstance(placeholder, StabilityNameSlot):
                drawn = _move_to_name(placeholder, drawn)
            _replace(placeholder, drawn)


def _tell(problem: Problem, placeholder: Placeholder) -> None:
    if not problem.is_told:
        warn(problem.subtype, problem.message, location=placeholder)


def _find_page(node: nodes.Node) -> str | None:
    """The document that *node* was written in, where several are put together to be written."""
    step: nodes.Node | None = node
    while step is not None:
        # what a page begins with says so, and each of its sections
        if isinstance(step, nodes.section | addnodes.start_of_file) and "docname" in step:
            return str(step["docname"])
        step = step.parent
    return None


def _make_pen(build: Build) -> Pen:
    return Pen(
        link=lambda target, content: build.places.link(target, content, build.builder),
        draws_badges=build.draws_badges,
        plain=build.builder.format == "text",
        entitles=build.builder.format != "man",
        breaks=build.builder.format == "html",
        draws_charts=is_web_site(build.builder),
    )


def _draw(placeholder: Placeholder, view: View, pen: Pen) -> list[nodes.Node]:
    """What takes the place of *placeholder*."""
    match view:
        case ObjectView():
            return _draw_object(placeholder, view, pen)
        case Notice():
            return [draw_notice(view, pen, placeholder.children)]
        case FeatureCard():
            card = draw_card(view, pen, placeholder.children)
            return [*_draw_anchor(placeholder, pen), card]
        case Chart():
            return draw_chart(view, pen)
        case Tables():
            tables = [node for table in view.tables for node in draw_table(table, pen)]
            return [*_draw_anchor(placeholder, pen), *tables]
        case Beside():
            return [*draw_small(view.badges, pen)]
        case Badges():
            return _spaced(placeholder, draw_line(view.line, pen))
        case Link():
            return _draw_link(placeholder, view, pen)
        case Problem():
            return _draw_problem(placeholder)
        case ExternalView():  # drawn while references are resolved
            return []


def _draw_anchor(placeholder: Placeholder, pen: Pen) -> list[nodes.Node]:
    return [draw_anchor(placeholder["ids"], pen)] if placeholder["ids"] else []


def _draw_object(placeholder: Placeholder, view: ObjectView, pen: Pen) -> list[nodes.Node]:
    if isinstance(placeholder, StabilitySignatureSlot):
        own = view.badges[placeholder["position"]] if view.badges else ()
        return [draw_badge(badge, pen, spaced=True) for badge in own]
    drawn: list[nodes.Node] = [draw_notice(told.notice, pen) for told in view.notices]
    if isinstance(placeholder.use, ModuleUse) and any(view.badges):
        # what a notice says needs no badge beside it
        said = {told.notice.word for told in view.notices}
        badges = [badge for badge in view.badges[0] if badge.word not in said]
        drawn[:0] = [draw_module_badges(badges, pen)] if badges else []
    return drawn


def _move_to_name(slot: StabilityNameSlot, drawn: list[nodes.Node]) -> list[nodes.Node]:
    """Put what was drawn where the name ends; nothing is left for the slot itself."""
    name = slot.parent[slot.parent.index(slot) - 1]
    if isinstance(name, nodes.Element):
        insert_after_name(name, drawn)
    return []


def _fill_parameters(slot: StabilityNoticeSlot, view: ObjectView, pen: Pen) -> None:
    """Put the badges of parameters beside their names, the first time that each is listed."""
    waiting = dict(view.parameters)
    if not waiting:
        return
    for name, text in list(find_parameters(slot.parent)):
        badges = waiting.pop(name, None)
        if badges:
            insert_after_name(text, draw_small(badges, pen))


def _draw_link(placeholder: Placeholder, view: Link, pen: Pen) -> list[nodes.Node]:
    author_wrote = bool(placeholder.children)
    classes = [] if author_wrote else [UNSEARCHED]
    text = nodes.inline("", printable_part(view.name.text), classes=classes)
    drawn = [pen.link(view.name.target or "", text)]
    drawn += [draw_badge(badge, pen, spaced=True) for badge in view.badges]
    return _spaced(placeholder, drawn)


def _draw_problem(placeholder: Placeholder) -> list[nodes.Node]:
    """The author's own words, and of a role what it was about, so that the text can be read."""
    if placeholder.children or not isinstance(placeholder, StabilityInlineSlot):
        return placeholder.children
    use = placeholder.use
    match use:
        case BadgeUse():
            text = use.text
        case LinkUse():
            text = use.feature
        case _:
            return []
    return _spaced(placeholder, [nodes.inline("", text, classes=[UNSEARCHED])])


def _spaced(placeholder: Placeholder, drawn: list[nodes.Node]) -> list[nodes.Node]:
    """*drawn* after the space that was taken out of a title."""
    if not placeholder.get("spaced") or not drawn:
        return drawn
    first = drawn[0]
    if isinstance(first, StabilityBadge):
        first["spaced"] = True
        return drawn
    return [nodes.Text(" "), *drawn]


def _replace(placeholder: Placeholder, drawn: list[nodes.Node]) -> None:
    if not drawn and placeholder["ids"]:
        # something may point here, and a reference to nowhere would be an error of its own
        drawn = [nodes.target("", "", ids=placeholder["ids"])]
    if drawn:
        placeholder.parent.replace(placeholder, list(drawn))
    else:
        placeholder.parent.remove(placeholder)
