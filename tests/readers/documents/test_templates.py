"""Requirement: a Helm template can be read without its actions; every line stays where it was."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.readers.documents.templates import (
    blank_templates,
    is_open,
    restore_actions,
)

SECONDS = 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{- if .x }}\na: 1\n{{- end }}", "\na: 1\n"),
        ("  {{ a }} {{ b }}\nc: 1", "\nc: 1"),
        ("{{- /* two\nlines, {{ one }} */ -}}\na: 1", "\n\na: 1"),
        ('a: {{ "{{" }} b {{- `}}` -}}', "a: {{ b }}"),
        ("a: {{ open", None),
        ("a: 1", None),
        ("}} {{", None),
        ('{{ "open }}', None),
    ],
)
def test_blanking(text: str, expected: str | None) -> None:
    blanked = blank_templates(text)
    assert (blanked.text if blanked else None) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a: {{ .x }}",
        "a: v{{ .x }}-{{ .y }}",
        'a: {{ quote "}}" .x | default `{{` }} # b',
        "{{ .key }}: 1",
        "a: {{ \N{SNOWMAN} }}",
    ],
)
def test_an_action_in_a_line_is_what_was_written(text: str) -> None:
    blanked = blank_templates(text)
    assert blanked is not None
    assert not is_open(blanked.text)
    assert restore_actions(blanked.text) == text


def test_the_first_action_is_located() -> None:
    blanked = blank_templates("a: 1\nb: {{ x }}\n{{ y }}\n")
    assert blanked is not None
    assert blanked.line == 2
    assert is_open("v{{ x }}")
    assert not is_open("a")
    assert not is_open(None)


@pytest.mark.parametrize("text", ["{{", "{{/* ", "{{ ` ", '{{ " ', "{{ a }} `"])
def test_many_openings_take_no_time(text: str) -> None:
    start = process_time()
    blank_templates(text * 500_000)
    assert process_time() - start < SECONDS


@given(st.text('{}a`"/* \n', max_size=30))
def test_lines_stay_where_they_were(text: str) -> None:
    blanked = blank_templates(text)
    if blanked is not None:
        assert blanked.text.count("\n") == text.count("\n")
