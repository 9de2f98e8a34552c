"""References to what other projects document: badges after those that are not simply stable.

What a page refers to is noted when it is read, by name alone, and a slot is left behind each
reference; what a name leads to is known when the page is written. Sphinx and intersphinx (or
whoever else) resolve references as always, and afterwards it is seen what became of the reference.
A link into the other project gets the badges; anything else gets none.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Final

import msgspec
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from api_stability.model.views import Badge
from api_stability.sphinx.build import Build
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.external_ids import read_external_ids
from api_stability.sphinx.nodes import StabilityInlineSlot
from api_stability.sphinx.objects import insert_slot
from api_stability.sphinx.uses import ExternalUse
from api_stability.views.documented import NOTHING, ObjectView
from api_stability.views.elsewhere import view_badges_elsewhere

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


def reads_references(app: Sphinx) -> bool:
    """Whether the page that is being read is looked through for such references: from now on."""
    domain = stability_domain(app.env)
    if domain.build is None or not domain.build.others.configured:
        return False
    domain.referring[app.env.docname] = True
    return True


def read_external(app: Sphinx, node: nodes.Element) -> None:
    """Leave a slot where *node* is a reference that names a symbol."""
    ids = read_external_ids(node) if isinstance(node, addnodes.pending_xref) else ()
    if ids:
        insert_slot(app, node, StabilityInlineSlot("", use=ExternalUse(ids)))


def find_unnoted(
    _app: Sphinx, env: BuildEnvironment, _added: Set[str], _changed: Set[str], _removed: Set[str]
) -> list[str]:
    """The pages that were read before any other project was configured."""
    domain = stability_domain(env)
    if domain.build is None or not domain.build.others.configured:
        return []
    return sorted(set(env.all_docs) & env.found_docs - domain.referring.keys())


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


def choose_badges(slot: nodes.Element, view: ExternalView) -> tuple[Badge, ...]:
    """The badges of what the link before *slot* leads to.

    None unless it leads out of this documentation.
    """
    position = slot.parent.index(slot)
    link = slot.parent[position - 1] if position else None
    if not isinstance(link, nodes.reference) or link.get("internal"):
        return ()
    address = link.get("refuri")
    if not isinstance(address, str):
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
