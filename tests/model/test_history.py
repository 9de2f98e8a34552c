"""Requirement: releases come in their order, and a ledger says how each thing stood in each."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.model.history import History, Standing
from api_stability.model.ledger import Entry, Event, EventKind, Ledger, Release
from api_stability.model.releases import counts_as_final, order_releases, release_key

ORDERS = {
    "PEP 440": (["1.10", "1.9", "1.9rc1", "1.9.post1"], ["1.9rc1", "1.9", "1.9.post1", "1.10"]),
    "SemVer": (["1.0.0", "1.0.0-x.2", "1.0.0-x.10"], ["1.0.0-x.2", "1.0.0-x.10", "1.0.0"]),
    "one spelling each": (["1.4.0", "1.4", "v1.4", "1.3"], ["1.3", "1.4.0"]),
    "names after numbers": (["2.0", "Nautilus", "1.0", "Moth"], ["1.0", "Moth", "2.0", "Nautilus"]),
    "only names": (["b", "a"], ["b", "a"]),
    "none": ([], []),
}


@pytest.mark.parametrize("name", ORDERS)
def test_the_order_of_releases(name: str) -> None:
    given, expected = ORDERS[name]
    ordered = order_releases(Release(version=version) for version in given)
    assert [release.version for release in ordered] == expected


def test_names_with_dates_are_in_the_order_of_those() -> None:
    releases = [Release(version="b", date="2026-02-01"), Release(version="a", date="2026-01-01")]
    assert [release.version for release in order_releases(releases)] == ["a", "b"]


def test_a_release_that_is_named_twice_has_the_first_date() -> None:
    named = [("1.4", None), ("1.4.0", "2026-01-01"), ("1.4", "2027-01-01")]
    (release,) = order_releases(Release(version=version, date=date) for version, date in named)
    assert release == Release(version="1.4", date="2026-01-01")


@given(st.lists(st.sampled_from(["1.0", "1.0rc1", "1.1", "2.0.0-x.1", "Moth", "", "1.0.0"])))
def test_ordering_twice_changes_nothing(versions: list[str]) -> None:
    ordered = order_releases(Release(version=version) for version in versions)
    assert order_releases(ordered) == ordered
    assert len({release_key(release.version) for release in ordered}) == len(ordered)


def test_what_is_a_final_release() -> None:
    assert counts_as_final("1.4")
    assert counts_as_final("Moth")  # nobody says that it is not
    assert not counts_as_final("1.4rc1")
    assert not counts_as_final("1.4.0-x.1")


def make_history(*events: tuple[str, EventKind, str | None], **ledger: object) -> History:
    made = tuple(Event(release=release, event=kind, level=level) for release, kind, level in events)
    entry = Entry(id="python:demo.f", aliases=("python:demo.g",), events=made)
    return History(Ledger(project="demo", entries=(entry,), **ledger))  # type: ignore[arg-type]


def spell(history: History) -> list[str]:
    (entry,) = history.ledger.entries
    told = []
    for phase in history.phases(entry):
        standing = phase.standing
        words = [str(standing.level)] if standing.is_present else ["gone"]
        words += ["deprecated"] if standing.is_deprecated else []
        told.append(f"{history.releases[phase.release].version}: {' '.join(words)}")
    return told


EVENTS: list[tuple[str, EventKind, str | None]] = [
    ("1.0", "added", "experimental"),
    ("1.1", "level", "beta"),
    ("1.2", "moved", None),
    ("1.3", "deprecated", None),
    ("1.4", "undeprecated", None),
    ("1.5", "removed", None),
    ("1.6", "returned", "stable"),
]
PHASES = [
    "1.0: experimental",
    "1.1: beta",
    "1.3: beta deprecated",
    "1.4: beta",
    "1.5: gone",
    "1.6: stable",
]


def test_every_event() -> None:
    assert spell(make_history(*EVENTS)) == PHASES


def test_the_order_of_events_makes_no_difference() -> None:
    shuffled = EVENTS[:]
    random.Random(1).shuffle(shuffled)
    assert spell(make_history(*shuffled)) == PHASES


def test_events_of_one_release_are_one_phase() -> None:
    both = make_history(("1.0", "added", "beta"), ("1.0.0", "deprecated", None))
    assert spell(both) == ["1.0: beta deprecated"]
    assert spell(make_history(("1.0", "added", "beta"), ("1.0", "removed", None))) == []


def test_an_event_that_says_nothing_new_is_no_phase() -> None:
    assert spell(make_history(("1.0", "added", "beta"), ("1.1", "added", None))) == ["1.0: beta"]


def test_standing_in_a_release() -> None:
    history = make_history(*EVENTS, releases=(Release(version="0.9", date="2026-01-01"),))
    (entry,) = history.ledger.entries
    stood = [history.standing(entry, number) for number in range(len(history.releases))]
    assert stood[0] == Standing()
    assert stood[3] == Standing("beta", is_present=True)  # where nothing changed
    assert history.date_of("0.9.0") == "2026-01-01"
    assert history.date_of("1.0") is None
    assert history.find_release("2.0") is None
    assert [event.release for event in history.events_between(entry, 1, 3)] == ["1.1", "1.2"]


def test_deprecated_since_is_the_last_time() -> None:
    history = make_history(*EVENTS[:5], ("1.7", "deprecated", None))
    (entry,) = history.ledger.entries
    assert history.deprecated_since(entry) == Release(version="1.7")
    history = make_history(*EVENTS[:3])
    assert history.deprecated_since(history.ledger.entries[0]) is None


def test_an_id_wins_over_an_alias() -> None:
    entries = (
        Entry(id="python:demo.b", aliases=("python:demo.a", "python:demo.x")),
        Entry(id="python:demo.a", aliases=("python:demo.x",)),
    )
    history = History(Ledger(project="demo", entries=entries))
    assert history.find_entry(["python:demo.a"]) is entries[1]
    assert history.find_entry(["python:demo.none", "python:demo.x"]) is entries[1]
    assert history.find_entry(["python:demo.none"]) is None
