"""Searching a ledger in memory: how each thing stood in each release."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from functools import cached_property
from typing import Final

import msgspec

from api_stability.model.ledger import Entry, Event, Ledger, Release
from api_stability.model.releases import order_releases, release_key


class Standing(msgspec.Struct, frozen=True, gc=False):
    """How something stood from a release on."""

    level: str | None = None
    """``None``: the ledger does not say."""
    is_deprecated: bool = False
    is_present: bool = False


class Phase(msgspec.Struct, frozen=True, gc=False):
    """A standing and the release that it began with: its number among `History.releases`."""

    release: int
    standing: Standing


NOT_THERE: Final = Standing()


class History:
    """Look-up of a ledger's releases and entries.

    Immutable. The order of releases, entries and events in the ledger makes no difference where
    versions can be compared; an id wins over an alias, and an alias that two entries share belongs
    to the one whose id sorts first. A release that only an event names is one without a date.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._phases: dict[str, tuple[Phase, ...]] = {}

    @property
    def project(self) -> str:
        """Whose history it is."""
        return self.ledger.project

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """Every release, oldest first."""
        named = dict.fromkeys(
            event.release for entry in self.ledger.entries for event in entry.events
        )
        return order_releases((*self.ledger.releases, *(Release(version=name) for name in named)))

    @cached_property
    def _numbers(self) -> dict[Hashable, int]:
        return {release_key(each.version): number for number, each in enumerate(self.releases)}

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        entries = sorted(self.ledger.entries, key=lambda entry: entry.id)
        for entry in entries:
            for alias in entry.aliases:
                found.setdefault(alias, entry)
        found.update((entry.id, entry) for entry in reversed(entries))
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """Every id and alias."""
        return tuple(self._entries)

    def find_release(self, version: str) -> int | None:
        """The number of the release that *version* spells."""
        return self._numbers.get(release_key(version))

    def date_of(self, version: str) -> str | None:
        """When that release was, or will be, as far as the ledger says."""
        number = self.find_release(version)
        return None if number is None else self.releases[number].date

    def find_entry(self, names: Iterable[str]) -> Entry | None:
        """The entry of something that has all these *names*, the most telling one first."""
        return next((self._entries[name] for name in names if name in self._entries), None)

    def phases(self, entry: Entry) -> tuple[Phase, ...]:
        """How *entry* stood, a phase for each change of that, oldest first."""
        found = self._phases.get(entry.id)
        if found is None:
            found = self._phases[entry.id] = tuple(self._fold(entry))
        return found

    def _fold(self, entry: Entry) -> list[Phase]:
        numbers = self._numbers
        placed = [(numbers[release_key(event.release)], event) for event in entry.events]
        placed.sort(key=lambda pair: pair[0])  # those of one release stay in their order
        phases: list[Phase] = []
        standing = NOT_THERE
        for number, event in placed:
            standing = _after(event, standing)
            if phases and phases[-1].release == number:
                phases.pop()
            before = phases[-1].standing if phases else NOT_THERE
            if standing != before and (standing.is_present or before.is_present):
                phases.append(Phase(number, standing))
        return phases

    def standing(self, entry: Entry, release: int) -> Standing:
        """How *entry* stood in the release of that number."""
        phases = self.phases(entry)
        place = bisect_right(phases, release, key=lambda phase: phase.release)
        return phases[place - 1].standing if place else NOT_THERE

    def events_between(self, entry: Entry, start: int, end: int) -> tuple[Event, ...]:
        """The events of the releases after *start*, up to *end*."""
        return tuple(
            event
            for event in entry.events
            if start < self._numbers[release_key(event.release)] <= end
        )

    def deprecated_since(self, entry: Entry) -> Release | None:
        """The release in which what is deprecated now became so."""
        start = None
        for phase in reversed(self.phases(entry)):
            if not phase.standing.is_deprecated:
                break
            start = self.releases[phase.release]
        return start


def _after(event: Event, before: Standing) -> Standing:
    level = event.level or before.level
    match event.event:
        case "removed":
            return Standing(level, before.is_deprecated, is_present=False)
        case "deprecated":
            return Standing(level, is_deprecated=True, is_present=True)
        case "undeprecated":
            return Standing(level, is_deprecated=False, is_present=True)
        case _:
            return Standing(level, before.is_deprecated, is_present=True)


NO_HISTORY: Final = History(Ledger(project=""))
