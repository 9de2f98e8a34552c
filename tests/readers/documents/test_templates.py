"""Requirement: a Helm template can be read without its actions; every line stays where it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.readers.documents.templates import OPEN, blank_templates, is_open


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{- if .x }}\na: 1\n{{- end }}", "\na: 1\n"),
        ("a: {{ .x }}", f"a: {OPEN}"),
        ("a: v{{ .x }}-{{ .y }}", f"a: v{OPEN}-{OPEN}"),
        ("  {{ a }} {{ b }}\nc: 1", "\nc: 1"),
        ("{{- /* two\nlines */ -}}\na: 1", "\n\na: 1"),
        ("a: {{ open", None),
        ("a: 1", None),
        ("}} {{", None),
    ],
)
def test_blanking(text: str, expected: str | None) -> None:
    blanked = blank_templates(text)
    assert (blanked.text if blanked else None) == expected


def test_the_first_action_is_located() -> None:
    blanked = blank_templates("a: 1\nb: {{ x }}\n{{ y }}\n")
    assert blanked is not None
    assert blanked.line == 2
    assert is_open(OPEN)
    assert not is_open("a")
    assert not is_open(None)


def test_many_openings_take_no_time() -> None:
    assert blank_templates("{{" * 2_000_000) is None


@given(st.text("{}a \n", max_size=30))
def test_lines_stay_where_they_were(text: str) -> None:
    blanked = blank_templates(text)
    if blanked is not None:
        assert blanked.text.count("\n") == text.count("\n")
        assert "{{" not in blanked.text or "}}" not in blanked.text.partition("{{")[2]
