"""The guide is one set of pages: each engine builds it in silence, and shows what Sphinx shows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.engines.links import find_broken
from tests.engines.shown import find_page, list_shown
from tests.example_docs.conftest import Site
from tests.example_docs.pages import DOCS, GUIDE
from tests.support.engines import build_with
from tests.support.wheels import exclusive
from tools.engines import ENGINES, MKDOCS, Engine

API = [f"api-mkdocs/{page.stem}" for page in sorted((DOCS / "api-mkdocs").glob("*.md"))]
GENERATED = ["_generated/published-packages", "_generated/ai-dynamo"]
NAMES = [*(page.stem for page in GUIDE), *GENERATED]


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def built(request: pytest.FixtureRequest, published_site: Site) -> Path:
    """The guide, built by an engine without a warning; of all test processes."""
    engine: Engine = request.param
    home = published_site.docs.parent
    output = home / "build" / "docs" / engine.name
    with exclusive(home / f"{engine.name}.lock"):
        if not output.is_dir():
            assert build_with(engine, home, output) == ""
    return output


def test_each_page_shows_the_same(built: Path, published_site: Site) -> None:
    told = 0
    for name in NAMES:
        expected = list_shown(find_page(published_site.output, name))
        assert list_shown(find_page(built, name)) == expected, name
        told += len(expected)
    assert told > 3000


def test_each_link_of_ours_leads_somewhere(built: Path) -> None:
    assert {name: find_broken(find_page(built, name)) for name in NAMES} == {
        name: [] for name in NAMES
    }


def test_each_page_is_in_the_contents() -> None:
    config = yaml.safe_load(GUIDE[0].parents[1].joinpath(MKDOCS.config).read_text("utf-8"))
    entries = [entry for section in config["nav"] for entry in section.values()]
    pages = [page for entry in entries for page in (entry if isinstance(entry, list) else [entry])]
    assert sorted(pages) == sorted(f"{name}.md" for name in (*NAMES, *API))


@pytest.mark.parametrize("name", ["frontend", "runtime", "lora", "kv-disagg", "experimental"])
def test_a_page_of_the_api_shows_the_same(name: str, built: Path, published_site: Site) -> None:
    by_sphinx = list_shown(find_page(published_site.output, f"api/{name}"))
    shown = list_shown(find_page(built, f"api-mkdocs/{name}"))
    assert sorted(_leave_out_badges(shown)) == sorted(_leave_out_badges(by_sphinx))
    # with mkdocstrings a module has a heading, and a badge in it
    assert Counter(by_sphinx) <= Counter(shown)
    assert len(shown) - len(by_sphinx) == {"kv-disagg": 1, "experimental": 2}.get(name, 0)


def _leave_out_badges(shown: list[str]) -> list[str]:
    return [line for line in shown if not line.startswith("badge: ")]
