"""Where on which page something is documented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

import msgspec
from docutils import nodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri

from api_stability.model.index import Index
from api_stability.model.views import Badge, Span
from api_stability.remote.configured import is_address
from api_stability.renderers.printable import printable
from api_stability.sphinx.domain import StabilityDomain, stability_domain
from api_stability.sphinx.elsewhere import Address, Elsewhere

Place: TypeAlias = tuple[str, str]
"""Document name and anchor."""
Answer: TypeAlias = tuple[tuple[str, Place], ...]
"""What a reference of ours may lead to: types of objects, and their places."""


class Hyperlink(msgspec.Struct, frozen=True):
    """A way to where something is documented: an anchor of the page itself, or an address."""

    title: str
    refid: str | None = None
    refuri: str | None = None
    internal: bool = True
    """Whether it leads to a page of this documentation."""

    def around(self, content: nodes.Node) -> nodes.reference:
        """*content*, linked."""
        link = nodes.reference("", "", content, internal=self.internal, reftitle=self.title)
        if self.refid is not None:
            link["refid"] = self.refid
        else:
            link["refuri"] = self.refuri
        return link


class Documented(msgspec.Struct, frozen=True, dict=True):
    """What the domains describe; asked only when all pages are read."""

    env: BuildEnvironment

    def find(self, names: Iterable[str]) -> Place | None:
        """Where the symbol that has these ids is described."""
        for name in names:
            place = (
                self._find_python(name) if name.startswith("python:") else self._others.get(name)
            )
            if place is not None:
                return place
        return None

    @cached_property
    def _others(self) -> dict[str, Place]:
        """By id, of every domain but Python's, which knows by itself; the first page wins."""
        found: dict[str, Place] = {}
        for docname, anchors in sorted(stability_domain(self.env).documented.items()):
            for symbol_id, anchor in anchors.items():
                found.setdefault(symbol_id, (docname, anchor))
        return found

    def _find_python(self, symbol_id: str) -> Place | None:
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


class Places(msgspec.Struct, frozen=True):
    """Look-up of what `Span.target` names, among what this documentation describes."""

    documented: Documented
    index: Index
    elsewhere: Elsewhere
    rows: Mapping[str, Place] = {}
    """Symbol id to the row of a table that is about it, where nothing else documents it."""
    known: dict[str, tuple[Place, ...]] = {}
    """What was found before: every page is read by now."""
    addresses: dict[Place, str | None] = {}
    """From a document to another: the relative address, ``None`` where a builder has none."""

    @property
    def env(self) -> BuildEnvironment:
        """The environment."""
        return self.documented.env

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
        names = (symbol.id, *symbol.aliases) if symbol is not None else (target,)
        place = self.documented.find(names) or self.rows.get(names[0])
        return (place,) if place is not None else ()

    @property
    def policy(self) -> tuple[Place, ...]:
        """Where the policy's tables are."""
        return tuple(sorted(self.domain.policies.items()))

    def link(
        self, target: str, content: nodes.Node, builder: Builder, *, here: str | None = None
    ) -> nodes.Node:
        """*content* as a link to the place of *target*; alone where there is none."""
        link = self.find_link(target, builder, here=here)
        return content if link is None else link.around(content)

    def find_link(
        self, target: str, builder: Builder, *, here: str | None = None
    ) -> Hyperlink | None:
        """The link to the place of *target*, on the same page if possible.

        *here*: the page, when it is not the one that is being written.
        """
        places = self.find_all(target)
        here = self.env.docname if here is None else here
        if not places:
            address = self.elsewhere.find(target)
            return None if address is None else _link_elsewhere(address, target, here)
        docname, anchor = next((place for place in places if place[0] == here), places[0])
        uri = self._find_address(here, docname, builder)
        if uri is None or (docname == here and not anchor):
            return None  # no place, or where the reader is
        title = _title(target)
        # where all documents are one page, that page has the anchor
        if anchor and (docname == here or uri.startswith("#")):
            return Hyperlink(title, refid=anchor)
        return Hyperlink(title, refuri=f"{uri}#{anchor}" if anchor else uri)

    def _find_address(self, here: str, docname: str, builder: Builder) -> str | None:
        key = here, docname
        if key not in self.addresses:
            try:
                self.addresses[key] = builder.get_relative_uri(here, docname)
            except NoUri:
                self.addresses[key] = None
        return self.addresses[key]


def _link_elsewhere(address: Address, target: str, here: str) -> Hyperlink:
    """A link out of the page *here*, into the pages of another project."""
    uri = address.uri if is_address(address.uri) else "../" * here.count("/") + address.uri
    title = printable(f"{_title(target)} (in {address.project})")
    return Hyperlink(title, refuri=uri, internal=False)


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
