"""What is compared: everything as it stood in one inventory, or in one release of a history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from api_stability.language import message
from api_stability.model.history import Standing
from api_stability.model.ids import SURFACES, Surface
from api_stability.model.index import Index
from api_stability.model.inventory import Source
from api_stability.model.ledger import Entry
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol

NOW: Final = message("now")
"""What the inventory at hand is called where releases are named."""


class Thing(msgspec.Struct, frozen=True):
    """One symbol as it stood."""

    symbol: Symbol
    """As the inventory has it, else made from the entry, only to be named and ordered."""
    standing: Standing
    names: tuple[str, ...]
    """Id and aliases, the most telling ones first."""
    entry: Entry | None = None


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a comparison."""

    label: str
    things: tuple[Thing, ...]
    index: Index
    release: int | None = None
    """The number of the release, of those in the history of *index*."""
    sources: tuple[Source, ...] = ()
    surfaces: frozenset[Surface] = frozenset()
    """Those on which it has everything, where that is not said source by source."""
    marked_only: frozenset[Surface] = frozenset()
    """Those on which it has nothing that is not marked: perhaps only that was looked for."""
    earlier: frozenset[str] = frozenset()
    """Names of what had been there before, and was gone."""

    def is_about(self, symbol: Symbol) -> bool:
        """Whether it can have anything of that project: a ledger is of one."""
        return self.release is None or symbol.project == self.index.history.project

    def covers(self, symbol: Symbol) -> bool:
        """Whether it would have *symbol* if that was there: what was not read is not missing."""
        if self.release is not None:
            return symbol.surface in self.surfaces
        own = [
            source
            for source in self.sources
            if (source.project, source.surface) == (symbol.project, symbol.surface)
        ]
        named = {place.source for place in symbol.locations}
        return bool(own) and all(
            source.complete for source in own if source.id in named or not _has(own, named)
        )


def _has(sources: Iterable[Source], ids: set[str]) -> bool:
    return any(source.id in ids for source in sources)


def edition_of_inventory(index: Index, label: str = NOW) -> Edition:
    """The public symbols of an inventory."""
    public = [symbol for symbol in index.inventory.symbols if symbol.public]
    unmarked = {symbol.surface for symbol in public if not symbol.marked}
    return Edition(
        label=label,
        things=tuple(
            Thing(
                symbol,
                Standing(symbol.level, symbol.deprecation is not None, is_present=True),
                (symbol.id, *symbol.aliases),
            )
            for symbol in public
        ),
        index=index,
        sources=index.inventory.sources,
        marked_only=frozenset(symbol.surface for symbol in public) - unmarked,
    )


def edition_of_release(index: Index, release: int, policy: Policy) -> Edition:
    """What was there in the release of that number, by the history of *index*."""
    history = index.history
    things: list[Thing] = []
    earlier: set[str] = set()
    surfaces: set[Surface] = set()
    for entry in history.ledger.entries:
        symbol = _find_symbol(entry, index) or as_symbol(entry, index, policy)
        if symbol is None:
            continue
        surfaces.add(symbol.surface)
        standing = history.standing(entry, release)
        names = tuple(dict.fromkeys((entry.id, *entry.aliases, symbol.id, *symbol.aliases)))
        if standing.is_present:
            things.append(Thing(symbol, standing, names, entry))
        elif any(phase.release <= release for phase in history.phases(entry)):
            earlier.update(names)
    return Edition(
        label=" ".join(history.releases[release].version.split()),
        things=tuple(things),
        index=index,
        release=release,
        surfaces=frozenset(surfaces),
        earlier=frozenset(earlier),
    )


def _find_symbol(entry: Entry, index: Index) -> Symbol | None:
    """The symbol whose history *entry* is."""
    symbols = (index.find_symbol(name) for name in (entry.id, *entry.aliases))
    return next(
        (each for each in symbols if each is not None and index.find_entry(each) is entry), None
    )


def as_symbol(entry: Entry, index: Index, policy: Policy) -> Symbol | None:
    """What a row about something of which only the history knows can be made from.

    ``None`` where the id is of no surface.
    """
    surface = next((name for name in SURFACES if entry.id.startswith(f"{name}:")), None)
    if surface is None:
        return None
    phases = index.history.phases(entry)
    return Symbol(
        id=entry.id,
        surface=surface,
        kind="removed",
        project=index.history.project,
        aliases=entry.aliases,
        level=(phases[-1].standing.level if phases else None) or policy.unmarked,
    )
