"""What engines make of a page's text has none of ours in it: compared with builds without us."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from tests.markdown.converting import convert
from tests.markdown.sites import Site, build_site

ROLE = re.compile(r" ?\{stability\}`[^`]*`")
HEADINGS = """\
# Lending {stability}`beta` books {stability}`library.lend`

## {stability}`beta` First

## *Kept {stability}`beta`* and [linked {stability}`stable`](https://example.org/)

## Own {stability}`beta` { #anchor }

### Alone **bold {stability}`beta`**

## Same {stability}`beta`

## Same

## {stability-feature}`that <lending>` is

## `code` {stability}`beta`

Text.
"""
PLAIN = ROLE.sub("", HEADINGS).replace("{stability-feature}`that <lending>`", "that")
DIRECTIVES = "\n".join(
    f"```{{{name}}}{argument}\n```\n"
    for name, argument in (
        ("stability", " beta\n:reason: zymurgy"),
        ("stability-table", "\n:caption: Hidden"),
        ("stability-table", "\n:surface: rust"),
        ("stability-table", "\n:group-by: level"),
        ("stability-overview", "\n:caption: Zither"),
        ("stability-timeline", ""),
        ("stability-removals", "\n:limit: 1"),
        ("stability-changes", " 1.2 1.4"),
        ("stability-policy", ""),
        ("stability-feature", " lending"),
    )
)
OPTIONS = [
    {},
    {"permalink": True},
    {"permalink": True, "permalink_leading": True},
    {"anchorlink": True},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_the_table_of_contents(options: dict[str, bool]) -> None:
    ours, plain = (
        convert(text, "toc", "attr_list", configs={"toc": options}) for text in (HEADINGS, PLAIN)
    )
    badges = ours.html.count("stability-badge ") - 1  # the feature's own, with its link
    assert badges == len(ROLE.findall(HEADINGS))
    assert [(each["name"], each["id"]) for each in list_tokens(ours.toc)] == [
        (each["name"], each["id"]) for each in list_tokens(plain.toc)
    ]
    read_ids = re.compile(r'\b(?:id|href)="[^"]*"')
    kept = [name for name in read_ids.findall(ours.html) if "stability" not in name]
    assert kept == read_ids.findall(plain.html)


def list_tokens(tokens: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The headings, in order."""
    for token in tokens:
        yield token
        yield from list_tokens(token["children"])


@pytest.fixture(scope="module", params=["mkdocs", "material"])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Site]:
    folder = tmp_path_factory.mktemp(request.param)
    variants = {
        "ours": {"index.md": HEADINGS, "t.md": f"# Tables\n\nText.\n\n{DIRECTIVES}\nAfter.\n"},
        "plain": {"index.md": PLAIN, "t.md": "# Tables\n\nText.\n\nAfter.\n"},
    }
    return [
        build_site(folder / name, pages, "attr_list", theme=request.param, ours=name == "ours")
        for name, pages in variants.items()
    ]


def test_titles_of_pages(sites: list[Site]) -> None:
    for name in ("index.html", "t/index.html"):
        found, expected = (
            re.search(r"<title>.*?</title>", site.read(name), re.DOTALL) for site in sites
        )
        assert found
        assert expected
        assert found[0] == expected[0]
    assert "Lending books" in sites[0].read("index.html")


def test_anchors(sites: list[Site]) -> None:
    found, expected = (re.findall(r'\bid="[^"]*"', site.read("index.html")) for site in sites)
    assert found == expected


def test_the_search_index(sites: list[Site]) -> None:
    found, expected = (read_search(site) for site in sites)
    assert [each[:2] for each in found] == [each[:2] for each in expected]
    if sites[0].theme == "material":
        assert found == expected
    else:
        # MkDocs' own search takes in all text of a page: what is in its titles is ours to keep out
        assert "Text." in found[-1][2]


def read_search(site: Site) -> list[tuple[str, ...]]:
    """Address, title and text of what can be found, whatever white space is in it."""
    docs = json.loads(site.read("search/search_index.json"))["docs"]
    names = ("location", "title", "text")
    return [tuple(" ".join(each[name].split()) for name in names) for each in docs]
