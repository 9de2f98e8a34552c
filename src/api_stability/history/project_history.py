"""The history of a project: what its ledger says and what its feature gates say, as one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

import msgspec

from api_stability.history.gate_stages import ledger_from_stages
from api_stability.model.history import NO_HISTORY, History
from api_stability.model.inventory import Inventory
from api_stability.model.ledger import Entry, Event, Ledger
from api_stability.model.policy import Policy
from api_stability.model.releases import order_releases, release_key
from api_stability.model.symbols import Symbol


def find_history(ledger: Ledger, symbols: Iterable[Symbol], policy: Policy) -> History:
    """The history of the project of *ledger*, with the stages that its *symbols* went through.

    A level that is one of the policy's other words for it becomes the policy's own.
    """
    gates = ledger_from_stages(symbols, project=ledger.project, policy=policy)
    joined = join_ledgers(ledger, gates)
    entries = tuple(_normalise(entry, policy) for entry in joined.entries)
    return History(msgspec.structs.replace(joined, entries=entries))


def find_own_history(inventory: Inventory, policy: Policy) -> History:
    """What an inventory of one project says of its history itself; that of several says none."""
    if len(inventory.projects) != 1:
        return NO_HISTORY
    ledger = Ledger(project=inventory.projects[0].name)
    return find_history(ledger, inventory.symbols, policy)


def join_ledgers(first: Ledger, second: Ledger) -> Ledger:
    """Both as one, of the project of *first*, which says how a release is spelled.

    Entries are matched by id, then by alias. What *first* says of something in a release stands;
    *second* adds facts to it, and the releases of which *first* says nothing. So do entries of one
    ledger that have one id, in their order.

    Laws: joining with an empty ledger, or with itself, gives the same history.
    """
    releases = order_releases((*first.releases, *second.releases))
    spelled = {release_key(release.version): release.version for release in releases}
    joined: dict[str, Entry] = {}
    for entry in first.entries:
        _add(joined, entry.id, entry, spelled)
    ids = frozenset(joined)
    aliases = {alias: name for name in sorted(ids, reverse=True) for alias in joined[name].aliases}
    for entry in second.entries:
        names = (entry.id, *entry.aliases)
        known = next((name for name in names if name in ids), None)
        known = known or next((aliases[name] for name in names if name in aliases), None)
        _add(joined, known or entry.id, entry, spelled)
    return Ledger(
        project=first.project,
        releases=releases,
        entries=tuple(joined[name] for name in sorted(joined)),
    )


def _add(joined: dict[str, Entry], name: str, entry: Entry, spelled: dict[Hashable, str]) -> None:
    before = joined.get(name, Entry(id=name))
    aliases = {*before.aliases, *entry.aliases, entry.id} - {name}
    events = tuple(_join_events(before.events, entry.events, spelled))
    joined[name] = Entry(id=name, aliases=tuple(sorted(aliases)), events=events)


def _join_events(
    first: tuple[Event, ...], second: tuple[Event, ...], spelled: dict[Hashable, str]
) -> Iterator[Event]:
    told = {release_key(event.release) for event in first}
    facts = {
        (release_key(event.release), event.event): event.facts
        for event in reversed(second)
        if event.facts
    }
    for event in first:
        added = facts.get((release_key(event.release), event.event))
        yield event if event.facts or not added else msgspec.structs.replace(event, facts=added)
    for event in second:
        key = release_key(event.release)
        if key not in told:
            yield msgspec.structs.replace(event, release=spelled.get(key, event.release))


def _normalise(entry: Entry, policy: Policy) -> Entry:
    events = tuple(
        event
        if event.level is None or (level := policy.level_for(event.level)) in (None, event.level)
        else msgspec.structs.replace(event, level=level)
        for event in entry.events
    )
    return msgspec.structs.replace(entry, events=events)
