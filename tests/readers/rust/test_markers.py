"""A small crate with every form of marker, against rows that were recorded for one like it."""

import json
from pathlib import Path

from api_stability.model.inventory import Ladder
from api_stability.readers.rust.reader import read_rust
from api_stability.resolve.levels import resolve_symbols
from tests.readers.rust.requests import make_request

CASES = Path(__file__).parent / "cases"
LADDERS = {"case": Ladder(levels=("experimental", "beta", "stable"), unmarked="stable")}
ROWS = 52


def test_all_rows(shared_data: Path) -> None:
    reading = read_rust(make_request(CASES, "markers"))
    assert reading.diagnostics == ()
    symbols = {
        each.removeprefix("rust:").removesuffix("!"): symbol
        for symbol in resolve_symbols(reading.declarations, LADDERS)
        for each in (symbol.id, *symbol.aliases)
    }
    text = (shared_data / "rust" / "truth" / "markers.jsonl").read_text()
    rows = [json.loads(line) for line in text.splitlines()]
    assert len(rows) == ROWS
    for row in rows:
        symbol = symbols[row["path"]]
        # what a `use` leads to has the name of the `use`
        assert row["kind"] in {symbol.kind, "use"}, row
        if row["level"] == "cfg":
            assert set(symbol.requires) == set(row["cfg_eff"]), row
            continue
        said = symbol.deprecation
        assert said is not None, row
        assert (said.since, said.reason) == (row["since"], row["note"])
        assert (said.basis == "inherited") == row["inherited_maybe"], row
    deprecated = {row["path"] for row in rows if row["level"] == "deprecated"}
    assert deprecated == {path for path, symbol in symbols.items() if symbol.deprecation} - {
        "markers::inner::S::K"  # where it is defined
    }
