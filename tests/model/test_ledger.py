"""Requirement: a ledger loses nothing as JSON, fits the shipped schema, says what is wrong."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.model.codec import encode_json
from api_stability.model.errors import UserError
from api_stability.model.facts import Facts
from api_stability.model.ledger import (
    Entry,
    Event,
    Ledger,
    Release,
    ledger_schema,
    read_ledger,
)
from api_stability.model.stages import Stage, is_spellable, parse_stages, spell_stages
from tests.support.golden import Golden

SCHEMA_FILE = "../../src/api_stability/model/ledger.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(ledger_schema())

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
facts = st.dictionaries(words, words, min_size=1, max_size=2).map(Facts)
events = st.builds(
    Event,
    release=words,
    event=st.sampled_from(["added", "level", "deprecated", "removed"]),
    level=st.none() | words,
    facts=st.none() | facts,
)
ledgers = st.builds(
    Ledger,
    project=words,
    releases=st.lists(st.builds(Release, version=words, date=st.none() | words)).map(tuple),
    entries=st.lists(
        st.builds(Entry, id=words, aliases=st.just(("a",)), events=st.lists(events).map(tuple))
    ).map(tuple),
)
stages = st.builds(
    Stage,
    release=st.none() | words.filter(is_spellable),
    word=words.filter(is_spellable),
    default=st.none() | st.booleans(),
    locked=st.booleans(),
)


@given(ledgers)
def test_round_trip_and_schema(ledger: Ledger) -> None:
    data = encode_json(ledger)
    assert read_ledger(data, where="x.json") == ledger
    VALIDATOR.validate(json.loads(data))


def test_the_format_as_documented() -> None:
    ledger = Ledger(
        project="dynamo",
        releases=(Release(version="1.5.0", date="2026-08-01"),),
        entries=(
            Entry(
                id="python:dynamo.kv.enable",
                events=(Event(release="1.3.0", event="added", level="experimental"),),
            ),
        ),
    )
    assert json.loads(encode_json(ledger)) == {
        "format": "api-stability-ledger/1",
        "project": "dynamo",
        "releases": [{"version": "1.5.0", "date": "2026-08-01"}],
        "entries": [
            {
                "id": "python:dynamo.kv.enable",
                "aliases": [],
                "events": [{"release": "1.3.0", "event": "added", "level": "experimental"}],
            }
        ],
    }


def test_the_schema_is_published_as_it_is(golden: Golden) -> None:
    golden(json.dumps(ledger_schema(), indent=2) + "\n", SCHEMA_FILE)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "this is no valid ledger"),
        (b'{"format": "api-stability/1"}', "format is 'api-stability/1'"),
        (b'{"format": "api-stability-ledger/1"}', "missing required field `project`"),
        (b"[" * 100_000, "this is no valid ledger"),
        (b"\xff", "this is no valid ledger"),
    ],
)
def test_another_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UserError, match=message) as caught:
        read_ledger(data, where="ledger.json")
    assert caught.value.where == "ledger.json"


def test_what_a_later_version_adds_is_ignored() -> None:
    data = b'{"format": "api-stability-ledger/1", "project": "a", "new": 1}'
    assert read_ledger(data, where="x") == Ledger(project="a")


@given(st.lists(stages, min_size=1, max_size=4).map(tuple))
def test_stages_are_read_as_they_are_spelled(found: tuple[Stage, ...]) -> None:
    assert parse_stages(spell_stages(found)) == found


def test_stages_as_people_read_them() -> None:
    found = (
        Stage(release="1.31", word="Alpha", default=False),
        Stage(release=None, word="GA", default=True, locked=True),
    )
    assert spell_stages(found) == "1.31 Alpha default=false; - GA default=true locked"
    assert parse_stages("nonsense; 1.2 Beta") == (Stage(release="1.2", word="Beta"),)
