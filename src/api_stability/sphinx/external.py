"""References to what other projects document: badges after those that are not simply stable.

What a page refers to is noted when it is read, by name alone; what a name leads to is known when
the page is written. Sphinx and intersphinx (or whoever else) resolve references as always: before
they do, a slot is put behind each that may need badges, and afterwards it is seen what became of
the reference. A link into the other project gets the badges; anything else gets none.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any, Final

import msgspec
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform

from api_stability.model.views import Badge
from api_stability.sphinx.build import Build
from api_stability.sphinx.documented import NOTHING, ObjectView
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.drawing import Pen, draw_badge
from api_stability.sphinx.external_ids import read_external_ids
from api_stability.sphinx.uses import ExternalUse
from api_stability.sphinx.visitors import leave
from api_stability.views.elsewhere import view_badges_elsewhere

_WITHOUT_BADGES: Final = (addnodes.desc_signature, nodes.title, addnodes.toctree)
"""In types within a signature a badge would be read as part of the type."""
_UNIQUE: Final = frozenset({"python", "rust"})
"""Surfaces whose full names say whose they are."""


class Meant(msgspec.Struct, frozen=True):
    """What a reference may be to, in one of the other projects."""

    bases: tuple[str, ...]
    """What a link to it begins with."""
    is_unique: bool
    """Whether the name alone says whose it is."""
    badges: tuple[Badge, ...]


class ExternalView(msgspec.Struct, frozen=True):
    """What may stand after a reference, by where it leads."""

    meant: tuple[Meant, ...]


class StabilityExternalSlot(nodes.Element, nodes.Inline):
    """Directly behind a reference, while references are resolved."""


def add_external_references(app: Sphinx) -> None:
    """Register what this module has with Sphinx."""
    shown = (leave, leave)
    app.add_node(
        StabilityExternalSlot, html=shown, latex=shown, text=shown, man=shown, texinfo=shown
    )
    app.add_post_transform(LeaveExternalSlots)
    app.add_post_transform(FillExternalSlots)
    app.connect("doctree-read", note_references)
    app.connect("env-get-outdated", find_unnoted)


def note_references(app: Sphinx, document: nodes.document) -> None:
    """Note what the page that was read refers to, where other projects are configured."""
    domain = stability_domain(app.env)
    if domain.build is None or not domain.build.others.configured:
        return
    found = dict.fromkeys(use for _, use in find_references(document))
    for use in found:
        domain.note_use(use)
    domain.referring[app.env.docname] = True


def find_unnoted(
    _app: Sphinx, env: BuildEnvironment, _added: Set[str], _changed: Set[str], _removed: Set[str]
) -> list[str]:
    """The pages that were read before any other project was configured."""
    domain = stability_domain(env)
    if domain.build is None or not domain.build.others.configured:
        return []
    return sorted(set(env.all_docs) & env.found_docs - domain.referring.keys())


def find_references(
    root: nodes.Element,
) -> Iterator[tuple[addnodes.pending_xref, ExternalUse]]:
    """The references in *root* that name a symbol, in order."""
    waiting: list[nodes.Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, addnodes.pending_xref):
            ids = read_external_ids(node)
            if ids:
                yield node, ExternalUse(ids)
        elif isinstance(node, nodes.Element) and not isinstance(node, _WITHOUT_BADGES):
            waiting += reversed(node.children)


def view_external(use: ExternalUse, build: Build) -> ExternalView | ObjectView:
    """What may stand after a reference; `NOTHING` where nothing can.

    A name that the documented project has is its own, wherever the reference leads.
    """
    if not build.settings.badges or any(build.index.find_symbol(name) for name in use.ids):
        return NOTHING
    meant: list[Meant] = []
    for name in use.ids:
        for other, symbol in build.others.find_all(name):
            project = other.index.find_project(symbol.project)
            badges = view_badges_elsewhere(symbol, project, build.policy)
            meant.append(Meant(other.bases, symbol.surface in _UNIQUE, badges))
    return ExternalView(tuple(meant)) if any(each.badges for each in meant) else NOTHING


class LeaveExternalSlots(SphinxPostTransform):
    """Put a slot behind each reference that may get badges, before references are resolved."""

    # before the one of intersphinx, which comes just before Sphinx's own
    default_priority = ReferencesResolver.default_priority - 2

    def run(self, **_options: Any) -> None:
        """Do so in one document."""
        build = _find_build(self.env)
        if build is None:
            return
        for node, use in list(find_references(self.document)):
            if build.views.get(use, NOTHING) is not NOTHING:
                node.parent.insert(node.parent.index(node) + 1, StabilityExternalSlot(use=use))


class FillExternalSlots(SphinxPostTransform):
    """Put badges behind the links into other projects, and remove all other slots."""

    default_priority = ReferencesResolver.default_priority + 2

    def run(self, **_options: Any) -> None:
        """Do so in one document."""
        build = _find_build(self.env)
        if build is None:
            return
        pen = Pen(link=lambda _target, content: content, draws_badges=build.draws_badges)
        for slot in list(self.document.findall(StabilityExternalSlot)):
            position = slot.parent.index(slot)
            link = slot.parent[position - 1] if position else None
            badges: list[nodes.Node] = [
                draw_badge(badge, pen, spaced=True)
                for badge in _choose(link, build.views.get(slot["use"]))
            ]
            if badges:
                build.shown.add(self.env.docname)
            slot.parent[position : position + 1] = badges


def _find_build(env: BuildEnvironment) -> Build | None:
    build = stability_domain(env).build
    has_work = build is not None and build.others.all and build.builder.name != "gettext"
    return build if has_work else None


def _choose(link: nodes.Node | None, view: object) -> tuple[Badge, ...]:
    """The badges of what *link* leads to; none unless it leads out of this documentation."""
    if not isinstance(link, nodes.reference) or not isinstance(view, ExternalView):
        return ()
    address = link.get("refuri")
    if not isinstance(address, str) or link.get("internal"):
        return ()
    there = [each for each in view.meant if _is_below(address, each.bases)]
    named = [each for each in view.meant if each.is_unique]
    found = next(iter((*there, *named)), None)
    return found.badges if found is not None else ()


def _is_below(address: str, bases: tuple[str, ...]) -> bool:
    return any(_bare(address).startswith(_bare(base)) for base in bases)


def _bare(address: str) -> str:
    """*address* without the steps out of a folder: paths are written from where the link stands."""
    while address.startswith(("../", "./")):
        address = address.partition("/")[2]
    return address
