"""What readers see and do: five themes, light and dark, without a mouse, on paper, narrow."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.sphinx.building import build
from tests.sphinx.gallery import DARK_THEMES, ROWS, THEMES, write_gallery
from tests.support.auditing import Violation, find_violations, sign
from tests.support.browser import Emulate
from tests.support.requirements import Requirement, report_absent

Gallery: TypeAlias = Callable[[str], Path]
"""The folder of the gallery's pages in a theme."""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    folder = tmp_path_factory.mktemp("gallery")
    docs = write_gallery(folder / "project")

    def show(theme: str) -> Path:
        if find_spec(theme) is None:
            report_absent(Requirement.PROGRAM, f"theme {theme}")
        out = folder / theme
        if not out.is_dir():
            build(docs, out, doctrees=folder / "doctrees", strict=True, html_theme=theme)
        return out

    return show


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_of_ours(
    theme: str,
    scheme: str,
    gallery: Gallery,
    axe: str,
    browser: webdriver.Chrome,
    emulate: Emulate,
) -> None:
    site = gallery(theme)
    emulate(prefers_color_scheme=scheme)

    def open_and_audit(page: str, ready: str) -> list[Violation]:
        browser.get(f"{site.as_uri()}/{page}")
        WebDriverWait(browser, 20).until(lambda _: find_all(browser, ready))
        for button in find_all(browser, ".stability-sort")[:1]:
            button.click()
        return find_violations(browser, axe)

    # the colours of the theme's own links and code, on what it puts behind them
    excused = {sign(found) for found in open_and_audit("plain.html", ".admonition")}
    pages = {
        "gallery.html": ".stability-chart",
        "stability-index.html": ".stability-sort",
        "search.html?q=lend": "#search-results .stability-badge",
    }
    ours = [
        (page, found)
        for page, ready in pages.items()
        for found in open_and_audit(page, ready)
        if found["ours"] and sign(found) not in excused
    ]
    assert ours == []


def find_all(browser: webdriver.Chrome, selector: str) -> list[Any]:
    return browser.find_elements(By.CSS_SELECTOR, selector)


@pytest.mark.parametrize("theme", THEMES)
def test_badges_are_dark_where_the_page_is(
    theme: str, gallery: Gallery, browser: webdriver.Chrome, emulate: Emulate
) -> None:
    emulate(prefers_color_scheme="dark")
    browser.get(f"{gallery(theme).as_uri()}/gallery.html")
    badge = find_all(browser, "p .stability-badge--beta")[0]
    back = badge.value_of_css_property("background-color")
    assert ("23, 48, 77" in back) is (theme in DARK_THEMES), back


def names(browser: webdriver.Chrome, column: int = 1) -> list[str]:
    """What the rows that are shown have in a column."""
    script = "return [...document.querySelectorAll(arguments[0])].filter((cell) =>"
    script += " !cell.parentElement.hidden).map((cell) => cell.textContent)"
    found: list[str] = browser.execute_script(
        script, f".stability-table tbody td:nth-child({column})"
    )
    return found


def press(browser: webdriver.Chrome, *keys: str) -> None:
    ActionChains(browser).send_keys(*keys).perform()


def focus(browser: webdriver.Chrome, selector: str) -> None:
    """Go to an element as the keyboard does."""
    for _ in range(120):
        if browser.switch_to.active_element in find_all(browser, selector):
            return
        press(browser, Keys.TAB)
    raise AssertionError(f"the Tab key does not lead to {selector}")


def test_filter_and_order_by_keyboard_alone(gallery: Gallery, browser: webdriver.Chrome) -> None:
    browser.get(f"{gallery('alabaster').as_uri()}/long.html")
    in_page = names(browser)
    assert len(in_page) == ROWS
    focus(browser, ".stability-filter input")
    press(browser, "place_1", Keys.TAB)
    assert names(browser) == [name for name in in_page if "place_1" in name]
    press(browser, "B")  # in a list of choices, a letter chooses
    shown = names(browser)
    assert find_all(browser, "output")[0].text == f"{len(shown)} of {ROWS} rows"
    assert set(names(browser, 2)) == {"Beta"}
    press(browser, Keys.TAB, Keys.ENTER)
    assert (names(browser), is_striped(browser)) == (shown, True)
    press(browser, Keys.SPACE)
    assert (names(browser), is_striped(browser)) == (shown[::-1], True)
    press(browser, Keys.ENTER)
    assert (names(browser), is_striped(browser)) == (shown, True)


def is_striped(browser: webdriver.Chrome) -> bool:
    rows: list[str] = browser.execute_script(
        "return [...document.querySelectorAll('.stability-table tbody tr')]"
        ".filter((row) => !row.hidden).map((row) => row.className)"
    )
    return rows == [f"row-{'odd' if number % 2 else 'even'}" for number in range(len(rows))]


def test_releases_are_in_their_order(gallery: Gallery, browser: webdriver.Chrome) -> None:
    browser.get(f"{gallery('alabaster').as_uri()}/long.html")
    in_page = names(browser, 3)
    heading = find_all(browser, "th:nth-child(3)")[0]
    for direction in ("ascending", "descending", None):
        heading.find_element(By.TAG_NAME, "button").click()
        assert heading.get_attribute("aria-sort") == direction
        found = names(browser, 3)
        if direction is None:
            assert found == in_page
            continue
        filled = [text for text in found if text]
        # those without any are last, whichever way
        assert found == filled + [""] * (ROWS - len(filled))
        releases = [tuple(map(int, text.split("."))) for text in filled]
        assert releases == sorted(releases, reverse=direction == "descending")
        assert len(releases) == ROWS // 3


def test_the_order_is_that_of_values(
    gallery: Gallery, browser: webdriver.Chrome, tmp_path: Path
) -> None:
    """Numbers and versions before names; equal ones stay as the page has them."""
    texts = ["zeta", "1.10", "", "10", "1.10rc1", "Alpha", "2", "1.9", "v1alpha1", "1.10.1"]
    texts += ["1.10a2", "1.10.dev1", "name10", "name9", "1.10", "v1"]
    script = gallery("alabaster") / "_static" / "api-stability.js"
    rows = "".join(
        f"<tr><td>{text}</td><td>{number}</td></tr>" for number, text in enumerate(texts)
    )
    table = f"<thead><tr><th>A</th><th>B</th></tr></thead><tbody>{rows}</tbody>"
    body = f'<div id="stability-index"><table class="stability-table">{table}</table></div>'
    page = tmp_path / "page.html"
    page.write_text(f'<html lang="en">{body}<script src="{script.as_uri()}"></script>', "utf-8")
    browser.get(page.as_uri())
    find_all(browser, ".stability-sort")[0].click()
    found = names(browser)
    expected = ["v1alpha1", "v1", "1.9", "1.10.dev1", "1.10a2", "1.10rc1", "1.10", "1.10", "1.10.1"]
    assert found == [*expected, "2", "10", "Alpha", "name9", "name10", "zeta", ""]
    places = names(browser, 2)
    assert [places[6], places[7]] == ["1", "14"]


def test_groups_are_filtered_and_ordered_together(
    gallery: Gallery, browser: webdriver.Chrome
) -> None:
    browser.get(f"{gallery('alabaster').as_uri()}/grouped.html")
    assert len(find_all(browser, ".stability-filter")) == 1
    captions = [table.text for table in find_all(browser, ".stability-table caption")]
    before = names(browser)
    headings = find_all(browser, ".stability-table th:first-child")
    assert len(headings) == len(captions) == 3
    for _ in range(2):
        headings[1].find_element(By.TAG_NAME, "button").click()
    assert {heading.get_attribute("aria-sort") for heading in headings} == {"descending"}
    third = len(before) // 3
    groups = [before[start : start + third] for start in range(0, len(before), third)]
    assert names(browser) == [name for group in groups for name in reversed(group)]


@pytest.mark.parametrize("width", [1200, 420])
@pytest.mark.parametrize("theme", THEMES)
def test_a_page_does_not_grow(
    theme: str,
    width: int,
    gallery: Gallery,
    browser: webdriver.Chrome,
    emulate: Emulate,
) -> None:
    """420 pixels: a telephone, and what a reader has of 840 at twice the size."""
    emulate(width=width)
    for page in ("plain", "gallery", "stability-index"):
        browser.get(f"{gallery(theme).as_uri()}/{page}.html")
        found = browser.execute_script("return document.documentElement.scrollWidth")
        assert found <= width, page


def test_on_paper(gallery: Gallery, browser: webdriver.Chrome, emulate: Emulate) -> None:
    emulate(media="print")
    browser.get(f"{gallery('furo').as_uri()}/stability-index.html")
    (form,) = find_all(browser, ".stability-filter")
    assert form.value_of_css_property("display") == "none"
    badge = find_all(browser, "td .stability-badge")[0]
    assert badge.value_of_css_property("background-color") == "rgba(0, 0, 0, 0)"
    assert badge.text == "Experimental"


def test_without_the_script_all_is_there(
    gallery: Gallery, browser: webdriver.Chrome, emulate: Emulate
) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{gallery('alabaster').as_uri()}/long.html")
        assert len(find_all(browser, ".stability-table tbody tr")) == ROWS
        assert not find_all(browser, ".stability-filter, .stability-sort")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
