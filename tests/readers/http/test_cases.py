"""Requirement: every marker of an API description, on the right symbol, and nothing else."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from api_stability.model.codec import encode_json
from api_stability.model.ids import parse_id
from api_stability.model.inventory import Inventory
from api_stability.model.symbols import Mark, Symbol
from tests.readers.http.reading import read_files
from tests.support.golden import Golden

CASES = Path(__file__).parent / "cases"
FILES = {
    "keys": ["keys.yaml"],
    "operations": ["operations.yaml"],
    "schemas": ["schemas.yaml"],
    "prose": ["prose.yaml"],
    "html": ["html.yaml"],
    "newer": ["newer.yaml"],
    "swagger": ["swagger-2.json"],
    "split": ["split/**/*.y*ml"],
}


def show(inventory: Inventory) -> str:
    """Symbols that something speaks about, and diagnostics, one below the other."""
    symbols = [_show_symbol(symbol) for symbol in inventory.symbols if symbol.marked]
    hidden = [symbol.id for symbol in inventory.symbols if not symbol.public]
    diagnostics = [
        f"{each.file}:{each.line}: {each.grade} {each.code}: {each.message}"
        for each in inventory.diagnostics
    ]
    shown = {"symbols": symbols, "not public": hidden, "diagnostics": diagnostics}
    return encode_json(shown, indent=1).decode()


def _show_symbol(symbol: Symbol) -> dict[str, object]:
    place = symbol.locations[0]
    shown: dict[str, object] = {
        "id": symbol.id,
        "kind": symbol.kind,
        "level": f"{symbol.level} ({symbol.basis})",
        "at": f"{place.file}:{place.line}",
    }
    if symbol.aliases:
        shown["aliases"] = symbol.aliases
    if symbol.deprecation is not None:
        facts = msgspec.structs.asdict(symbol.deprecation)
        shown["deprecation"] = {key: value for key, value in facts.items() if value}
    return shown | {"marks": [_show_mark(mark) for mark in symbol.marks]}


def _show_mark(mark: Mark) -> str:
    words = [f"{mark.form} {mark.name}: {mark.raw_level}"]
    words += [
        f"{name} {value}" for name in ("gate", "reason", "since") if (value := getattr(mark, name))
    ]
    return ", ".join((*words, *mark.unresolved, f"line {mark.line}"))


@pytest.mark.parametrize("name", FILES)
def test_case(name: str, golden: Golden) -> None:
    golden(show(read_files(CASES, FILES[name])), f"cases/{name}.json")


@pytest.mark.parametrize("name", FILES)
def test_every_id_is_one(name: str) -> None:
    inventory = read_files(CASES, FILES[name], fields="all")
    for symbol in inventory.symbols:
        assert str(parse_id(symbol.id)) == symbol.id
        assert all(str(parse_id(alias)) == alias for alias in symbol.aliases)


def test_all_fields_are_symbols_on_demand() -> None:
    marked, everything = (
        {symbol.id for symbol in read_files(CASES, ["schemas.yaml"], fields=fields).symbols}
        for fields in ("marked", "all")
    )
    assert marked < everything
    assert "http:schema Old plain" in everything - marked
