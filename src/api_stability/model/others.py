"""Other projects than the documented one, of which a host has inventories."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import msgspec

from api_stability.model.federation import Federation
from api_stability.model.index import Index
from api_stability.model.inventory import Inventory
from api_stability.model.symbols import Symbol


class Other(msgspec.Struct, frozen=True):
    """Another project, or several, of which there is an inventory."""

    name: str
    """What the host's configuration calls it."""
    bases: tuple[str, ...]
    """Where its pages are: addresses, or paths as links to them have."""
    index: Index

    @property
    def projects(self) -> tuple[str, ...]:
        """The names that its projects give themselves."""
        return tuple(project.name for project in self.index.inventory.projects)


class Others(msgspec.Struct, frozen=True, dict=True):
    """All other projects of a build. None of them says anything about the documented one."""

    configured: bool = False
    """Whether there may be any: then pages are looked through for references to them."""
    all: tuple[Other, ...] = ()
    """In the order of the configuration, which decides between two that say different things."""
    missing: tuple[str, ...] = ()
    """Names in the configuration of which nothing could be had."""

    @cached_property
    def index(self) -> Index:
        """Look-up in all of them."""
        return Federation(Index(Inventory()), *(other.index for other in self.all))

    def find(self, name: str) -> Other | None:
        """The one that is called *name* here, else the one that has a project of that name."""
        for other in self.all:
            if other.name == name:
                return other
        return next((other for other in self.all if name in other.projects), None)

    def find_all(self, symbol_id: str) -> list[tuple[Other, Symbol]]:
        """All that have that id or alias."""
        found = ((other, other.index.find_symbol(symbol_id)) for other in self.all)
        return [(other, symbol) for other, symbol in found if symbol is not None]


NO_OTHERS: Final = Others()
