"""What readers of the engines' own themes see, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.engines.shown import find_page
from tests.support.auditing import Violation, find_violations, sign
from tests.support.browser import Emulate

PAGES = ("index", "everything", "nested", "places")
BACKGROUNDS = {"light": "rgba(228, 239, 252", "dark": "rgba(23, 48, 77"}
"""Behind a badge that says Beta."""


def show(browser: webdriver.Chrome, site: Path, page: str) -> None:
    """Open a page as one who never chose a scheme, which themes remember."""
    address = find_page(site, page).as_uri()
    browser.get(address)
    browser.execute_script("localStorage.clear()")
    browser.get(address)
    WebDriverWait(browser, 20).until(
        lambda _: browser.execute_script("return document.readyState") == "complete"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_of_ours(
    scheme: str, by_engine: Path, axe: str, browser: webdriver.Chrome, emulate: Emulate
) -> None:
    emulate(prefers_color_scheme=scheme)

    def audit(page: str) -> list[Violation]:
        show(browser, by_engine, page)
        return find_violations(browser, axe)

    excused = {sign(found) for found in audit("plain")}
    found = [(page, each) for page in PAGES for each in audit(page)]
    assert [each for each in found if each[1]["ours"] and sign(each[1]) not in excused] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_badges_are_dark_where_the_page_is(
    scheme: str, by_engine: Path, browser: webdriver.Chrome, emulate: Emulate
) -> None:
    emulate(prefers_color_scheme=scheme)
    show(browser, by_engine, "everything")
    badge = browser.find_element(By.CSS_SELECTOR, "td .stability-badge--beta")
    assert badge.value_of_css_property("background-color").startswith(BACKGROUNDS[scheme])


@pytest.mark.parametrize("width", [1200, 420])
def test_a_page_does_not_grow(
    width: int, by_engine: Path, browser: webdriver.Chrome, emulate: Emulate
) -> None:
    emulate(width=width)
    for page in ("plain", *PAGES):
        show(browser, by_engine, page)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, page
