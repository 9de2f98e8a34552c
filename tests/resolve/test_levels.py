"""Requirement: the table of levels (annotation, explicit, enclosing, name; weakest and nearest).

``cases/levels.toml`` is that table and what follows from its rules: each case says which marks an
enclosing module, the symbol and its name carry, and the level, basis and deprecation that result.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api_stability.model.inventory import Ladder
from api_stability.model.symbols import Declaration, Mark, Symbol
from api_stability.resolve.levels import resolve_symbols

CASES = tomllib.loads((Path(__file__).parent / "cases" / "levels.toml").read_text("utf-8"))["case"]
LADDER = Ladder(levels=("experimental", "beta", "stable"), unmarked="stable")


def mark(word: str, form: str = "decorator", **facts: Any) -> Mark:
    deprecated = word == "deprecated"
    return Mark(
        source="s",
        form=form,  # type: ignore[arg-type]
        name="test",
        raw_level=word,
        level=None if deprecated else word,
        deprecates=True if deprecated else None,
        **facts,
    )


def declaration(symbol_id: str, marks: list[Mark], enclosing: str | None = None) -> Declaration:
    return Declaration(
        id=symbol_id,
        surface="python",
        kind="function",
        project="p",
        enclosing=enclosing,
        marks=tuple(marks),
    )


def resolve_case(case: dict[str, Any], resolution: str) -> Symbol:
    """A module, perhaps a class in it, and the symbol under test."""
    module_marks = [mark(word) for word in case.get("enclosing", [])]
    module_marks += [mark(word, "name") for word in case.get("module-name", [])]
    module_marks += [mark(word, "annotation") for word in case.get("module-annotation", [])]
    own = [mark(word) for word in case.get("explicit", [])]
    own += [mark(word, "name") for word in case.get("name", [])]
    own += [mark(word, "annotation") for word in case.get("annotation", [])]
    symbol_id = case.get("id", "python:m.f")
    found = resolve_symbols(
        [declaration("python:m", module_marks), declaration(symbol_id, own, "python:m")],
        {"p": msgspec.structs.replace(LADDER, resolution=resolution)},
    )
    return next(symbol for symbol in found if symbol.id == symbol_id)


def told(symbol: Symbol) -> str:
    deprecation = symbol.deprecation
    text = f"{symbol.level}, {symbol.basis}"
    return f"{text} + deprecated, {deprecation.basis}" if deprecation else text


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["title"]))
@pytest.mark.parametrize("resolution", ["weakest", "nearest"])
def test_levels(case: dict[str, Any], resolution: str) -> None:
    assert told(resolve_case(case, resolution)) == case.get(resolution, case["weakest"])


def test_facts_of_several_deprecations_are_one_story() -> None:
    marks = [
        mark("deprecated", since="1.2", line=2, alternatives=("a",)),
        mark("deprecated", since="1.3", removal="2.0", reason="why", line=3, alternatives=("b",)),
    ]
    (symbol,) = resolve_symbols([declaration("python:m", marks)], {"p": LADDER})
    assert symbol.deprecation is not None
    assert symbol.deprecation.since == "1.2"
    assert symbol.deprecation.removal == "2.0"
    assert symbol.deprecation.reason == "why"
    assert symbol.deprecation.alternatives == ("a", "b")


def test_enclosures_that_loop_end() -> None:
    found = resolve_symbols(
        [
            declaration("python:a", [], "python:b"),
            declaration("python:b", [mark("beta")], "python:a"),
        ],
        {"p": LADDER},
    )
    assert [(symbol.level, symbol.basis) for symbol in found] == [
        ("beta", "inherited"),
        ("beta", "explicit"),
    ]


@pytest.mark.parametrize("count", [3, 5000])
def test_how_deep_things_nest_does_not_matter(count: int) -> None:
    """By definition, and by names that lead on through aliases; outermost last in id order."""
    chain = [
        declaration(f"python:m{step:04}", [], f"python:m{step + 1:04}") for step in range(count)
    ]
    chain.append(declaration(f"python:m{count:04}", [mark("beta"), mark("deprecated", line=2)]))
    named = [
        msgspec.structs.replace(
            declaration(f"python:n{step + 1:04}.c", []), aliases=(f"python:n{step:04}",)
        )
        for step in range(count)
    ]
    named.append(
        msgspec.structs.replace(
            declaration("python:o", [mark("experimental", "name")]),
            aliases=(f"python:n{count:04}",),
        )
    )
    found = {symbol.id: told(symbol) for symbol in resolve_symbols([*chain, *named], {"p": LADDER})}
    assert found["python:m0000"] == "beta, inherited + deprecated, inherited"
    assert found["python:n0001.c"] == "experimental, inferred"


def test_a_reexport_out_of_an_experimental_module_is_not_experimental_by_name() -> None:
    found = resolve_symbols(
        [
            declaration("python:pkg.experimental", [mark("experimental", "name")]),
            declaration("python:pkg.f", [], "python:pkg.experimental"),
            declaration("python:pkg.experimental.g", [], "python:pkg.experimental"),
        ],
        {"p": LADDER},
    )
    assert {symbol.id: told(symbol) for symbol in found} == {
        "python:pkg.experimental": "experimental, inferred",
        "python:pkg.experimental.g": "experimental, inferred",
        "python:pkg.f": "stable, default",
    }


def test_what_is_defined_in_a_marked_module_keeps_its_level_wherever_it_is_exported() -> None:
    found = resolve_symbols(
        [
            declaration("python:pkg._impl", [mark("experimental")]),
            declaration("python:pkg.f", [], "python:pkg._impl"),
        ],
        {"p": LADDER},
    )
    assert told(found[1]) == "experimental, inherited"
