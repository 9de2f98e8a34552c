"""Which command-line symbol documentation means."""

from __future__ import annotations

import pytest

from api_stability.directives.commands import Commands, read_command
from api_stability.model.index import Index
from api_stability.model.inventory import Inventory
from api_stability.model.symbols import Symbol


def make_commands(*ids: str) -> Commands:
    symbols = tuple(
        Symbol(id=name, surface="cli", kind="option", project="demo", level="stable")
        for name in ids
    )
    return Commands(Index(Inventory(complete=True, symbols=symbols)))


KNOWN = make_commands(
    "cli:demo",
    "cli:demo --old",
    "cli:demo <place>",
    "cli:demo serve",
    "cli:demo serve --fast",
    "cli:demo serve now --fast",
    "cli:demo serve <FILE>",
    "cli:my-tool run --it",
)
TWINS = make_commands("cli:a-b c --x", "cli:a b-c --x", "cli:a b-c --y")


@pytest.mark.parametrize(
    ("documented", "found"),
    [
        ("demo", "demo"),
        ("demo --old", "demo --old"),
        ("demo serve --fast", "demo serve --fast"),
        ("demo-serve --fast", "demo serve --fast"),
        ("demo-serve-now --fast", "demo serve now --fast"),
        ("demo place serve --fast", "demo serve --fast"),
        ("demo place", "demo <place>"),
        ("demo place serve", "demo serve"),
        ("demo serve FILE", "demo serve <FILE>"),
        ("demo-serve FILE", "demo serve <FILE>"),
        ("my-tool-run --it", "my-tool run --it"),
        ("demo other serve --fast", None),
        ("demo --fast", None),
        ("serve --fast", None),
        ("", None),
        (" ", None),
    ],
)
def test_a_command(documented: str, found: str | None) -> None:
    symbol = KNOWN.find(f"cli:{documented}")
    assert (symbol.id if symbol else None) == (f"cli:{found}" if found else None)


def test_nothing_is_guessed_where_two_are_alike() -> None:
    assert TWINS.find("cli:a-b-c --x") is None
    found = TWINS.find("cli:a-b c --x")
    assert found is not None
    assert found.id == "cli:a-b c --x"
    assert TWINS.find("cli:a-b-c --y") is not None


@pytest.mark.parametrize(
    ("usage", "command"),
    [
        ("usage: demo [-h] [--old OLD] place {serve} ...", "demo"),
        ("demo serve [OPTIONS] FILE", "demo serve"),
        ("demo serve FILE", "demo serve"),
        ("demo COMMAND", "demo"),
        ("my-tool.py run_it --x", "my-tool.py run_it"),
        ("[]", ""),
        ("", ""),
        ("x " * 100_000, " ".join(["x"] * 8)),
        ("\x00 \u202e demo", ""),
    ],
)
def test_a_line_of_usage(usage: str, command: str) -> None:
    assert " ".join(read_command(usage)) == command
