"""What a page names without describing it: modules, rows of summaries, options in lists, links.

The page is gone through once, when it was read, and only where one of these may be on it. A slot
is left beside each name; whether there is anything to show is looked up when the page is written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from api_stability.sphinx.command_lines import COMMAND_LINES, CommandLines
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.external import read_external, reads_references
from api_stability.sphinx.links import describe_reference
from api_stability.sphinx.nodes import (
    StabilityInlineSlot,
    StabilityNameSlot,
    StabilityNoticeSlot,
    is_summary,
    mark_as_page,
)
from api_stability.sphinx.objects import insert_slot
from api_stability.sphinx.page import read_elements
from api_stability.sphinx.uses import ModuleUse, NameUse

SUMMARIES = frozenset({"sphinx.ext.autosummary", "autoapi.extension", "autodoc2"})
"""The extensions that make tables of objects."""


def leave_name_slots(app: Sphinx, document: nodes.document) -> None:
    """Leave a slot beside every name on the page."""
    mark_as_page(document)
    build = stability_domain(app.env).build
    places = build.settings.badges_in if build is not None else ()
    readers = _Readers()
    modules = _Modules(app, document)
    if modules.left:
        readers.add(modules.read, nodes.section, nodes.target)
    if "summaries" in places and not SUMMARIES.isdisjoint(app.extensions):
        readers.add(lambda node: _read_summary(app, node), nodes.row)
    if not COMMAND_LINES.isdisjoint(app.extensions):
        readers.add(CommandLines(app).read, nodes.Element)
    in_text = reads_references(app)
    if in_text:
        readers.add(lambda node: read_external(app, node), addnodes.pending_xref)
    if "references" in places:
        in_text = True
        # a link whose row has a badge needs none
        rows = "summaries" in places
        readers.add(
            lambda node: _read_reference(app, node, in_rows=not rows), addnodes.pending_xref
        )
    if not readers.all:
        return
    only_modules = bool(modules.left) and len(readers.all) == 1
    for node in read_elements(app.env, document, in_text=in_text, in_objects=not only_modules):
        for read in readers[node.__class__]:
            read(node)
        if only_modules and not modules.left:
            return


_Reader: TypeAlias = Callable[[Any], object]


class _Readers(dict[type, list[_Reader]]):
    """Who reads the elements of a class, in the order in which they were added."""

    def __init__(self) -> None:
        self.all: list[tuple[_Reader, tuple[type, ...]]] = []

    def add(self, read: _Reader, *kinds: type) -> None:
        """Have *read* called with the elements of *kinds*."""
        self.all.append((read, kinds))

    def __missing__(self, kind: type) -> list[_Reader]:
        self[kind] = found = [read for read, kinds in self.all if issubclass(kind, kinds)]
        return found


class _Modules:
    """Sphinx makes no description of a module: what ``py:module`` leaves is a target, or, where
    that came first in a section, its anchor on the section.
    """

    def __init__(self, app: Sphinx, document: nodes.document) -> None:
        self._domain = stability_domain(app.env)
        self.left: dict[str, str] = {}
        """Anchor to name of those that the page has and that were not met yet."""
        here, modules = app.env.docname, app.env.domains.python_domain.modules
        for anchor in document.ids:
            if anchor.startswith("module-"):
                name = anchor.removeprefix("module-")
                if name not in modules or modules[name].node_id != anchor:
                    # one that was made otherwise: two modules have names alike
                    name = next((name for name in modules if modules[name].node_id == anchor), "")
                if name and modules[name].docname == here:
                    self.left[anchor] = name

    def read(self, node: nodes.Element) -> None:
        """Leave a slot where *node* stands for a module."""
        if isinstance(node, nodes.section):
            anchors = node["ids"]
        elif isinstance(node, nodes.target) and node.get("ismod"):
            # a target's anchor may have moved to what follows it
            anchors = [*node["ids"], node.get("refid")]
        else:
            return
        for anchor in anchors:
            if anchor in self.left:
                use = ModuleUse(f"python:{self.left.pop(anchor)}")
                _insert_below(node, StabilityNoticeSlot("", use=use))
                self._domain.note_use(use)


def _insert_below(node: nodes.Element, slot: StabilityNoticeSlot) -> None:
    if isinstance(node, nodes.target):
        node.parent.insert(node.parent.index(node) + 1, slot)
        return
    position = 1  # below the title, and the index entries that belong to it
    while position < len(node) and isinstance(node[position], addnodes.index):
        position += 1
    node.insert(position, slot)


def _read_summary(app: Sphinx, node: nodes.Element) -> None:
    """The rows of a table of objects: each begins with a link to what it is about."""
    if not isinstance(node, nodes.row) or not is_summary(node.parent.parent.parent):
        return
    cell = node[0] if len(node) else None
    name = cell[0] if isinstance(cell, nodes.entry) and len(cell) else None
    if isinstance(name, nodes.paragraph):
        link = next(iter(name.findall(addnodes.pending_xref)), None)
        if link is not None and link.get("refdomain") == "py":
            use = NameUse(f"python:{link['reftarget']}")
            insert_slot(app, name, StabilityNameSlot("", use=use))


def _read_reference(app: Sphinx, node: nodes.Element, *, in_rows: bool) -> None:
    use = describe_reference(node) if isinstance(node, addnodes.pending_xref) else None
    if use is not None and (in_rows or not _is_in_row(node)):
        insert_slot(app, node, StabilityInlineSlot("", use=use))


def _is_in_row(node: nodes.Element) -> bool:
    """Whether *node* stands in a cell of a table of objects."""
    row = node.parent.parent and node.parent.parent.parent
    return isinstance(row, nodes.row) and is_summary(row.parent.parent.parent)
