"""Requirement: gates of versioned lists stand as their last stage says; all stages are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from api_stability.history.gate_stages import ledger_from_stages
from api_stability.model.ledger import Ledger
from api_stability.model.stages import STAGES, parse_stages
from api_stability.policies.loader import load_policy
from tests.readers.listed_sources import read_source, show
from tests.support.golden import Golden

CASES = Path(__file__).with_name("cases")
POLICY = load_policy("default", base=Path())
LEVELS = {"Alpha": "experimental", "Beta": "beta", "GA": "stable", "Deprecated": None}
KUEUE = ("kueue_versioned_feature_list.yaml", 80, 104)
KUBERNETES = ("versioned_feature_list.excerpt.yaml", 24, 50)


@pytest.mark.parametrize("name", ["gates", "collector"])
def test_a_case_reads_as_reviewed(name: str, golden: Golden) -> None:
    shown = show(read_source("feature-gate", CASES, f"{name}.yaml"))
    golden(shown, f"cases/{name}.expected.txt")


def test_other_documents_hold_no_gates(tmp_path: Path) -> None:
    (tmp_path / "ci.yaml").write_text("stages: [build, test]\njob: {stage: build}\n")
    reading = read_source("feature-gate", tmp_path, "ci.yaml")
    assert not reading.declarations
    assert [(each.grade, each.code) for each in reading.diagnostics] == [("note", "no-gates")]


@pytest.fixture(params=[KUEUE, KUBERNETES], ids=["kueue", "kubernetes"])
def published(request: pytest.FixtureRequest, shared_data: Path) -> tuple[Any, Any, Ledger]:
    """What a list says, read by a YAML library; our symbols; our ledger."""
    name, features, stages = request.param
    listed = yaml.safe_load((shared_data / "kubernetes" / name).read_text())
    assert (len(listed), sum(len(each["versionedSpecs"]) for each in listed)) == (features, stages)
    reading = read_source("feature-gate", shared_data / "kubernetes", name)
    assert reading.diagnostics == ()
    ledger = ledger_from_stages(reading.declarations, project="demo", policy=POLICY)
    return listed, {each.id: each for each in reading.declarations}, ledger


def test_every_gate_and_stage_of_a_published_list(published: tuple[Any, Any, Ledger]) -> None:
    listed, symbols, _ = published
    assert symbols.keys() == {f"feature-gate:{each['name']}" for each in listed}
    for gate in listed:
        symbol = symbols[f"feature-gate:{gate['name']}"]
        stages = [
            {
                "version": stage.release,
                "preRelease": stage.word,
                "default": stage.default,
                "lockToDefault": stage.locked,
            }
            for stage in parse_stages(symbol.facts[STAGES])
        ]
        assert stages == gate["versionedSpecs"]
        words = [stage["preRelease"] for stage in stages]
        levels = [word for word in words if word != "Deprecated"]
        assert [mark.raw_level for mark in symbol.marks if not mark.deprecates] == levels[-1:]
        assert any(mark.deprecates for mark in symbol.marks) == (words[-1] == "Deprecated")


def test_every_stage_is_one_event_of_the_ledger(published: tuple[Any, Any, Ledger]) -> None:
    listed, _, ledger = published
    entries = {entry.id: entry for entry in ledger.entries}
    assert len(entries) == len(listed)
    for gate in listed:
        events = entries[f"feature-gate:{gate['name']}"].events
        assert [(event.release, event.level) for event in events] == [
            (stage["version"], LEVELS[stage["preRelease"]]) for stage in gate["versionedSpecs"]
        ]
        kinds = [event.event for event in events]
        assert kinds == [
            "added" if not index else "deprecated" if word == "Deprecated" else "level"
            for index, word in enumerate(each["preRelease"] for each in gate["versionedSpecs"])
        ]
    versions = [release.version for release in ledger.releases]
    assert versions == sorted(versions, key=lambda text: [int(part) for part in text.split(".")])
