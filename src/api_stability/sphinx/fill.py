"""Placeholders are filled, when a page is written."""

from __future__ import annotations

import msgspec
from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from api_stability.directives.shown import Badges, Link, Problem, Tables
from api_stability.directives.uses import BadgeUse, LinkUse
from api_stability.model.views import Chart, FeatureCard, Notice
from api_stability.renderers.printable import printable_part
from api_stability.sphinx.around import leave_out_said
from api_stability.sphinx.build import Build
from api_stability.sphinx.charts import draw_chart
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.drawing import (
    UNSEARCHED,
    Pen,
    RowAnchors,
    draw_anchor,
    draw_badge,
    draw_card,
    draw_line,
    draw_notice,
    draw_small,
    draw_table,
)
from api_stability.sphinx.external import ExternalView, choose_badges
from api_stability.sphinx.field_lists import insert_after_name
from api_stability.sphinx.fill_objects import Page, draw_module, fill_object, read_modules
from api_stability.sphinx.nodes import (
    USE,
    Found,
    Placeholder,
    StabilityBadge,
    StabilityInlineSlot,
    StabilityNameSlot,
    StabilityNoticeSlot,
    find_placeholders,
    is_page,
)
from api_stability.sphinx.present import Beside, View, present
from api_stability.sphinx.publish import is_web_site
from api_stability.sphinx.raw_rows import make_row_writer
from api_stability.sphinx.warning import warn
from api_stability.views.documented import NOTHING, ObjectView


def fill_page(document: nodes.document, env: BuildEnvironment) -> None:
    """Put badges, notices and tables where placeholders stand; remove those that stay empty."""
    build, name = stability_domain(env).build, env.docname
    if build is None or build.builder.name == "gettext":
        # translators are given what authors wrote; what code says stands in no page's source
        _clear(find_placeholders(document, in_text=True))
        return
    build.filled.add(name)
    is_one = is_page(document)
    # what is left on a page that shows nothing, attributes and invisible nodes, can be seen only
    # where all of those are written
    if is_one and build.builder.format == "html" and not build.asking.shows(name):
        return
    in_text = build.asking.has_text(name if is_one else None)
    found = find_placeholders(document, in_text=in_text)
    page = Page(name, build, _make_pen(build), read_modules(found.placeholders))
    for content in found.contents:
        fill_object(content, page)
    for placeholder in found.placeholders:
        _fill(placeholder, page)


def _clear(found: Found) -> None:
    """Leave only what authors wrote."""
    for content in found.contents:
        del content[USE]
    for placeholder in found.placeholders:
        _replace(placeholder, placeholder.children)


def _fill(placeholder: Placeholder, page: Page) -> None:
    build, pen = page.build, page.pen
    view = present(placeholder.use, build)
    if view is NOTHING:
        placeholder.parent.remove(placeholder)
        return
    if isinstance(placeholder, StabilityNoticeSlot) and isinstance(view, ObjectView):
        view = leave_out_said(view, placeholder.parent, page.modules, build)
    elif isinstance(view, Tables):
        if view.is_own:
            docname = _find_page(placeholder) or page.name
            anchors = RowAnchors(build.rows, docname, page.anchored)
            pen = msgspec.structs.replace(pen, rows=anchors)
        is_free = isinstance(placeholder.parent, nodes.section)
        pen = msgspec.structs.replace(pen, parts_tables=pen.heads and is_free)
    elif isinstance(view, Problem):
        _tell(view, placeholder)
    drawn = _draw(placeholder, view, pen)
    if drawn:
        build.shown.add(page.name)
        build.row_counts[page.name] += _count_rows(view)
    if isinstance(placeholder, StabilityNameSlot):
        drawn = _move_to_name(placeholder, drawn)
    _replace(placeholder, drawn)


def _count_rows(view: View) -> int:
    tables = view.tables if isinstance(view, Tables) else ()
    tables += (view.table,) if isinstance(view, Chart) else ()
    return sum(len(table.rows) for table in tables)


def _tell(problem: Problem, placeholder: Placeholder) -> None:
    if not problem.is_told:
        warn(problem.code, problem.message, location=placeholder)


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
    def link(target: str, content: nodes.Node) -> nodes.Node:
        # on a manual page an address is spelled out, and one within it leads nowhere
        if build.builder.format == "man":
            return content
        return build.places.link(target, content, build.builder)

    return Pen(
        link=link,
        draws_badges=build.draws_badges,
        plain=build.builder.format == "text",
        entitles=build.builder.format != "man",
        breaks=build.builder.format == "html",
        heads=build.builder.format == "latex",
        draws_charts=is_web_site(build.builder),
        write_rows=make_row_writer(build),
    )


def _draw(placeholder: Placeholder, view: View, pen: Pen) -> list[nodes.Node]:
    """What takes the place of *placeholder*."""
    match view:
        case ObjectView():
            return draw_module(view, pen)
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
        case ExternalView():
            return [draw_badge(each, pen, spaced=True) for each in choose_badges(placeholder, view)]


def _draw_anchor(placeholder: Placeholder, pen: Pen) -> list[nodes.Node]:
    return [draw_anchor(placeholder["ids"], pen)] if placeholder["ids"] else []


def _move_to_name(slot: StabilityNameSlot, drawn: list[nodes.Node]) -> list[nodes.Node]:
    """Put what was drawn where the name ends; nothing is left for the slot itself."""
    name = slot.parent[slot.parent.index(slot) - 1]
    if isinstance(name, nodes.Element):
        insert_after_name(name, drawn)
    return []


def _draw_link(placeholder: Placeholder, view: Link, pen: Pen) -> list[nodes.Node]:
    author_wrote = bool(placeholder.children)
    classes = [] if author_wrote else [UNSEARCHED]
    text = nodes.inline("", printable_part(view.name.text), classes=classes)
    # LaTeX writes titles in capitals above its pages, and the name that a link leads to with them
    is_linked = not (pen.heads and _is_in_heading(placeholder))
    drawn: list[nodes.Node] = [pen.link(view.name.target or "", text) if is_linked else text]
    drawn += [draw_badge(badge, pen, spaced=True) for badge in view.badges]
    return _spaced(placeholder, drawn)


def _is_in_heading(node: nodes.Node) -> bool:
    step = node.parent
    while isinstance(step, nodes.TextElement) and not isinstance(step, nodes.title):
        step = step.parent
    return isinstance(step, nodes.title) and isinstance(step.parent, nodes.section)


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
