"""Requirement: what a ledger says and what feature gates say of themselves is one history."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from api_stability.history.project_history import find_history, join_ledgers
from api_stability.model.facts import Facts
from api_stability.model.ledger import Entry, Event, EventKind, Ledger, Release
from api_stability.model.symbols import Symbol
from api_stability.policies.loader import load_policy

POLICY = load_policy("default", base=Path())


def gate(stages: str, name: str = "G", **facts: object) -> Symbol:
    values = {"id": f"feature-gate:{name}", "project": "demo", "level": "beta"} | facts
    return Symbol(surface="feature-gate", kind="gate", facts=Facts({"stages": stages}), **values)  # type: ignore[arg-type]


def ledger(*entries: Entry, releases: tuple[str, ...] = ()) -> Ledger:
    named = tuple(Release(version=version) for version in releases)
    return Ledger(project="demo", releases=named, entries=entries)


def event(release: str, kind: EventKind, level: str | None = None) -> Event:
    return Event(release=release, event=kind, level=level)


def told(found: Ledger) -> dict[str, list[tuple[str, str, str | None]]]:
    return {
        entry.id: [(each.release, each.event, each.level) for each in entry.events]
        for entry in found.entries
    }


def test_without_a_ledger_gates_tell_their_own() -> None:
    history = find_history(ledger(), [gate("1.2 Alpha; 1.10 Beta")], POLICY)
    assert told(history.ledger) == {
        "feature-gate:G": [("1.2", "added", "experimental"), ("1.10", "level", "beta")]
    }
    assert [release.version for release in history.releases] == ["1.2", "1.10"]


def test_what_the_ledger_says_of_a_release_stands_and_the_gate_adds_to_it() -> None:
    own = Entry(id="feature-gate:G", events=(event("1.2.0", "added", "beta"),))
    gates = [gate("1.1 Alpha default=false; 1.2 Alpha default=true; 1.3 GA")]
    found = find_history(ledger(own, releases=("1.2.0", "1.3.0")), gates, POLICY)
    assert told(found.ledger) == {
        "feature-gate:G": [
            ("1.2.0", "added", "beta"),
            ("1.1", "added", "experimental"),
            ("1.3.0", "level", "stable"),
        ]
    }
    assert [release.version for release in found.releases] == ["1.1", "1.2.0", "1.3.0"]


def test_facts_of_the_gate_are_added_to_the_ledgers_event() -> None:
    own = Entry(id="feature-gate:G", events=(event("1.2", "added", "experimental"),))
    (entry,) = find_history(ledger(own), [gate("1.2 Alpha default=true")], POLICY).ledger.entries
    assert entry.events[0].facts == {"stage": "Alpha", "default": "true", "locked": "false"}


def test_a_renamed_gate_is_found_by_its_alias() -> None:
    own = Entry(id="feature-gate:New", aliases=("feature-gate:G",), events=(event("1.3", "moved"),))
    found = told(find_history(ledger(own), [gate("1.2 Alpha")], POLICY).ledger)
    assert found == {"feature-gate:New": [("1.3", "moved", None), ("1.2", "added", "experimental")]}


def test_two_entries_of_one_id_are_one() -> None:
    twice = [
        Entry(id="env:X", aliases=("env:A",), events=(event("1.0", "added", "beta"),)),
        Entry(id="env:X", events=(event("1.0.0", "added", "stable"), event("1.1", "removed"))),
    ]
    history = find_history(ledger(*twice), [], POLICY)
    assert told(history.ledger) == {"env:X": [("1.0", "added", "beta"), ("1.1", "removed", None)]}
    assert history.ledger.entries[0].aliases == ("env:A",)


def test_other_words_for_a_level_become_the_policys() -> None:
    own = Entry(id="env:X", events=(event("1.0", "added", "PREVIEW"), event("1.1", "level", "x")))
    found = told(find_history(ledger(own), [], POLICY).ledger)
    assert found["env:X"] == [("1.0", "added", "beta"), ("1.1", "level", "x")]


def test_gates_of_other_projects_are_not_of_this_one() -> None:
    assert find_history(ledger(), [gate("1.2 Alpha", project="other")], POLICY).releases == ()


names = st.sampled_from(["env:A", "env:B", "env:C"])
events = st.builds(
    Event,
    release=st.sampled_from(["1.0", "1.0.0", "1.1", "Moth"]),
    event=st.sampled_from(["added", "level", "deprecated", "removed"]),
    level=st.none() | st.sampled_from(["beta", "stable"]),
)
entries = st.builds(
    Entry,
    id=names,
    aliases=st.lists(names, max_size=2).map(tuple),
    events=st.lists(events, max_size=3).map(tuple),
)
ledgers = st.lists(entries, max_size=4).map(lambda found: ledger(*found))


@given(ledgers)
def test_joining_with_nothing_or_itself_changes_nothing(found: Ledger) -> None:
    once = join_ledgers(found, ledger())
    assert join_ledgers(once, ledger()) == once
    assert join_ledgers(once, once) == once
