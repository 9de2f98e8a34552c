"""Facts in prose: a table of cases, and what holds for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.readers.prose import Note, read_note

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "notes.toml").read_text(encoding="utf-8")
)["cases"]
VERSIONS = st.from_regex(r"v?[0-9]{1,2}\.[0-9]{1,3}(\.[0-9]{1,2})?", fullmatch=True)
NAMES = st.from_regex(r"--[a-z]{2,8}(-[a-z]{2,5})?", fullmatch=True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_what_a_text_says(case: dict[str, Any]) -> None:
    expected = Note(
        since=case.get("since"),
        removal=case.get("removal"),
        alternatives=tuple(case.get("alternatives", ())),
    )
    assert read_note(case["text"]) == expected


@given(since=VERSIONS, removal=VERSIONS, name=NAMES, end=st.sampled_from(["", ".", " instead."]))
def test_what_is_said_is_read_as_written(since: str, removal: str, name: str, end: str) -> None:
    text = f"Deprecated since {since}, will be removed in {removal}; use {name}{end}"
    assert read_note(text) == Note(since, removal, (name,))


@given(text=st.text(alphabet="use instd rmovbyphca12.v;,()[]`'\n-", max_size=120))
def test_nothing_is_said_that_is_not_in_the_text(text: str) -> None:
    note = read_note(text)
    words = " ".join(text.split())
    for said in (note.since, note.removal, *note.alternatives):
        assert said is None or said in words
