"""Requirement: the stages of a gate become events, oldest first, with the policy's levels."""

from __future__ import annotations

from pathlib import Path

from api_stability.history.gate_stages import ledger_from_stages
from api_stability.model.facts import Facts
from api_stability.model.ledger import Event, Ledger
from api_stability.model.symbols import Declaration
from api_stability.policies.loader import load_policy

POLICY = load_policy("default", base=Path())


def make_ledger(stages: str, *, project: str = "demo") -> Ledger:
    gate = Declaration(
        id="feature-gate:G",
        surface="feature-gate",
        kind="gate",
        project="demo",
        facts=Facts({"stages": stages}),
    )
    return ledger_from_stages([gate], project=project, policy=POLICY)


def kinds(stages: str) -> list[tuple[str, str, str | None]]:
    return [
        (event.release, event.event, event.level)
        for entry in make_ledger(stages).entries
        for event in entry.events
    ]


def test_a_gate_that_graduates() -> None:
    assert kinds("1.2 Alpha default=false; 1.9 Beta default=true; 1.10 GA locked") == [
        ("1.2", "added", "experimental"),
        ("1.9", "level", "beta"),
        ("1.10", "level", "stable"),
    ]


def test_a_change_of_the_default_repeats_the_level() -> None:
    (entry,) = make_ledger("1.2 Beta default=false; 1.3 Beta default=true locked").entries
    assert entry.events[1] == Event(
        release="1.3",
        event="level",
        level="beta",
        facts=Facts({"stage": "Beta", "default": "true", "locked": "true"}),
    )


def test_deprecated_from_the_start_and_taken_back() -> None:
    assert kinds("1.2 Deprecated; 1.3 GA; 1.4 deprecated") == [
        ("1.2", "added", None),
        ("1.2", "deprecated", None),
        ("1.3", "undeprecated", "stable"),
        ("1.4", "deprecated", None),
    ]


def test_a_stage_without_a_version_is_no_event() -> None:
    assert make_ledger("- Beta default=true").entries == ()
    assert kinds("- Alpha; 1.3 Beta") == [("1.3", "level", "beta")]


def test_a_word_that_the_policy_does_not_know_is_kept_as_a_fact() -> None:
    (entry,) = make_ledger("1.2 Sketch").entries
    assert entry.events[0].level is None
    assert entry.events[0].facts == {"stage": "Sketch", "locked": "false"}


def test_releases_are_in_order_and_other_projects_left_out() -> None:
    ledger = make_ledger("1.10 GA; 1.2 Beta; 2026-01-01 GA; soon GA")
    assert [release.version for release in ledger.releases] == ["1.2", "1.10", "2026-01-01", "soon"]
    assert make_ledger("1.10 GA", project="other").entries == ()
