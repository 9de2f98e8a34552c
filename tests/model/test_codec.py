"""Requirement: an inventory's JSON loses nothing, fits our schema, tolerates what comes later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from api_stability.model.codec import (
    encode_json,
    inventory_schema,
    read_inventory,
    well_formed,
)
from api_stability.model.errors import UserError
from api_stability.model.facts import Facts
from api_stability.model.inventory import Feature
from tests.support.golden import Golden
from tests.support.inventories import (
    inventory_parts,
    make_declaration,
    make_inventory,
    make_mark,
)

SCHEMA_FILE = "../../src/api_stability/model/inventory.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(inventory_schema())


def build(parts: dict[str, Any]) -> Any:
    return make_inventory(
        *parts["declarations"], features=parts["features"], diagnostics=parts["diagnostics"]
    )


@given(inventory_parts)
@settings(max_examples=50)
def test_round_trip_and_schema(parts: dict[str, Any]) -> None:
    inventory = build(parts)
    data = encode_json(inventory)
    assert read_inventory(data, where="x.json") == inventory
    assert encode_json(read_inventory(data, where="x.json")) == data
    VALIDATOR.validate(json.loads(data))


def test_the_format_as_documented(golden: Golden) -> None:
    mark = make_mark("beta", reason="May change", feature="kv")
    inventory = make_inventory(
        make_declaration("demo.f", mark, aliases=("python:demo._impl.f",), summary="Enable it.")
    )
    golden(encode_json(inventory, indent=2).decode(), "golden/inventory.json")


def test_the_schema_is_published_as_it_is(golden: Golden) -> None:
    golden(json.dumps(inventory_schema(), indent=2) + "\n", SCHEMA_FILE)


def test_unknown_keys_are_ignored() -> None:
    data = json.loads(encode_json(make_inventory(make_declaration("demo.f"))))
    data["later"] = {"x": 1}
    data["symbols"][0]["later"] = []
    assert read_inventory(json.dumps(data).encode(), where="x").symbols[0].id == "python:demo.f"


@pytest.mark.parametrize("part", ["sources", "symbols", "features"])
def test_everything_belongs_to_a_project_that_is_there(part: str) -> None:
    feature = Feature(id="kv", title="KV", project="demo", level=None)
    data = json.loads(encode_json(make_inventory(make_declaration("demo.f"), features=(feature,))))
    data[part][0]["project"] = "other"
    with pytest.raises(UserError, match=rf"x\.json: {part}: .* project 'other', which is not"):
        read_inventory(json.dumps(data).encode(), where="x.json")


def test_text_that_no_json_can_hold_is_spelled() -> None:
    mark = make_mark("beta", reason="half \ud800", file="a\udcff.py")
    declaration = make_declaration("demo.f", mark, facts=Facts({"a": "\udfff"}))
    spelled = well_formed(declaration)
    assert spelled.marks[0].reason == r"half \ud800"
    assert spelled.marks[0].file == r"a\udcff.py"
    assert spelled.facts == {"a": r"\udfff"}
    assert well_formed(spelled) is spelled
    assert encode_json(Path("a\udcff")) == rb'"a\\udcff"'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "x.json: this is no JSON: Input data was truncated"),
        (b"[]", "x.json: this is no inventory that this version reads: format is None"),
        (b'{"format": "api-stability/2"}', "format is 'api-stability/2', expected"),
        (
            b'{"format": "api-stability/1", "symbols": 1}',
            r"Expected `array`, got `int` - at `\$\.sym",
        ),
        (b"\xff", r"x\.json: this is no JSON"),
        (b'{"format": "\xff"}', r"x\.json: this is no JSON"),
        (b"[" * 100000, r"x\.json: this is no JSON"),
    ],
)
def test_what_is_no_inventory_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_inventory(data, where="x.json")
