"""Documented objects: a slot in every signature and one for notices in the content.

This runs once for each documented object while pages are read, so it does as little as it can:
which objects are marked is looked up when pages are written.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.identities import read_id
from api_stability.sphinx.nodes import Placeholder, StabilityNoticeSlot, StabilitySignatureSlot
from api_stability.sphinx.overloads import read_overload
from api_stability.sphinx.uses import ObjectUse, Signature


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
    if not found:  # no signature was understood
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
