"""Where on which page something is documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
from docutils import nodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri

from api_stability.model.index import Index
from api_stability.model.views import Badge, Span
from api_stability.renderers.printable import printable
from api_stability.sphinx.domain import StabilityDomain, stability_domain

Place = tuple[str, str]
"""Document name and anchor."""


@dataclass(frozen=True)
class Places:
    """Look-up of what `Span.target` names, among what this documentation describes."""

    env: BuildEnvironment
    index: Index
    known: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    """What was found before: every page is read by now."""
    addresses: dict[Place, str | None] = field(default_factory=dict)
    """From a document to another: the relative address, ``None`` where a builder has none."""

    @property
    def domain(self) -> StabilityDomain:
        """Our domain."""
        return stability_domain(self.env)

    def find_all(self, target: str) -> tuple[Place, ...]:
        """The places of a symbol id, or of ``feature:ID``; a feature may have several.

        Only what is documented under an id or alias exactly: a text from code is no reference, so
        nothing is searched for, and nothing is warned about.
        """
        found = self.known.get(target)
        if found is None:
            found = self.known[target] = self._find_all(target)
        return found

    def _find_all(self, target: str) -> tuple[Place, ...]:
        if target.startswith("page:"):
            page = target.removeprefix("page:")
            return ((page, ""),) if page in self.env.found_docs else ()
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
        address = self._find_address(here, docname, builder)
        if address is None or (docname == here and not anchor):
            return content  # no place, or where the reader is
        link = nodes.reference("", "", content, internal=True, reftitle=_title(target))
        # where all documents are one page, that page has the anchor
        if anchor and (docname == here or address.startswith("#")):
            link["refid"] = anchor
        else:
            link["refuri"] = f"{address}#{anchor}" if anchor else address
        return link

    def _find_address(self, here: str, docname: str, builder: Builder) -> str | None:
        key = here, docname
        if key not in self.addresses:
            try:
                self.addresses[key] = builder.get_relative_uri(here, docname)
            except NoUri:
                self.addresses[key] = None
        return self.addresses[key]


def _title(target: str) -> str:
    return printable(target.partition(":")[2])


def find_links(value: object) -> Iterator[str]:
    """Every target in a view value, in order."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Span):
            if each.target is not None:
                yield each.target
        elif isinstance(each, tuple):
            waiting += reversed(each)
        elif isinstance(each, msgspec.Struct) and not isinstance(each, Badge):
            waiting += [getattr(each, name) for name in reversed(each.__struct_fields__)]
