"""Badges in the results of a search."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.sphinx.building import Built, build, write_files

FILES = {
    "pyproject.toml": '[project]\nname = "pkg"\nversion = "1.0"\n',
    "pkg/__init__.py": """\
from api_stability import beta, deprecated


@beta()
@deprecated("It is \\"old\\" <b>and slow</b>.", alternative="pkg.steady")
def marked(): ...


def steady(): ...


class Kept:
    @beta()
    def marked(self): ...
""",
    "docs/conf.py": 'project = "pkg"\nextensions = ["api_stability.sphinx"]\n',
    "docs/index.rst": "Home\n====\n\n.. toctree::\n\n   deep/api\n",
    "docs/deep/api.rst": """\
API
===

.. py:function:: pkg.marked()
.. py:function:: pkg.steady()
.. py:method:: pkg.Kept.marked()
""",
}


def read_data(built: Built) -> dict[str, Any]:
    text = built.page("_static/api-stability-search-data.js")
    data: dict[str, Any] = json.loads(text.removeprefix("window.apiStabilitySearch = ")[:-2])
    return data


def test_every_marked_object_has_its_place(tmp_path: Path) -> None:
    built = build(write_files(tmp_path, FILES) / "docs", tmp_path / "html", strict=True)
    data = read_data(built)
    places = {
        place: [data["badges"][number][0] for number in numbers]
        for place, numbers in data["places"].items()
    }
    assert places == {
        "deep/api.html#pkg.Kept.marked": ["Beta"],
        "deep/api.html#pkg.marked": ["Beta", "Deprecated"],
    }
    assert "api-stability-search.js" in built.page("search.html")
    assert "api-stability-search.js" not in built.page("index.html")


def test_no_badges_no_script(tmp_path: Path) -> None:
    docs = write_files(tmp_path, FILES) / "docs"
    built = build(docs, tmp_path / "html", api_stability_badges=False)
    assert "api-stability" not in built.page("search.html")
    assert not (built.outdir / "_static" / "api-stability-search-data.js").exists()


@pytest.mark.parametrize(
    ("theme", "builder", "page"),
    [("basic", "html", "search.html"), ("furo", "dirhtml", "search/index.html")],
)
def test_a_result_shows_its_level(
    theme: str, builder: str, page: str, tmp_path: Path, browser: webdriver.Chrome
) -> None:
    docs = write_files(tmp_path, FILES) / "docs"
    built = build(docs, tmp_path / "out", builder=builder, html_theme=theme)
    browser.get(f"{(built.outdir / page).as_uri()}?q=marked")
    found = WebDriverWait(browser, 20).until(lambda _: find_results(browser, 2))
    assert found == {"pkg.Kept.marked": ["Beta"], "pkg.marked": ["Beta", "Deprecated"]}
    browser.get(f"{(built.outdir / page).as_uri()}?q=steady")
    assert WebDriverWait(browser, 20).until(lambda _: find_results(browser, 1)) == {
        "pkg.steady": []
    }


def find_results(browser: webdriver.Chrome, count: int) -> dict[str, list[str]] | None:
    """The objects that were found, with the text of their badges; ``None`` until all are there."""
    results = browser.find_elements(By.CSS_SELECTOR, "#search-results li.kind-object")
    if len(results) < count:
        return None
    return {
        result.find_element(By.TAG_NAME, "a").text: [
            badge.text for badge in result.find_elements(By.CLASS_NAME, "stability-badge")
        ]
        for result in results
    }
