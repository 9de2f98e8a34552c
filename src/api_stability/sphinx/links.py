"""Links to documented objects: what one leads to, and which symbol that is.

A link is followed as its domain follows it, so that the badge is that of what the reader gets to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import suppress_logging

from api_stability.sphinx.identities import identify_object
from api_stability.sphinx.places import Place
from api_stability.sphinx.uses import ReferenceUse

_ROLES: Final[dict[str, tuple[str, ...] | None]] = {
    "py": None,
    "std": ("option", "envvar"),
    "rust": None,
    "http": None,
}
"""The roles of each domain that lead to symbols; ``None``: all of them."""

_CONTEXT: Final = ("py:class", "py:module", "refspecific", "std:program")
"""What else a domain goes by."""


def describe_reference(node: addnodes.pending_xref) -> ReferenceUse | None:
    """What *node* asks for; ``None`` where it leads to no symbol."""
    domain, role = node.get("refdomain", ""), node.get("reftype", "")
    roles = _ROLES.get(domain, ())
    if roles is not None and role not in roles:
        return None
    context = tuple((name, node[name]) for name in _CONTEXT if node.get(name))
    return ReferenceUse(domain, role, node["reftarget"], context)


def follow_reference(use: ReferenceUse, env: BuildEnvironment) -> Place | None:
    """The place that *use* leads to on a page of this documentation."""
    node = addnodes.pending_xref(
        "",
        refdomain=use.domain,
        reftype=use.role,
        reftarget=use.target,
        refexplicit=True,
        **dict(use.context),
    )
    # what is wrong with it, Sphinx says when it makes the link
    with suppress_logging():
        try:
            found = env.domains[use.domain].resolve_xref(
                env, "", cast("Builder", _Addresses()), use.role, use.target, node, nodes.inline()
            )
        except AttributeError:  # a domain that asks its builder for more than an address
            return None
    if not isinstance(found, nodes.reference):
        return None
    docname, _, anchor = str(found.get("refuri", "")).partition("#")
    return docname, anchor


def find_places(env: BuildEnvironment) -> Iterator[tuple[str, Place]]:
    """Every documented object that may be a symbol: its id, and where it is documented."""
    for (program, name), place in sorted(
        env.domains.standard_domain.progoptions.items(), key=lambda item: str(item[0])
    ):
        if program:
            yield f"cli:{program} {name}", place
    for domain in env.domains.sorted():
        if domain.name in _ROLES:
            for name, _, objtype, docname, anchor, _ in domain.get_objects():
                found = identify_object(domain.name, objtype, name)
                if found is not None:
                    yield found, (docname, anchor)


class _Addresses:
    """In the place of a builder, to be told the document and not its address."""

    def get_relative_uri(self, _here: str, there: str, _kind: str | None = None) -> str:
        """The document's name."""
        return there
