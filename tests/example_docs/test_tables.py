"""Every table on a page has exactly the rows that its directive asks of the inventory.

The rows are found here a second time, from the published JSON alone.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.example_docs.conftest import Site
from tests.example_docs.pages import DOCS, Block, find_blocks
from tests.example_docs.site import read_heading, read_page, read_rows

KINDS = ("stability", "deprecation", "migration")
LABELS = {"experimental": "Experimental", "beta": "Beta", "stable": "Stable"}

Symbol = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Directive:
    """One table as its page asks for it."""

    kind: str
    options: dict[str, str]


def find_directives(page: Path) -> list[Directive]:
    """The tables of symbols on a page."""
    blocks = find_blocks(page, *(f"{{{kind}-table}}" for kind in KINDS))
    found = [Directive(block.word[1:].partition("-")[0], read_options(block)) for block in blocks]
    return [each for each in found if each.options.get("subject") != "features"]


def read_options(block: Block) -> dict[str, str]:
    return dict(re.findall(r"^:([\w-]+):[ ]*(.*)$", block.body, flags=re.MULTILINE))


def select(directive: Directive, symbols: list[Symbol]) -> list[Symbol]:
    """The symbols that are rows."""
    chosen = {s["id"]: s for s in symbols if belongs(s, directive)}
    by_id = {s["id"]: s for s in symbols}
    return [s for s in chosen.values() if not repeats(s, chosen, by_id)]


def belongs(symbol: Symbol, directive: Directive) -> bool:
    options, deprecation = directive.options, symbol["deprecation"]
    levels = [word.strip() for word in options.get("level", "").split(",") if word.strip()]
    paths = [path.partition(":")[2] for path in (symbol["id"], *symbol["aliases"])]
    prefixes = [re.escape(text.strip()) for text in options.get("prefix", "").split(",")]
    begins = re.compile(rf"({'|'.join(prefixes)})(?!\w)") if "prefix" in options else re.compile("")
    if not symbol["public"] or options.get("project", symbol["project"]) != symbol["project"]:
        return False
    if not any(begins.match(path) for path in paths):
        return False
    if directive.kind == "deprecation":
        return deprecation is not None
    if directive.kind == "migration":
        return deprecation is not None and bool(deprecation["alternatives"])
    if levels:
        return symbol["level"] in levels and symbol["basis"] != "default"
    return deprecation is not None or symbol["level"] != "stable"


def repeats(symbol: Symbol, chosen: dict[str, Symbol], by_id: dict[str, Symbol]) -> bool:
    """Whether a row above it says all that this one would."""
    deprecation = symbol["deprecation"]
    if symbol["basis"] in ("annotation", "explicit"):
        return False
    if deprecation is not None and deprecation["basis"] != "inherited":
        return False
    above = by_id.get(symbol["enclosing"] or "")
    while above is not None:
        if above["id"] in chosen and above["level"] == symbol["level"]:
            return True
        above = by_id.get(above["enclosing"] or "")
    return False


def level_fact(symbol: Symbol, fact: str) -> str:
    """What the mark that gave the level says."""
    if symbol["basis"] not in ("annotation", "explicit", "inferred"):
        return ""
    said = [mark[fact] for mark in symbol["marks"] if mark["level"] == symbol["level"]]
    return next((text for text in said if text), "")


def fact(symbol: Symbol, name: str) -> str:
    """A fact of the deprecation, else of the level."""
    if symbol["deprecation"]:
        return symbol["deprecation"][name] or ""
    return level_fact(symbol, name)


def status(symbol: Symbol) -> str:
    labels = []
    if symbol["basis"] != "default" or not symbol["deprecation"]:
        labels.append(LABELS[symbol["level"]])
    return " ".join(labels + ["Deprecated"] * bool(symbol["deprecation"]))


def alternatives(symbol: Symbol) -> str:
    return " or ".join(symbol["deprecation"]["alternatives"]) if symbol["deprecation"] else ""


NOTICE = {"stable": 4, "beta": 2}
"""Months, by the level of the default policy."""


@cache
def read_ledger() -> dict[str, Any]:
    ledger: dict[str, Any] = json.loads((DOCS / "project/stability/ledger.json").read_bytes())
    return ledger


def removal(symbol: Symbol) -> str:
    """The announced removal, and when the notice ends that began with a release of the ledger."""
    deprecation = symbol["deprecation"] or {}
    text = deprecation.get("removal") or ""
    if symbol["project"] != "dynamo-example" or not re.fullmatch(r"[0-9.]+", text):
        return text
    events = [
        event["release"]
        for entry in read_ledger()["entries"]
        for event in entry["events"]
        if entry["id"] == symbol["id"] and event["event"] == "deprecated"
    ]
    since = deprecation["since"] or events[-1]
    dates = {each["version"].removesuffix(".0"): each for each in read_ledger()["releases"]}
    year, month, day = map(int, dates[since.removesuffix(".0")]["date"].split("-"))
    month += NOTICE[symbol["level"]]
    return f"{text}, not before {year + (month - 1) // 12}-{(month - 1) % 12 + 1:02}-{day:02}"


def name(symbol: Symbol) -> str:
    return str(symbol["id"]).partition(":")[2]


CELLS: dict[str, Callable[[Symbol], str]] = {
    "Name": name,
    "Old": name,
    "Stability": status,
    "Level": lambda symbol: LABELS[symbol["level"]],
    "Since": lambda symbol: fact(symbol, "since"),
    "Removal": removal,
    "Earliest removal": removal,
    "Use instead": alternatives,
    "New": alternatives,
    "Reason": lambda symbol: fact(symbol, "reason"),
    "Summary": lambda symbol: symbol["summary"] or "",
}


def repeats_alternative(symbol: Symbol) -> bool:
    """Whether the reason says nothing but what the column beside it says."""
    words = one_line(fact(symbol, "reason")).replace("`", "").rstrip(".").casefold()
    return words in ("", f"use {alternatives(symbol)} instead".casefold())


def one_line(text: str) -> str:
    return " ".join(text.split())


def check_page(site: Site, source: Path, page_name: str) -> None:
    directives = find_directives(source)
    assert directives
    symbols = site.inventory()["symbols"]
    page = read_page(site.output, page_name)
    for kind in KINDS:
        chosen = [s for d in directives if d.kind == kind for s in select(d, symbols)]
        by_name = {name(symbol): symbol for symbol in chosen}
        tables = [t for t in page.tables(kind) if read_heading(t)[0] in ("Name", "Old")]
        shown = Counter(row[0] for table in tables for row in read_rows(table))
        assert shown == Counter(name(symbol) for symbol in chosen)
        for table in tables:
            heading = read_heading(table)
            for row in read_rows(table):
                symbol = by_name[row[0]]
                for label, cell in zip(heading, row, strict=True):
                    if label == "Reason" and not cell:
                        assert repeats_alternative(symbol), row[0]
                    elif label in CELLS:
                        assert cell == one_line(CELLS[label](symbol)), (row[0], label)


@pytest.mark.parametrize("page", ["index", "directives"])
def test_tables_of_the_example_project(site: Site, page: str) -> None:
    check_page(site, DOCS / f"{page}.md", page)


def test_tables_of_published_packages(published_site: Site) -> None:
    source = published_site.docs / "_generated" / "published-packages.md"
    check_page(published_site, source, "_generated/published-packages")


def test_the_table_of_features(site: Site) -> None:
    page = read_page(site.output, "directives")
    (table,) = (t for t in page.tables("stability") if read_heading(t)[0] == "Feature")
    features = sorted(site.inventory()["features"], key=lambda feature: str(feature["title"]))
    assert read_rows(table) == [
        (
            feature["title"],
            LABELS[feature["level"]],
            (feature["opt_in"] or "").replace("`", ""),
            str(len(feature["symbols"])),
        )
        for feature in features
    ]


def test_the_inventory_has_something_to_show(site: Site, published_site: Site) -> None:
    """A test of rows would pass with none."""
    assert len(json.dumps(site.inventory()["symbols"])) > 10_000
    marked = Counter(
        symbol["project"]
        for symbol in published_site.inventory()["symbols"]
        if symbol["marks"] and symbol["public"]
    )
    assert marked == {"ai-dynamo": 213, "anyio": 3, "dynamo-example": 39, "langchain-core": 21}
