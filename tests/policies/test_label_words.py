"""Requirement: what a label says is a level or a deprecation, or is said to be unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from api_stability.model.ids import parse_id
from api_stability.model.policy import Policy
from api_stability.model.symbols import Declaration
from api_stability.policies import load_policy, shipped_policies
from api_stability.readers.label_marks import read_text_marks
from api_stability.readers.labels import LABEL_WORDS
from api_stability.resolve.words import normalise_words

WORDS = (*LABEL_WORDS.levels, *LABEL_WORDS.deprecating)


def meaning(word: str, policy: Policy) -> tuple[str | None, bool, list[str]]:
    """Level and deprecation of what is labelled with *word*, and what is said about it."""
    marks = read_text_marks(f"[{word.upper()}] x", source="s", form="help", file="f", line=1)
    declaration = Declaration(
        id=str(parse_id("env:X")), surface="env", kind="variable", project="p", marks=marks
    )
    (read,), diagnostics = normalise_words((declaration,), policy)
    (mark,) = read.marks
    return mark.level, bool(mark.deprecates), [each.message for each in diagnostics]


@pytest.mark.parametrize("name", ["default", "dynamo"])
@pytest.mark.parametrize("word", WORDS)
def test_every_label_means_something(word: str, name: str, tmp_path: Path) -> None:
    policy = load_policy(name, base=tmp_path)
    level, deprecates, said = meaning(word, policy)
    assert not said
    assert (level is not None) != deprecates
    known = policy.level_for(word) is not None or word in policy.deprecated_words
    assert known, "the word is in the policy itself: what is said of it is shown with it"


@pytest.mark.parametrize("name", shipped_policies())
def test_what_another_policy_does_not_know_is_said(name: str, tmp_path: Path) -> None:
    policy = load_policy(name, base=tmp_path)
    for word in WORDS:
        level, deprecates, said = meaning(word, policy)
        if level is None and not deprecates:
            (message,) = said
            assert repr(word) in message
            assert repr(name) in message
            assert policy.levels[0].name in message
        else:
            assert not said
