"""Searching the inventories of several projects at once, each of which stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from api_stability.model.history import NO_HISTORY
from api_stability.model.index import Index
from api_stability.model.inventory import Feature, Inventory
from api_stability.model.symbols import Symbol


class Federation(Index):
    """Look-up in *first* and in *others*; what several of them have under one id is the first's.

    No two of them have a project of the same name. What is asked about a symbol is answered by the
    inventory that has its project: another one cannot put anything around it or beside it.
    """

    def __init__(self, first: Index, *others: Index) -> None:
        self._parts = (first, *others)
        histories = (part.history for part in self._parts if part.history is not NO_HISTORY)
        super().__init__(
            _join([part.inventory for part in self._parts]), next(histories, NO_HISTORY)
        )

    @cached_property
    def _symbols(self) -> dict[str, Symbol]:
        found: dict[str, Symbol] = {}
        for part in reversed(self._parts):
            found.update(part._symbols)  # noqa: SLF001 - of the same class
        return found

    @cached_property
    def _features(self) -> dict[str, Feature]:
        found: dict[str, Feature] = {}
        for part in reversed(self._parts):
            found.update(part._features)  # noqa: SLF001 - of the same class
        return found

    def find_enclosing(self, symbol: Symbol) -> Iterator[Symbol]:
        """What encloses *symbol* in its own project, nearest first."""
        return self._home(symbol).find_enclosing(symbol)

    def find_alternative(self, text: str, *, near: Symbol) -> Symbol | None:
        """The symbol that *text* names: in the project of *near*, else by its full name in another.

        A name that is relative to *near* is looked up in the project of *near* only.
        """
        home = self._home(near)
        found = home.find_alternative(text, near=near)
        return found if found is not None else self.find_named(text, near.surface)

    def _home(self, symbol: Symbol) -> Index:
        found = (part for part in self._parts if part.find_project(symbol.project) is not None)
        return next(found, self._parts[0])


def _join(inventories: list[Inventory]) -> Inventory:
    """What tables are made of, one inventory after the other."""
    return Inventory(
        complete=all(inventory.complete for inventory in inventories),
        projects=tuple(each for inventory in inventories for each in inventory.projects),
        symbols=tuple(each for inventory in inventories for each in inventory.symbols),
        features=tuple(each for inventory in inventories for each in inventory.features),
    )
