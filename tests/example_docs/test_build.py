"""What a build of the documentation leaves behind, and what it does not."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.example_docs.conftest import OFFLINE, Site, build, copy_docs
from tests.example_docs.site import read_page

WORDS = re.compile(r"experimental|beta|deprecated", re.IGNORECASE)


PUBLISHED = ["published-packages", "ai-dynamo"]


@pytest.mark.parametrize("name", PUBLISHED)
def test_offline_the_page_says_so(site: Site, name: str) -> None:
    page = read_page(site.output, f"_generated/{name}")
    assert "could not be fetched in this build" in page.article.text()
    assert not page.tables()


def test_offline_nothing_else_is_said(site: Site) -> None:
    lines = site.messages.splitlines()
    assert len(lines) == len(PUBLISHED)
    for line in lines:
        assert re.fullmatch("published packages: .*No matching distribution.*", line)


@pytest.mark.parametrize("name", PUBLISHED)
def test_with_the_packages_nothing_is_said(published_site: Site, name: str) -> None:
    assert published_site.messages == ""
    page = read_page(published_site.output, f"_generated/{name}")
    assert len(page.tables()) >= 4


@pytest.mark.parametrize("name", ["site", "published_site"])
def test_the_published_inventory_is_that_of_a_scan(
    request: pytest.FixtureRequest, name: str
) -> None:
    built: Site = request.getfixturevalue(name)
    command = [sys.executable, "-m", "api_stability", "scan", "--format", "json"]
    scanned = subprocess.run(command, cwd=built.docs, capture_output=True, check=True).stdout
    inventory = json.loads(scanned)
    inventory["symbols"] = [symbol for symbol in inventory["symbols"] if symbol["public"]]
    assert inventory == built.inventory()


def files_and_times(folder: Path, *suffixes: str) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.suffix in suffixes
    }


def test_nothing_is_fetched_read_or_written_twice(published_site: Site) -> None:
    home = published_site.docs.parent
    kinds = (".md", ".json", ".whl")
    before = files_and_times(home, *kinds)
    code = "import sys, pathlib, published_packages as p; p.prepare(pathlib.Path(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", code, str(published_site.docs)],
        env={**os.environ, **OFFLINE, "PYTHONPATH": str(published_site.docs)},
        check=True,
    )
    assert files_and_times(home, *kinds) == before


def test_a_second_build_writes_no_page(tmp_path: Path) -> None:
    docs = copy_docs(tmp_path)
    pages = files_and_times(build(docs, OFFLINE).output, ".html")
    again = files_and_times(build(docs, OFFLINE).output, ".html")
    changed = {name for name in pages if pages[name] != again[name]}
    # Sphinx writes its own indices each time
    assert changed <= {"genindex.html", "py-modindex.html", "search.html", "stability-index.html"}


def read_search_index(site: Site) -> dict[str, Any]:
    text = (site.output / "searchindex.js").read_text(encoding="utf-8")
    index: dict[str, Any] = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    return index


def found_in(index: dict[str, Any], kind: str, term: str) -> set[str]:
    """The pages that a search finds for a (stemmed) word."""
    places = index[kind].get(term, [])
    numbers = places if isinstance(places, list) else [places]
    return {index["docnames"][number] for number in numbers}


def test_badges_are_not_searched(site: Site) -> None:
    index = read_search_index(site)
    marked = {"api/frontend", "api/runtime", "api/lora", "api/kv-disagg", "api/router"}
    for term in ("beta", "experiment", "deprec"):
        assert "mark" in found_in(index, "terms", term), term  # what authors write is
        assert not marked & found_in(index, "terms", term), term


def test_titles_and_anchors_are_free_of_badges(site: Site) -> None:
    assert "Chunked prefill" in read_search_index(site)["alltitles"]
    labels = re.compile(r"Experimental|Beta|Deprecated$")
    assert not [title for title in read_search_index(site)["alltitles"] if labels.search(title)]
    page = read_page(site.output, "directives")
    heading = next(h for h in page.article.find("h3") if h.text().startswith("Chunked"))
    assert heading.text() == "Chunked prefill Beta¶"
    assert any(s.attributes.get("id") == "chunked-prefill" for s in page.article.find("section"))
    (entry,) = (
        link
        for link in page.root.find("a", "reference")
        if link.attributes.get("href") == "#chunked-prefill"
    )
    assert entry.text() == "Chunked prefill"
    for name in ("directives", "api/frontend", "api/lora"):
        title = next(read_page(site.output, name).root.find("title")).text()
        assert not WORDS.search(title)


def test_object_names_are_free_of_badges(site: Site) -> None:
    data = (site.output / "objects.inv").read_bytes()
    lines = zlib.decompress(data.split(b"\n", 4)[4]).decode().splitlines()
    # what no other domain documents is in ours, by its id
    named = [line for line in lines if WORDS.search(line) and " stability:" not in line]
    assert {line.split()[0] for line in named} == {
        "dynamo_example.experimental",
        "dynamo_example.experimental.mooncake",
        "dynamo_example.experimental.mooncake.connect_mooncake",
        "api/experimental",
        "DYN_BETA_PREFIX_CACHING",
        "DYN_EXPERIMENTAL_PREFIX_CACHING",
    }
