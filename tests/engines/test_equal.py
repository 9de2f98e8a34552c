"""The same pages show the same, whichever engine builds them: text for text, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.links import find_broken
from tests.engines.page_set import LEFT_OUT, NAMES
from tests.engines.shown import find_page, list_shown


@pytest.mark.parametrize("name", NAMES)
def test_each_engine_shows_the_same(name: str, by_engine: Path, by_sphinx: Path) -> None:
    expected = list_shown(find_page(by_sphinx, name))
    assert len(expected) > 10
    assert list_shown(find_page(by_engine, name)) == expected


@pytest.mark.parametrize("name", NAMES)
def test_each_link_of_ours_leads_somewhere(name: str, by_engine: Path) -> None:
    assert find_broken(find_page(by_engine, name)) == []


def test_what_is_left_out_is_no_page(by_engine: Path) -> None:
    assert not find_page(by_engine, LEFT_OUT).exists()
