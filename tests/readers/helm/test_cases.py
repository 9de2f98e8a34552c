"""Requirement: a comment is about the next key, or that of its line; schemas and charts count."""

from __future__ import annotations

from pathlib import Path

import pytest

from api_stability.readers.helm.comments import Comments, trailing_comment
from tests.readers.listed_sources import read_source, show
from tests.support.golden import Golden

CASES = Path(__file__).with_name("cases")


@pytest.mark.parametrize(
    "name", ["demo/values.yaml", "unnamed/prod-values.yaml", "conventions/values.yaml"]
)
def test_a_chart_reads_as_reviewed(name: str, golden: Golden) -> None:
    expected = f"cases/{name.partition('/')[0]}.expected.txt"
    golden(show(read_source("helm", CASES, name)), expected)


def test_naming_the_chart_names_its_values() -> None:
    by_chart = read_source("helm", CASES, "d*/Chart.yaml")
    by_values = read_source("helm", CASES, "demo/values.yaml")
    assert [each.id for each in by_chart.declarations] == [
        each.id for each in by_values.declarations
    ]


def test_templates_are_not_read_as_values(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "deployment.yaml").write_text("a: {{ .Values.a }}\n")
    (tmp_path / "values.yaml").write_text("a: 1\n")
    reading = read_source("helm", tmp_path, "**/*.yaml")
    assert [each.id for each in reading.declarations] == [f"helm:{tmp_path.name}:a"]
    assert {each.code for each in reading.diagnostics} == {"no-chart", "no-values"}
    assert reading.source.complete


def test_an_endless_schema_is_one_diagnostic(tmp_path: Path) -> None:
    wide = ",".join(f'"p{n}": {{"$ref": "#/$defs/{"abcdef"[n % 6]}"}}' for n in range(24))
    schema = f'{{"properties": {{{wide}}}}}'
    definitions = ",".join(f'"{name}": {schema}' for name in "abcdef")
    (tmp_path / "values.yaml").write_text("# ALPHA: it\na: 1\n")
    (tmp_path / "values.schema.json").write_text(
        f'{{"$defs": {{{definitions}}}, "properties": {{{wide}}}}}'
    )
    reading = read_source("helm", tmp_path, "values.yaml")
    incomplete = [each for each in reading.diagnostics if each.grade == "incomplete"]
    assert [(each.code, each.file) for each in incomplete] == [("too-large", "values.schema.json")]
    assert f"helm:{tmp_path.name}:a" in {each.id for each in reading.declarations}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a: 1 # ALPHA", "ALPHA"),
        ("a: 1# no", None),
        ('a: "x # y" ## two', "two"),
        ("a: 'it''s # x' # y", "y"),
        ("a: don't # x", "x"),
        (r'a: "\" # x" # y', "y"),
        ("a: [1, '#'] # x", "x"),
        ("a: 1 #", None),
        ("a:", None),
    ],
)
def test_trailing_comment(line: str, expected: str | None) -> None:
    assert trailing_comment(line) == expected


def test_of_two_keys_in_one_line_the_outer_one_has_the_comment() -> None:
    comments = Comments("a: {b: 1} # BETA", frozenset({"a", "a.b"}))
    assert [each.text for each in comments.about(1, ("a",))] == ["BETA"]
    assert comments.about(1, ("a", "b")) == ()
