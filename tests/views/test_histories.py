"""Requirement: what a ledger says is shown by release, and never more than it says."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api_stability.history.editions import find_edition
from api_stability.history.project_history import find_history
from api_stability.model.codec import decode_json
from api_stability.model.errors import UserError
from api_stability.model.history import History
from api_stability.model.index import Index
from api_stability.model.ledger import Entry, Event, Ledger, Release
from api_stability.model.views import Table, plain_text
from api_stability.views import (
    TABLES,
    TableOptions,
    edition_of_inventory,
    parse_options,
    view_changes,
    view_feature,
    view_timeline,
)
from tests.support.golden import Golden
from tests.views.inventories import (
    build_inventory,
    build_symbol,
    default_policy,
    read_cases,
    spell_line,
    spell_table,
)

FILE = read_cases("history.toml")
CASES = FILE["case"]
LADDER = {"levels": ["experimental", "beta", "stable"], "unmarked": "stable"}
PROJECT = {"name": "demo", "version": "2.0", "policy": "default", "ladder": LADDER}


@cache
def sample_ledger() -> Ledger:
    return decode_json(json.dumps(FILE["ledger"]).encode(), Ledger)


def sample_index(ledger: Ledger | None = None) -> Index:
    parts = {name: FILE[name] for name in ("projects", "sources", "symbols", "features")}
    inventory = build_inventory(**parts)
    ledger = sample_ledger() if ledger is None else ledger
    return Index(inventory, find_history(ledger, inventory.symbols, default_policy()))


def view(case: dict[str, Any], index: Index) -> Table:
    options = parse_options(case.get("options", {}))
    if case["table"] != "changes":
        return TABLES[case["table"]](index, default_policy(), options)
    old, new = (find_edition(each, index, default_policy(), ()) for each in case["compare"])
    return view_changes(old, new, default_policy(), options)


def spell_case(case: dict[str, Any], index: Index) -> str:
    told = [case["table"], *case.get("compare", ())]
    told += [f":{key}: {value}".rstrip() for key, value in case.get("options", {}).items()]
    return f"# {' '.join(told)}\n\n{spell_table(view(case, index))}\n"


def test_tables(golden: Golden) -> None:
    index = sample_index()
    golden("\n".join(spell_case(case, index) for case in CASES), "golden/histories.txt")


def test_a_ledger_in_any_order_gives_the_same() -> None:
    ledger = sample_ledger()
    entries = [
        msgspec.structs.replace(entry, events=tuple(reversed(entry.events)))
        for entry in ledger.entries
        # those of one release are in order
        if len({event.release for event in entry.events}) == len(entry.events)
    ]
    entries += [entry for entry in ledger.entries if entry.id == "python:demo._io.open"]
    random.Random(1).shuffle(entries)
    releases = tuple(reversed(ledger.releases))
    other = msgspec.structs.replace(ledger, entries=tuple(entries), releases=releases)
    for case in CASES:
        assert view(case, sample_index(other)) == view(case, sample_index())


def say(feature: str, index: Index) -> str:
    found = index.find_feature(feature)
    assert found is not None
    lines = map(spell_line, view_feature(found, index, default_policy()).lines)
    return next((line for line in lines if line.startswith("**History**")), "")


def test_the_history_of_a_feature() -> None:
    assert say("kv", sample_index()) == (
        "**History**: experimental since 1.0, beta since 1.4 (2026-11-01)"
    )
    assert say("new", sample_index()) == ""
    assert say("kv", sample_index(Ledger(project="demo"))) == ""


def feature_of(*events: tuple[str, str, str | None]) -> Index:
    """A project whose only feature has one symbol with these events."""
    inventory = build_inventory(
        projects=[PROJECT],
        symbols=[build_symbol("python:demo.f")],
        features=[
            {
                "id": "f",
                "title": "F",
                "project": "demo",
                "level": None,
                "symbols": ["python:demo.f"],
            }
        ],
    )
    made = tuple(Event(release=r, event=e, level=v) for r, e, v in events)  # type: ignore[arg-type]
    entry = Entry(id="python:demo.f", events=made)
    return Index(inventory, History(Ledger(project="demo", entries=(entry,))))


HISTORIES: dict[str, tuple[list[tuple[str, str, str | None]], str]] = {
    "deprecated": (
        [("1.0", "added", "beta"), ("1.1", "deprecated", None), ("1.2", "undeprecated", "stable")],
        "beta since 1.0, deprecated since 1.1, stable since 1.2, no longer deprecated since 1.2",
    ),
    "removed": (
        [("1.0", "added", "beta"), ("1.1", "removed", None), ("1.2", "returned", None)],
        "beta since 1.0, removed in 1.1, beta since 1.2",
    ),
    "without a level": ([("1.0", "added", None)], "present since 1.0"),
    "only deprecated": ([("1.0", "deprecated", None)], "deprecated since 1.0"),
    "not released yet": ([("1.0", "added", "beta"), ("2.1", "level", "stable")], "beta since 1.0"),
    "braces": ([("{x}", "added", "{0}")], "{0} since {x}"),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_what_a_history_says(name: str) -> None:
    events, expected = HISTORIES[name]
    assert say("f", feature_of(*events)) == f"**History**: {expected}"


def make_edition(*symbols: dict[str, Any], label: str = "x", **tables: Any) -> Any:
    source = {"id": "python:demo", "surface": "python", "project": "demo", "root": "src"}
    known = {"sources": [source | {"complete": True, "files": 1}], "projects": [PROJECT]}
    inventory = build_inventory(symbols=list(symbols), **(known | tables))
    return edition_of_inventory(Index(inventory), label)


def spell_changes(old: Any, new: Any, **options: str) -> list[str]:
    table = view_changes(old, new, default_policy(), parse_options(options))
    told = [
        f"{group.title}: {row.subject}".replace("python:demo.", "")
        for group in table.groups
        for row in group.rows
    ]
    return [*told, plain_text(table.note)] if table.note else told


def f(name: str, *aliases: str, **facts: Any) -> dict[str, Any]:
    ids = sorted(f"python:demo.{alias}" for alias in aliases)
    return build_symbol(f"python:demo.{name}", aliases=ids, **facts)


def test_a_new_reexport_is_no_removal() -> None:
    old = make_edition(f("deep.module.f"))
    assert spell_changes(old, make_edition(f("f", "deep.module.f"))) == []


def test_a_new_home_is_a_move() -> None:
    old = make_edition(f("a.f", "_impl.f"))
    assert spell_changes(old, make_edition(f("b.f", "_impl.f"))) == ["Moved or renamed: b.f"]


def test_an_id_is_matched_before_an_alias() -> None:
    old = make_edition(f("f", level="beta"), f("g", "f", level="stable"))
    new = make_edition(f("f", level="stable"), f("g", "f", level="stable"))
    assert spell_changes(old, new) == ["Graduated: f"]


def test_a_new_class_is_one_row() -> None:
    new = make_edition(f("C"), f("C.m"), f("C.n", level="beta", basis="explicit"))
    assert spell_changes(make_edition(f("g")), new)[:2] == ["Added: C", "Added: C.n"]
    assert len(spell_changes(make_edition(f("g")), new, inherited="")) == 4


INCOMPLETE: dict[str, dict[str, Any]] = {
    "source": {"sources": [
        {"id": "python:demo", "surface": "python", "project": "demo", "root": "", "complete": False,
         "files": 1}
    ]},
    "not read": {"sources": []},
}  # fmt: skip


@pytest.mark.parametrize("name", INCOMPLETE)
def test_what_was_not_read_is_not_removed_nor_added(name: str) -> None:
    whole = make_edition(f("f"), f("g"), label="whole")
    part = make_edition(f("f"), label="part", **INCOMPLETE[name])
    told = "1 more is not called {}: part does not have everything on Python."
    assert spell_changes(whole, part) == [told.format("removed")]
    assert spell_changes(part, whole) == [told.format("added")]


def test_that_is_decided_for_each_source() -> None:
    def source(name: str, *, complete: bool) -> dict[str, Any]:
        known = {"surface": "python", "project": "demo", "root": "", "files": 1}
        return {"id": name, "complete": complete, **known}

    def place(name: str) -> list[dict[str, Any]]:
        return [{"source": name, "file": "a.py", "line": 1}]

    sources = [source("python:a", complete=True), source("python:b", complete=False)]
    old = make_edition(f("a", locations=place("python:a")), f("b", locations=place("python:b")))
    new = make_edition(f("c", locations=place("python:a")), sources=sources)
    assert spell_changes(old, new) == [
        "Added: c",
        "Removed: a",
        "1 more is not called removed: x does not have everything on Python.",
    ]


def test_a_scan_of_what_is_marked_removes_nothing() -> None:
    old = make_edition(f("f"), f("g", level="beta", basis="explicit"))
    marked = make_edition(f("h", level="beta", basis="explicit"))
    note = "2 more are not called removed: x does not have everything on Python."
    assert spell_changes(old, marked) == ["Added: h", note]


def test_a_ledger_says_nothing_of_other_surfaces_and_projects() -> None:
    index = sample_index()
    told = json.dumps(FILE["symbols"])
    assert "python:other.f" in told
    table = view({"table": "changes", "compare": ["1.4", "now"]}, index)
    assert "python:other.f" not in [row.subject for row in table.rows]


@pytest.mark.parametrize("word", ["1.5", "nothing.json", "\0", "x" * 5000, ""])
def test_what_is_no_edition(word: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="unknown release") as raised:
        find_edition(word, sample_index(), default_policy(), (tmp_path,))
    assert raised.value.key == "release"


@pytest.mark.parametrize("text", ["", "{", '{"format": "api-stability/2"}', "[]"])
def test_a_file_that_is_no_inventory(text: str, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text(text)
    with pytest.raises(UserError, match=r"old\.json: this is no"):
        find_edition("old.json", sample_index(), default_policy(), (tmp_path,))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (TableOptions(releases=0), "releases: must be 1 or more"),
        (TableOptions(columns=("releases",)), "columns: unknown value 'releases'"),
        (TableOptions(feature=("vk",)), "feature: unknown value 'vk'"),
    ],
)
def test_wrong_options(options: TableOptions, message: str) -> None:
    with pytest.raises(UserError, match=message):
        view_timeline(sample_index(), default_policy(), options)


def test_releases_called_like_columns() -> None:
    index = feature_of(("name", "added", "beta"), ("level", "level", "stable"))
    table = view_timeline(index, default_policy(), TableOptions())
    assert [column.key for column in table.columns] == ["name", "release:name", "release:level"]
    assert [column.label for column in table.columns] == ["Feature", "name", "level"]


def test_ten_thousand_entries() -> None:
    """In a second or two; the bound is that no step is a product of entries with entries."""
    count = 10_000
    entries = tuple(
        Entry(
            id=f"python:demo.f{number}",
            aliases=(f"python:demo.old{number}",),
            events=(
                Event(release=f"1.{number % 50}", event="added", level="beta"),
                Event(release=f"1.{number % 50 + 1}", event="level", level="stable"),
            ),
        )
        for number in range(count)
    )
    releases = tuple(Release(version=f"1.{number}") for number in range(60))
    index = feature_of()
    ledger = Ledger(project="demo", releases=releases, entries=entries)
    history = find_history(ledger, index.inventory.symbols, default_policy())
    index = Index(index.inventory, history)
    symbols = TableOptions(subject="symbols", limit=3)
    assert len(view_timeline(index, default_policy(), symbols).rows) == 3
    case = {"table": "changes", "compare": ["1.0", "1.59"]}
    assert len(view(case, index).rows) == count
