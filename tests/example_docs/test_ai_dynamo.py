"""The page about a whole project: its migration table as read in the source, its tables whole."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.example_docs.conftest import Site
from tests.example_docs.site import Element, Page, read_heading, read_page, read_rows

CHECKED = Path(__file__).parent / "ai_dynamo_migrations.toml"
NAME = "_generated/ai-dynamo"

Symbol = dict[str, Any]
Entry = tuple[str, str, str, str, int]
"""Old, new, removal, file, line."""


@pytest.fixture(scope="module")
def symbols(published_site: Site) -> list[Symbol]:
    found = published_site.inventory()["symbols"]
    return [symbol for symbol in found if symbol["project"] == "ai-dynamo"]


@pytest.fixture(scope="module")
def page(published_site: Site) -> Page:
    return read_page(published_site.output, NAME)


@cache
def read_checked() -> frozenset[Entry]:
    """What was read by eye."""
    checked = tomllib.loads(CHECKED.read_text(encoding="utf-8"))
    return frozenset(
        (old, row["new"], row.get("removal", ""), row["file"], row["line"])
        for row in checked["rows"]
        for old in (
            *(f"{program} {row['old']}" for program in checked["groups"][row["group"]]),
            *row.get("variables", ()),
        )
    )


def name(symbol: Symbol) -> str:
    return str(symbol["id"]).partition(":")[2]


def test_the_migrations_are_those_of_the_source(symbols: list[Symbol]) -> None:
    found = {
        (
            name(symbol),
            " or ".join(symbol["deprecation"]["alternatives"]),
            symbol["deprecation"]["removal"] or "",
            symbol["locations"][0]["file"],
            symbol["locations"][0]["line"],
        )
        for symbol in symbols
        if symbol["deprecation"] and symbol["deprecation"]["alternatives"]
    }
    assert found == read_checked()


def tables_of(page: Page, section: str) -> list[Element]:
    found = next(s for s in page.article.find("section") if s.attributes.get("id") == section)
    return list(found.find("table", "stability-table"))


def rows_of(page: Page, section: str) -> Iterator[tuple[str, ...]]:
    """The rows of a section's tables; a program stands before the names of its options."""
    for table in tables_of(page, section):
        caption = next((c.text().removesuffix("¶") for c in table.find("caption")), "")
        for first, *others in read_rows(table):
            yield (f"{caption} {first}" if first.startswith("-") else first, *others)


def test_the_migration_table_shows_them_all(page: Page) -> None:
    shown = Counter(rows_of(page, "old-to-new"))
    assert shown == Counter((old, new, removal) for old, new, removal, _, _ in read_checked())
    headings = {read_heading(table) for table in tables_of(page, "old-to-new")}
    assert headings == {("Old", "New", "Removal")}


def test_every_option_with_its_variable(page: Page, symbols: list[Symbol]) -> None:
    shown = Counter((row[0], row[2]) for row in rows_of(page, "command-lines"))
    options = [symbol for symbol in symbols if symbol["kind"] == "option"]
    assert len(options) == 997
    assert len({name(symbol).partition(" ")[2] for symbol in options}) == 425
    expected = Counter(
        (name(each), each["facts"].get("env", "").replace(", ", " or ")) for each in options
    )
    assert shown == expected


@pytest.mark.parametrize(
    ("section", "surface"), [("environment-variables", "env"), ("metrics", "metric")]
)
def test_every_name_of_a_surface(
    page: Page, symbols: list[Symbol], section: str, surface: str
) -> None:
    shown = Counter(row[0] for row in rows_of(page, section))
    expected = Counter(name(symbol) for symbol in symbols if symbol["surface"] == surface)
    assert shown == expected
    assert len(shown) > 40


def test_the_counts_of_the_page(page: Page, symbols: list[Symbol]) -> None:
    (table,) = (t for t in page.article.find("table") if read_heading(t)[0] == "read")
    assert [tuple(row[1:]) for row in read_rows(table)] == [
        tuple(
            f"{count:,}"
            for count in (
                len(found),
                sum(each["level"] == "experimental" for each in found),
                sum(each["deprecation"] is not None for each in found),
            )
        )
        for found in (
            [each for each in symbols if each["kind"] == "option"],
            [each for each in symbols if each["surface"] == "env"],
            [each for each in symbols if each["surface"] == "metric"],
            [each for each in symbols if each["surface"] == "python"],
        )
    ]


def test_the_script_is_only_where_it_has_work(published_site: Site) -> None:
    linking = {
        path.relative_to(published_site.output).as_posix()
        for path in published_site.output.rglob("*.html")
        if "api-stability.js" in path.read_text(encoding="utf-8")
    }
    assert f"{NAME}.html" in linking
    assert "install.html" not in linking
