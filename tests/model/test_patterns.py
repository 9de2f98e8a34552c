"""Requirement: ``*`` stays inside one segment, ``**`` crosses them, everything else is literal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.model.patterns import is_literal, match_any, match_id


@pytest.mark.parametrize(
    ("pattern", "symbol_id", "matches"),
    [
        ("python:dynamo.kv.**", "python:dynamo.kv.disagg.enable", True),
        ("python:dynamo.kv.**", "python:dynamo.kv", False),
        ("python:dynamo.*", "python:dynamo.kv", True),
        ("python:dynamo.*", "python:dynamo.kv.disagg", False),
        ("env:DYN_*KV_DISAGG", "env:DYN_BETA_KV_DISAGG", True),
        ("cli:dynamo-frontend --enable-*", "cli:dynamo-frontend --enable-kv", True),
        ("cli:dynamo-frontend *", "cli:dynamo-frontend sub --flag", False),
        ("cli:dynamo-frontend **", "cli:dynamo-frontend sub --flag", True),
        ("rust:a::*", "rust:a::b", True),
        ("rust:a::*", "rust:a::b::c", False),
        ("http:POST /v1/*", "http:POST /v1/chat", True),
        ("http:POST /v1/*", "http:POST /v1/chat/completions", False),
        ("crd:nvidia.com/*@v1alpha1", "crd:nvidia.com/DynamoModel@v1alpha1", True),
        ("**.tests.**", "python:dynamo.tests.helper", True),
        ("dynamo.*", "python:dynamo.kv", True),
        ("python:f(*)", "python:f(x)", True),
        ("python:a.b", "python:axb", False),
        ("python:[ab]", "python:a", False),
    ],
)
def test_patterns(pattern: str, symbol_id: str, matches: bool) -> None:
    assert match_id(pattern, symbol_id) is matches


@given(st.text(st.characters(exclude_characters="*"), max_size=20).map("env:".__add__))
def test_a_pattern_without_a_star_matches_itself_alone(text: str) -> None:
    assert is_literal(text)
    assert match_id(text, text)
    assert not match_id(text, text + "x")


@given(st.lists(st.from_regex(r"[a-z]{1,4}", fullmatch=True), min_size=2, max_size=6))
def test_one_star_crosses_no_separator(steps: list[str]) -> None:
    symbol_id = "python:" + ".".join(steps)
    assert match_id("python:**", symbol_id)
    assert not match_id("python:*", symbol_id)
    assert match_id("python:" + ".".join("*" * len(steps)), symbol_id)


_PIECES = st.sampled_from(["a", "b", ".", ":", "*", "**", "a.b", "ab"])


@given(st.lists(_PIECES, max_size=9), st.text("ab.:", max_size=12))
def test_the_plain_meaning_of_stars(pieces: list[str], text: str) -> None:
    pattern = "".join(pieces)
    plain = "".join(
        {"**": ".*", "*": "[^.:/ ]*"}.get(part, re.escape(part))
        for part in re.split(r"(\*\*|\*)", pattern)
    )
    matches = re.fullmatch(plain, text, re.DOTALL) is not None
    assert match_id(f"env:{pattern}", f"env:{text}") is matches


@pytest.mark.parametrize("star", ["*", "**"])
@pytest.mark.parametrize("end", ["z", ".z", ""])
def test_many_stars_on_a_long_id_end_at_once(star: str, end: str) -> None:
    assert not match_id("env:" + f"a{star}" * 30 + end + "z", "env:" + "a" * 3000)


def test_any() -> None:
    assert match_any(("python:a", "env:*"), "env:X")
    assert not match_any((), "env:X")
