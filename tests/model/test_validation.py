"""Requirement: an error about the user's table names file, key and the nearest valid name."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
import pytest

from api_stability.model.errors import UserError, nearest
from api_stability.model.validation import convert_table


class Inner(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    fail_on: Literal["error", "warning"] = "error"
    files: tuple[str, ...] = ()


class Outer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    inner: Inner = Inner()
    several: tuple[Inner, ...] = ()
    by_name: dict[str, Inner] = {}
    either: bool | Inner | None = None
    count: Annotated[int, msgspec.Meta(ge=0)] = 0


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"nam": "x"}, "f.toml: unknown key 'nam'; did you mean 'name'?"),
        ({}, "f.toml: missing key `name`"),
        ({"name": 1}, "f.toml: name: expected text, got a whole number"),
        (
            {"name": "x", "inner": {"fail-onn": "error"}},
            "f.toml: inner: unknown key 'fail-onn'; did you mean 'fail-on'?",
        ),
        (
            {"name": "x", "several": [{}, {"fail-on": "eror"}]},
            "f.toml: several[1].fail-on: unknown word 'eror'; did you mean 'error'?",
        ),
        (
            {"name": "x", "several": [{"files": "a"}]},
            "f.toml: several[0].files: expected a list, got text",
        ),
        (
            {"name": "x", "by_name": {"k": {"zzz": 1}}},
            "f.toml: by_name.k: unknown key 'zzz'; valid: fail-on, files",
        ),
        (
            {"name": "x", "either": {"fail_on": "error"}},
            "f.toml: either: unknown key 'fail_on'; did you mean 'fail-on'?",
        ),
        ({"name": "x", "several": {}}, "f.toml: several: expected a list, got a table"),
        ({"name": "x", "count": -1}, "f.toml: count: expected a whole number >= 0"),
        ("x", "f.toml: expected a table, got text"),
    ],
)
def test_messages(table: object, message: str) -> None:
    with pytest.raises(UserError) as raised:
        convert_table(table, Outer, where="f.toml")
    assert str(raised.value) == message


def test_place_of_the_table_is_part_of_the_key() -> None:
    with pytest.raises(UserError, match=r"f\.toml: sources\[2\]\.name: expected text"):
        convert_table({"name": None}, Outer, where="f.toml", at="sources[2]")


def test_what_is_right_is_converted() -> None:
    value = convert_table({"name": "x", "either": {"files": ["a"]}}, Outer, where="f")
    assert value == Outer(name="x", either=Inner(files=("a",)))


def test_nearest() -> None:
    assert nearest("defualt", ["default", "google"]) == "did you mean 'default'?"
    assert nearest("zzz", ["b", "a"]) == "valid: a, b"
    assert nearest("zzz", []) == "none is defined"
