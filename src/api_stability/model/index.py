"""Searching an inventory in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from api_stability.model.history import NO_HISTORY, History
from api_stability.model.ids import InvalidIdError, parse_id
from api_stability.model.inventory import Feature, Inventory, Project
from api_stability.model.ledger import Entry
from api_stability.model.symbols import Symbol

_SPELLINGS: Final[dict[str, tuple[str, ...]]] = {
    "python": ("{}({})", "{}.{}"),
    "rust": ("{}::{}",),
    "cli": ("{} {}",),
    "crd": ("{}.{}", "{}:{}"),
    "http": ("{}.{}", "{} {}"),
}
"""How the id of something is spelled from what encloses it and its name."""
_NAME: Final = re.compile(r"[\w.:!/@<>\[\]-]+( [\w.<>-]+)*")
"""What may be a name; anything else is a phrase."""


class Index:
    """Look-up of an inventory's symbols by any id or alias, and of features and projects.

    *history* is that of one of its projects.

    Immutable; an alias that two symbols share belongs to the one whose id sorts first, and an id
    always wins over an alias.
    """

    def __init__(self, inventory: Inventory, history: History = NO_HISTORY) -> None:
        self.inventory = inventory
        self.history = history

    @cached_property
    def _symbols(self) -> dict[str, Symbol]:
        found: dict[str, Symbol] = {}
        for symbol in self.inventory.symbols:
            for alias in symbol.aliases:
                found.setdefault(alias, symbol)
        found.update((symbol.id, symbol) for symbol in self.inventory.symbols)
        return found

    @cached_property
    def _features(self) -> dict[str, Feature]:
        return {feature.id: feature for feature in self.inventory.features}

    @cached_property
    def _projects(self) -> dict[str, Project]:
        return {project.name: project for project in self.inventory.projects}

    def find_symbol(self, id_or_alias: str) -> Symbol | None:
        """The symbol with that id or alias."""
        return self._symbols.get(id_or_alias)

    def find_entry(self, symbol: Symbol) -> Entry | None:
        """What the history has on *symbol*, under any of its names."""
        if symbol.project != self.history.project:
            return None
        return self.history.find_entry((symbol.id, *symbol.aliases))

    def find_feature(self, feature_id: str) -> Feature | None:
        """The feature with that id."""
        return self._features.get(feature_id)

    def find_project(self, name: str) -> Project | None:
        """The project called *name*."""
        return self._projects.get(name)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id and alias, for suggestions."""
        return tuple(self._symbols)

    @property
    def feature_ids(self) -> tuple[str, ...]:
        """Every feature's id."""
        return tuple(self._features)

    def find_enclosing(self, symbol: Symbol) -> Iterator[Symbol]:
        """What encloses *symbol*, nearest first, as far as the inventory has it.

        Follows the enclosing definition that the reader named, else the id's own parent.
        """
        seen = {symbol.id}
        step = symbol.enclosing or _parent_id(symbol.id)
        while step is not None:
            found = self._symbols.get(step)
            if found is None:
                step = _parent_id(step)
                continue
            if found.id in seen:  # a hostile or merged inventory may enclose itself
                return
            seen.add(found.id)
            yield found
            step = found.enclosing or _parent_id(found.id)

    def find_alternative(self, text: str, *, near: Symbol) -> Symbol | None:
        """The symbol that an alternative's *text* names, seen from *near*; ``None`` when none does.

        *text* may be an id, a full path, or a name relative to what encloses *near* (a sibling
        method, another parameter of the same function, a function of the same module). Never a
        guess: a phrase, or a bare name that only exists elsewhere, finds nothing.
        """
        found = self.find_named(text, near.surface)
        name = _bare_name(text)
        if found is not None or not _NAME.fullmatch(name):
            return found
        return self._find_relative(name, near)

    def find_named(self, text: str, surface: str) -> Symbol | None:
        """The symbol whose id or full path *text* is, as a mark on something of *surface* has it.

        Quotes and empty parentheses around a name are no part of it.
        """
        name = _bare_name(text)
        if (direct := self._symbols.get(name)) is not None:
            return direct
        return self._symbols.get(f"{surface}:{name}") if _NAME.fullmatch(name) else None

    def _find_relative(self, name: str, near: Symbol) -> Symbol | None:
        for start in (near.id, *near.aliases):
            try:
                scope = parse_id(start).parent
            except InvalidIdError:
                continue
            while scope is not None:
                for spelling in _SPELLINGS.get(near.surface, ("{}.{}",)):
                    found = self._symbols.get(spelling.format(scope, name))
                    if found is not None:
                        return found
                scope = scope.parent
        return None


def _bare_name(text: str) -> str:
    return re.sub(r"^[`\s]+|[`\s]+$", "", text).removesuffix("()")


def _parent_id(symbol_id: str) -> str | None:
    try:
        parent = parse_id(symbol_id).parent
    except InvalidIdError:
        return None
    return None if parent is None else str(parent)
