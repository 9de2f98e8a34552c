"""Requirement: published descriptions are read whole, and nothing is read into them."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from api_stability.documents.nodes import Mapping, Node, Sequence
from api_stability.documents.yaml_documents import read_yaml
from api_stability.model.inventory import Inventory
from api_stability.model.symbols import Mark
from tests.readers.http.reading import read_files, spell_diagnostics, spell_marked
from tests.support.shared_data import find_shared_cases

EXPECTED: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("oasdiff.toml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def openai(shared_data: Path) -> Inventory:
    return read_files(shared_data / "openapi", ["openai.yaml"])


def test_openai_has_its_operations_and_deprecations(openai: Inventory) -> None:
    deprecated = [
        symbol
        for symbol in openai.symbols
        if symbol.deprecation is not None and symbol.deprecation.basis == "explicit"
    ]
    kinds = Counter(symbol.kind for symbol in openai.symbols)
    assert openai.complete
    assert not openai.diagnostics
    assert (kinds["operation"], kinds["webhook"]) == (288, 16)
    assert Counter(symbol.kind == "operation" for symbol in deprecated) == {True: 15, False: 35}


def test_openai_marks_are_those_of_its_text(openai: Inventory, shared_data: Path) -> None:
    """Each ``deprecated: true`` and each ``x-oai-beta`` is one mark with its line, and no other."""
    text = (shared_data / "openapi" / "openai.yaml").read_text(encoding="utf-8")
    document = next(read_yaml(text))
    lines = {"deprecated": set[int](), "x-oai-beta": set[int]()}
    waiting: list[Node] = [
        entry.value
        for entry in (document.root.entries if isinstance(document.root, Mapping) else ())
        if not entry.key.startswith("x-")
    ]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting.extend(node.items)
        elif isinstance(node, Mapping):
            for entry in node.entries:
                waiting.append(entry.value)
                if entry.key in lines and getattr(entry.value, "text", "") != "false":
                    lines[entry.key].add(entry.line)
    marks = [mark for symbol in openai.symbols for mark in symbol.marks]
    assert len(lines["deprecated"]) == 15 + 35
    for name, expected in lines.items():
        assert sorted(expected) == sorted(_lines(marks, name))
    assert [mark.gate for mark in marks if mark.name == "x-oai-beta"] == (
        ["responses_multi_agent=v1"] * 14
    )
    others = [(mark.name, mark.line) for mark in marks if mark.name not in lines]
    # "This feature is in Beta.", and twice "Deprecated." below a key that says the same
    assert sorted(others) == [("beta", 33424), ("description", 44643), ("description", 81743)]


def _lines(marks: list[Mark], name: str) -> list[int]:
    return [mark.line for mark in marks if mark.name == name and mark.line is not None]


def test_every_specification_of_oasdiff_is_expected(shared_data: Path) -> None:
    files = (shared_data / "openapi" / "oasdiff").glob("*.yaml")
    assert {file.stem.removeprefix("data__") for file in files} == set(EXPECTED)


@pytest.mark.parametrize("name", find_shared_cases("openapi/oasdiff/*.yaml"))
def test_oasdiff(name: str, shared_data: Path) -> None:
    expected = dict(EXPECTED[Path(name).stem.removeprefix("data__")])
    diagnostics = expected.pop("diagnostics", [])
    inventory = read_files(shared_data, [name])
    assert spell_diagnostics(inventory) == diagnostics
    assert spell_marked(inventory) == expected
