"""Documented objects: what each asks for is left on its description.

This runs once for each documented object while pages are read, so it does as little as it can:
which objects are marked is looked up when pages are written.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.identities import documents_symbols, read_id, read_python_id
from api_stability.sphinx.nodes import USE, Placeholder
from api_stability.sphinx.overloads import read_overload
from api_stability.sphinx.said import leave_said
from api_stability.sphinx.uses import ObjectUse, Signature


def leave_uses(app: Sphinx, domain: str, objtype: str, content: addnodes.desc_content) -> None:
    """Leave a use on the description whose *content* was just read."""
    if content.parent is None:
        return
    found = [node for node in content.parent.children if isinstance(node, addnodes.desc_signature)]
    is_python = domain == "py"
    several = is_python and len(found) > 1
    ours = stability_domain(app.env)
    signatures = []
    for position, node in enumerate(found):
        name = read_python_id(node) if is_python else read_id(domain, objtype, node, app.env)
        if name is None:  # the signature was not understood
            continue
        overload = read_overload(node) if several else None
        signatures.append(Signature(name, overload, position, len(node.children)))
        if not is_python and node["ids"]:
            ours.note_documented(name, node["ids"][0])
    if not signatures and not documents_symbols(domain, objtype):
        leave_said(content, app.env)
    if signatures:
        use = ObjectUse(tuple(signatures))
        content[USE] = use
        ours.note_use(use)


def insert_slot(app: Sphinx, name: nodes.Element, slot: Placeholder) -> None:
    """Insert *slot* after the element that names something."""
    name.parent.insert(name.parent.index(name) + 1, slot)
    stability_domain(app.env).note_use(slot.use)
