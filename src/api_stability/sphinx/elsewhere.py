"""Where other projects document their symbols, as far as intersphinx knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from sphinx.environment import BuildEnvironment

from api_stability.model.index import Index
from api_stability.model.others import Other, Others
from api_stability.model.symbols import Symbol
from api_stability.remote.configured import as_folder, is_address, split_address

_TYPES: Final = {"rust": "rust:", "env": "std:envvar"}
"""By surface, what the types begin with of objects that are called as their symbols are."""


class Address(msgspec.Struct, frozen=True):
    """Where something is documented elsewhere."""

    uri: str
    """An address; or a path, from the folder of the first page."""
    project: str
    """What ``conf.py`` calls the project."""


class Elsewhere(msgspec.Struct, frozen=True):
    """Look-up of symbols that only other projects have, in what intersphinx has loaded."""

    env: BuildEnvironment
    own: Index
    others: Others
    known: dict[str, Address | None] = {}

    def find(self, symbol_id: str) -> Address | None:
        """Where the symbol is documented; ``None`` where nobody knows, and for our own."""
        if not self.others.all or self.own.find_symbol(symbol_id) is not None:
            return None
        if symbol_id not in self.known:
            self.known[symbol_id] = next(self._find(symbol_id), None)
        return self.known[symbol_id]

    def _find(self, symbol_id: str) -> Iterator[Address]:
        for other, symbol in self.others.find_all(symbol_id):
            entries = list(_entries(symbol))
            for objects in self._object_inventories(other):
                for types, name in entries:
                    for kind in sorted(objects):
                        if kind.startswith(types) and name in objects[kind]:
                            uri = _uri(objects[kind][name])
                            if uri is not None:
                                yield Address(uri, other.name)

    def _object_inventories(self, other: Other) -> Iterator[Mapping[str, Mapping[str, Any]]]:
        """The object inventories of the pages of that project."""
        # the two attributes are what intersphinx keeps on the environment
        named = getattr(self.env, "intersphinx_named_inventory", None) or {}
        mapping = getattr(self.env.config, "intersphinx_mapping", None) or {}
        bases = {name: value[1][0] for name, value in mapping.items()}
        for name in sorted(named, key=lambda name: (name != other.name, name)):
            if name == other.name or as_folder(bases.get(name, "")) in other.bases:
                yield named[name]


def _entries(symbol: Symbol) -> Iterator[tuple[str, str]]:
    """By which types and names an object inventory may have the symbol, the likeliest first."""
    for symbol_id in (symbol.id, *symbol.aliases):
        surface, _, name = symbol_id.partition(":")
        if surface == "python":
            # parameters, overloads and accessors stand where their function or property does
            yield "py:", re.split(r"[@(]", name, maxsplit=1)[0]
        elif surface == "cli":
            *program, option = name.split(" ")
            yield "std:cmdoption", f"{'-'.join(program)}.{option}"
        elif surface in _TYPES:
            yield _TYPES[surface], name
        # what no other domain has is in ours, where that project has tables of it
        yield "stability:symbol", symbol_id


def _uri(item: Any) -> str | None:
    uri = item.uri if hasattr(item, "uri") else item[2]
    if not isinstance(uri, str) or (is_address(uri) and split_address(uri) is None):
        return None
    return uri
