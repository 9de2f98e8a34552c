"""Where on which page something is documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from docutils import nodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from api_stability.model.index import Index
from api_stability.model.views import Span
from api_stability.sphinx.domain import StabilityDomain, stability_domain

Place = tuple[str, str]
"""Document name and anchor."""


@dataclass(frozen=True)
class Places:
    """Look-up of what `Span.target` names, among what this documentation describes."""

    env: BuildEnvironment
    index: Index

    @property
    def domain(self) -> StabilityDomain:
        """Our domain."""
        return stability_domain(self.env)

    def find_all(self, target: str) -> tuple[Place, ...]:
        """The places of a symbol id, or of ``feature:ID``; a feature may have several.

        Only what is documented under an id or alias exactly: a text from code is no reference, so
        nothing is searched for, and nothing is warned about.
        """
        if target.startswith("feature:"):
            places = self.domain.features.get(target.removeprefix("feature:"), {})
            return tuple(sorted(places.items()))
        symbol = self.index.find_symbol(target)
        for name in (symbol.id, *symbol.aliases) if symbol is not None else (target,):
            place = self._find_python(name)
            if place is not None:
                return (place,)
        return ()

    def _find_python(self, symbol_id: str) -> Place | None:
        if not symbol_id.startswith("python:"):
            return None
        # parameters, overloads and accessors stand where their function or property does
        name = re.split(r"[@(]", symbol_id.removeprefix("python:"), maxsplit=1)[0]
        domain = self.env.domains.python_domain
        if name in domain.objects:
            entry = domain.objects[name]
            return entry.docname, entry.node_id
        if name in domain.modules:
            module = domain.modules[name]
            return module.docname, module.node_id
        return None

    def link(self, target: str, content: nodes.Node, builder: Builder) -> nodes.Node:
        """*content* as a link to the place of *target*, on the same page if possible.

        Alone where there is none.
        """
        places = self.find_all(target)
        if not places:
            return content
        here = self.env.docname
        docname, anchor = next((place for place in places if place[0] == here), places[0])
        title = target.partition(":")[2]
        try:
            if builder.get_relative_uri(here, docname).startswith("#"):
                here = docname  # all documents are one page, which has the anchor
            return make_refnode(builder, here, docname, anchor, content, title)
        except NoUri:
            return content


def find_links(value: object) -> Iterator[str]:
    """Every target in a view value, in order."""
    if isinstance(value, Span):
        if value.target is not None:
            yield value.target
    elif isinstance(value, tuple):
        for each in value:
            yield from find_links(each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from find_links(getattr(value, name))
