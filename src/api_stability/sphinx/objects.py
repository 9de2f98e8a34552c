"""Documented objects: a slot in every signature and one for notices in the content.

This runs once for each documented object while pages are read, so it does as little as it can:
which objects are marked is looked up when pages are written.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.identities import documents_symbols, read_id
from api_stability.sphinx.nodes import (
    Placeholder,
    StabilityBlockSlot,
    StabilityInlineSlot,
    StabilityNoticeSlot,
    StabilitySignatureSlot,
)
from api_stability.sphinx.overloads import read_overload
from api_stability.sphinx.uses import LevelUse, ObjectUse, SaidUse, Signature


def leave_slots(app: Sphinx, domain: str, objtype: str, content: addnodes.desc_content) -> None:
    """Leave slots in the description whose *content* was just read."""
    if content.parent is None:
        return
    found = [
        (name, node)
        for node in content.parent.children
        if isinstance(node, addnodes.desc_signature)
        and (name := read_id(domain, objtype, node, app.env))
    ]
    if not found:  # what the inventory does not know, or a signature that was not understood
        if not documents_symbols(domain, objtype):
            leave_said(app, content)
        return
    several = len(found) > 1 and domain == "py"
    use = ObjectUse(
        tuple(Signature(name, read_overload(node) if several else None) for name, node in found)
    )
    for position, (name, node) in enumerate(found):
        if domain != "py" and node["ids"]:
            stability_domain(app.env).note_documented(name, node["ids"][0])
        slot = StabilitySignatureSlot("", use=use, position=position)
        _end_of(node).append(slot)
    content.insert(0, StabilityNoticeSlot("", use=use))
    stability_domain(app.env).note_use(use)


def leave_said(app: Sphinx, content: addnodes.desc_content) -> None:
    """Leave slots for what the author's own text says of an object that is no symbol.

    That is the directive ``stability``, or Sphinx' ``deprecated``, at the first level of *content*.
    """
    words = tuple(dict.fromkeys(filter(None, map(_said_by, content.children))))
    signatures = [
        node for node in content.parent.children if isinstance(node, addnodes.desc_signature)
    ]
    for use in map(SaidUse, words if signatures else ()):
        stability_domain(app.env).note_use(use)
        for node in signatures:
            _end_of(node).append(StabilityInlineSlot("", use=use, spaced=True))


def _said_by(node: nodes.Node) -> str | None:
    if isinstance(node, StabilityBlockSlot) and isinstance(node.use, LevelUse):
        return node.use.level
    is_deprecation = isinstance(node, addnodes.versionmodified) and node.get("type") == "deprecated"
    return "deprecated" if is_deprecation else None


def _end_of(signature: addnodes.desc_signature) -> nodes.Element:
    """Where a badge goes: at the end, in a signature of several lines at the line with the link."""
    if not signature.get("is_multiline"):
        return signature
    lines = [node for node in signature if isinstance(node, addnodes.desc_signature_line)]
    linked = next((line for line in lines if line.get("add_permalink")), None)
    return linked or (lines[0] if lines else signature)


def insert_slot(app: Sphinx, name: nodes.Element, slot: Placeholder) -> None:
    """Insert *slot* after the element that names something."""
    name.parent.insert(name.parent.index(name) + 1, slot)
    stability_domain(app.env).note_use(slot.use)
