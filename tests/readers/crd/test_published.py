"""Requirement: the custom resources of twelve projects, version by version, none missing or extra.

What is expected was written down apart from this reader (see the data's README).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from api_stability.model.inventory import Reading
from api_stability.model.symbols import Declaration
from api_stability.policies.loader import load_policy
from tests.readers.listed_sources import read_source

ROWS = 199


@pytest.fixture(scope="module")
def whole(shared_data: Path) -> Reading:
    """All files as one source."""
    return read_source("crd", shared_data / "crds", "**/*.yaml")


def read_truth(shared_data: Path) -> list[dict[str, Any]]:
    """The expected rows, without what only names the project."""
    lines = (shared_data / "crds" / "truth.jsonl").read_text().splitlines()
    return [
        {key: value for key, value in json.loads(line).items() if key != "project"}
        for line in lines
    ]


def rows_of(declaration: Declaration) -> Iterator[dict[str, Any]]:
    """One row for every file that defines the version."""
    policy = load_policy("default", base=Path())
    _, _, body = declaration.id.partition(":")
    name, _, version = body.partition("@")
    group, _, kind = name.partition("/")
    count = len(declaration.locations)
    for index, place in enumerate(declaration.locations):
        marks = [mark for mark in declaration.marks if mark.file == place.file]
        deprecations = [mark for mark in marks if mark.form == "field" and mark.deprecates]
        level = next(mark.raw_level for mark in marks if mark.form == "name")
        fact = _fact_at(declaration.facts, index, count)
        yield {
            "file": place.file,
            "group": group,
            "kind": kind,
            "version": version,
            "level": policy.level_for(level or ""),
            "deprecated": bool(deprecations),
            "warning": next((mark.reason for mark in deprecations), None),
            "served": fact("served") == "true",
            "storage": fact("storage") == "true",
            "scope": fact("scope"),
            "channel": fact("channel"),
        }


def _fact_at(facts: Mapping[str, str], index: int, count: int) -> Any:
    def fact(key: str) -> str | None:
        values = facts[key].split(", ") if key in facts else [None]
        return values[index] if len(values) == count else values[0]

    return fact


def test_every_version_is_as_expected(shared_data: Path, whole: Reading) -> None:
    words = {"alpha": "experimental", "beta": "beta", "stable": "stable"}
    expected = [row | {"level": words[row["level"]]} for row in read_truth(shared_data)]
    assert len(expected) == ROWS
    found = [row for each in whole.declarations if each.kind == "version" for row in rows_of(each)]
    key = json.dumps
    assert sorted(found, key=lambda row: key(row, sort_keys=True)) == sorted(
        expected, key=lambda row: key(row, sort_keys=True)
    )


def test_only_patches_are_left_out(whole: Reading) -> None:
    assert whole.source.complete
    assert {each.code for each in whole.diagnostics} == {"patch"}
    assert all(each.file and each.file.endswith("_patch.yaml") for each in whole.diagnostics)


def test_every_description_that_begins_a_line_with_deprecated_is_found(
    shared_data: Path, whole: Reading
) -> None:
    """Counted in the text, apart from any parser of YAML: lines that begin "Deprecated:"."""
    found = {
        place.file
        for each in whole.declarations
        if any(mark.deprecates and mark.form == "docstring" for mark in each.marks)
        for place in each.locations
    }
    root = shared_data / "crds"
    written = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.yaml")
        if any(
            line.strip().removeprefix("description: ").lstrip("'\"").startswith("Deprecated: ")
            for line in path.read_text().splitlines()
        )
    }
    assert written <= found


def test_the_replacements_of_dynamos_first_versions_are_ids(whole: Reading) -> None:
    found = {
        each.id: mark.alternatives
        for each in whole.declarations
        for mark in each.marks
        if mark.form == "field" and each.id.startswith("crd:nvidia.com/")
    }
    assert found
    assert all(
        alternatives == (name.replace("v1alpha1", "v1beta1"),)
        for name, alternatives in found.items()
    )
