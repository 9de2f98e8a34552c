"""A page is gone through once when it is read and once when it is written, at the most."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes

from api_stability.sphinx import page
from api_stability.sphinx.nodes import find_placeholders
from tests.sphinx.building import build, write_files
from tests.sphinx.test_rewriting import FILES

PAGES = {
    "docs/plain.rst": ":orphan:\n\nPlain\n=====\n\n.. py:function:: pkg.h()\n\nWords.\n",
    "docs/module.rst": ":orphan:\n\nM\n=\n\n.. py:module:: pkg\n\n.. py:function:: f()\n"
    "   :no-index:\n",
    "docs/title.rst": ":orphan:\n\n.. |b| replace:: :stability:`beta`\n\nT |b|\n=====\n\n"
    ".. contents::\n\nSub :stability:`pkg.f`\n----------------------\n\n"
    ".. py:module:: pkg.sub\n\nSee :py:func:`pkg.f`.\n",
}


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, str]]:
    """How often each page was gone through, by phase and the name of its source."""
    counted: Counter[tuple[str, str]] = Counter()
    walk, findall = page._walk, nodes.Node.findall

    def name(root: nodes.Element) -> str:
        return Path(str(root["source"])).stem

    def count_walk(root: nodes.document, **options: Any) -> Iterator[nodes.Element]:
        counted["read", name(root)] += 1
        return walk(root, **options)

    def count_find(root: nodes.document, **options: Any) -> object:
        counted["written", name(root)] += 1
        return find_placeholders(root, **options)

    def count_findall(self: nodes.Node, *arguments: Any, **options: Any) -> Iterator[nodes.Node]:
        caller = str(sys._getframe(1).f_globals["__name__"])
        if isinstance(self, nodes.document) and caller.startswith("api_stability."):
            counted["found", caller] += 1
        return findall(self, *arguments, **options)

    monkeypatch.setattr(page, "_walk", count_walk)
    monkeypatch.setattr("api_stability.sphinx.fill.find_placeholders", count_find)
    monkeypatch.setattr(nodes.Node, "findall", count_findall)
    return counted


def test_pages_are_gone_through_once(tmp_path: Path, walks: Counter[tuple[str, str]]) -> None:
    docs = write_files(tmp_path, {**FILES, **PAGES}) / "docs"
    built = build(docs, tmp_path / "html")
    assert set(walks.values()) == {1}
    assert {what for what, _ in walks} == {"read", "written"}
    assert ("read", "title") in walks
    assert ("read", "module") in walks
    # most pages have objects and directives, which nobody needs to look for while they are read
    assert ("read", "f") not in walks
    assert ("written", "f") in walks
    # and nothing is to be filled where nothing is shown
    assert ("written", "plain") not in walks
    assert "stability-badge--beta" in built.body("title")
    (contents,) = re.findall(r'<nav class="contents.*?</nav>', built.body("title"), re.DOTALL)
    assert "stability" not in contents


def test_also_where_links_have_badges(tmp_path: Path, walks: Counter[tuple[str, str]]) -> None:
    docs = write_files(tmp_path, {**FILES, **PAGES}) / "docs"
    places = ["references", "summaries", "parameters", "contents"]
    build(
        docs,
        tmp_path / "html",
        api_stability_badges_in=places,
        api_stability_inventories={"other": (str(tmp_path / "nowhere"), None)},
    )
    assert set(walks.values()) == {1}
    assert ("read", "plain") in walks
