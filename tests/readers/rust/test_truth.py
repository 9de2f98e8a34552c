"""Published crates, against what rustdoc knew when it built them.

Rustdoc saw one build; the reader sees every build. Where they differ for that reason, a diagnostic
of the reader names the place.
"""

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from api_stability.model.inventory import Ladder, Reading
from api_stability.model.symbols import Symbol
from api_stability.readers.rust.reader import read_rust
from api_stability.resolve.levels import resolve_symbols
from tests.readers.rust.debian import fetch_crate
from tests.readers.rust.requests import make_request

CRATES = {"chrono": "0.4.23", "time": "0.3.9", "itertools": "0.10.3", "rand": "0.8.5"}
LADDERS = {"case": Ladder(levels=("experimental", "beta", "stable"), unmarked="stable")}
NOT_IN_THE_TRUTH = {
    "chrono": ["rust:chrono::naive::TsSeconds"],
    "time": ["rust:time::error::ComponentRange::{impl Expected}"],
}
"""What is behind a feature that was off in that build (chrono), or is called deprecated by its
documentation alone, which is nothing to rustdoc (time)."""
PRIVATE_GATE = {"chrono": 'not(feature = "oldtime")'}
"""A condition on a private module: without it nothing in the module is there, and rustdoc, which
leaves out private modules, does not tell."""


class Read:
    """One crate, read and resolved."""

    def __init__(self, name: str) -> None:
        folder = f"{name}-{CRATES[name]}"
        self.reading: Reading = read_rust(make_request(fetch_crate(name, CRATES[name]), folder))
        self.symbols = resolve_symbols(self.reading.declarations, LADDERS)
        self.by_path: dict[str, Symbol] = {}
        self.by_place: dict[tuple[str, int], list[Symbol]] = defaultdict(list)
        for symbol in self.symbols:
            for each in (symbol.id, *symbol.aliases):
                self.by_path[each.removeprefix("rust:").removesuffix("!")] = symbol
            for place in symbol.locations:
                self.by_place[place.file, place.line].append(symbol)
        self.said = {(each.code, each.file, each.line) for each in self.reading.diagnostics}

    def find(self, row: dict[str, Any]) -> Symbol | None:
        if row["kind"] != "impl":
            return self.by_path.get(row["path"])
        # rows name the trait without its arguments: several blocks have one name
        blocks = self.by_place[row["src"], row["line"]]
        return next((each for each in blocks if each.kind == "impl"), None)


@cache
def read_crate(name: str) -> Read:
    return Read(name)


def rows_of(data: Path, name: str) -> list[dict[str, Any]]:
    text = (data / "rust" / "truth" / f"{name}.jsonl").read_text()
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", CRATES)
def test_every_deprecation_and_no_other(name: str, shared_data: Path) -> None:
    read = read_crate(name)
    rows = [row for row in rows_of(shared_data, name) if row["level"] == "deprecated"]
    expected = {(row["path"], row["since"], row["note"], row["inherited_maybe"]) for row in rows}
    found = set()
    for row in rows:
        symbol = read.find(row)
        assert symbol is not None, row
        assert symbol.deprecation is not None, row
        said = symbol.deprecation
        found.add((row["path"], said.since, said.reason, said.basis == "inherited"))
    assert found == expected
    paths = {row["path"] for row in rows}
    others = [
        symbol.id
        for symbol in read.symbols
        if symbol.public
        and symbol.deprecation is not None
        and not paths & {each.removeprefix("rust:") for each in (symbol.id, *symbol.aliases)}
    ]
    assert others == NOT_IN_THE_TRUTH.get(name, [])


@pytest.mark.parametrize("name", CRATES)
def test_conditions_and_paths(name: str, shared_data: Path) -> None:
    read = read_crate(name)
    rows = [row for row in rows_of(shared_data, name) if row["level"] == "cfg"]
    written = right = 0
    for row in rows:
        place = row["src"], row["line"]
        symbol = read.find(row)
        if symbol is None:
            assert ("unexpanded-macro", *place) in read.said, row
            continue
        written += 1
        expected, found = set(row["cfg_eff"]), set(symbol.requires)
        if found == expected:
            right += 1
        elif ("one-of-several", *place) in read.said:
            # defined once for this and once for the opposite: always there
            assert found < expected, row
        else:
            assert found - expected == {PRIVATE_GATE.get(name)}, row
            assert found > expected, row
        if "use" not in {row["kind"], symbol.kind}:
            assert place in {(each.file, each.line) for each in symbol.locations}
    assert right >= 0.97 * written or name == "chrono"


def test_conditions_over_all_crates(shared_data: Path) -> None:
    right = written = 0
    for name in CRATES:
        read = read_crate(name)
        for row in rows_of(shared_data, name):
            symbol = read.find(row)
            if symbol is not None:
                written += 1
                right += row["level"] != "cfg" or set(row["cfg_eff"]) == set(symbol.requires)
    assert right >= 0.97 * written


@pytest.mark.parametrize("name", CRATES)
def test_nothing_is_missing_silently(name: str) -> None:
    reading = read_crate(name).reading
    assert reading.source.complete
    assert {each.code for each in reading.diagnostics} <= {
        "one-of-several",
        "outside-glob",
        "unexpanded-macro",
    }
