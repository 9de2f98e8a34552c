"""Every generator of API documentation, and every kind of object.

What is marked has its badge and its admonition; what is stable is what it is without the extension;
and anchors, titles, the search index and ``objects.inv`` know nothing of badges.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
import sphinx

from tests.sphinx.building import Built, build, write_files
from tests.sphinx.comparing import read_objects, read_search_index, without_ours
from tests.sphinx.matrix.generators import GENERATORS, Generator, Item

PROJECT = Path(__file__).parent / "roots/depot"
BuildBoth = Callable[[Generator], tuple[Built, Built]]


@pytest.fixture(scope="module")
def build_both(tmp_path_factory: pytest.TempPathFactory) -> BuildBoth:
    """Build with the extension and without it; once for each generator."""
    known: dict[str, tuple[Built, Built]] = {}

    def run(generator: Generator) -> tuple[Built, Built]:
        if generator.name not in known:
            folder = tmp_path_factory.mktemp("matrix")
            ours = ("api_stability.sphinx",)
            known[generator.name] = (
                _build(generator, folder / "ours", ours),
                _build(generator, folder / "plain", ()),
            )
        return known[generator.name]

    return run


def _build(generator: Generator, folder: Path, ours: tuple[str, ...]) -> Built:
    shutil.copytree(PROJECT, folder)
    write_files(folder / "docs", {"conf.py": CONF, **generator.pages})
    settings = {"extensions": [*generator.extensions, *ours], **generator.settings}
    return build(folder / "docs", folder / "html", settings=settings)


CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
project = "depot"
"""


def skip_unless_there(generator: Generator) -> None:
    """Skip where the generator is not installed, or not for this Sphinx."""
    for extension in generator.extensions:
        try:
            found = find_spec(extension)
        except ModuleNotFoundError:
            found = None
        if found is None:
            pytest.skip(f"{extension} is not installed")
    if "autodoc_use_legacy_class_based" in generator.settings and sphinx.version_info < (9,):
        pytest.skip("this Sphinx has one autodoc, which others have as the old one")


ITEMS = [
    pytest.param(
        generator, item, id=f"{generator.name}-{item.kind}-{item.badge or item.admonition}"
    )
    for generator in GENERATORS
    for item in generator.items
]
ALL = pytest.mark.parametrize("generator", GENERATORS, ids=lambda generator: generator.name)


@pytest.mark.parametrize(("generator", "item"), ITEMS)
def test_an_object(generator: Generator, item: Item, build_both: BuildBoth) -> None:
    skip_unless_there(generator)
    ours, plain = build_both(generator)
    found = find_text(ours.page(f"{item.page}.html"), item)
    badges = re.findall(r'<span class="stability-badge[^>]*>([^<]*)', found)
    assert badges[:1] == ([item.badge] if item.badge else [])
    assert ("stability-notice" in found) == item.admonition
    if not item.badge and not item.admonition:
        assert found == find_text(plain.page(f"{item.page}.html"), item)


def find_text(page: str, item: Item) -> str:
    start = page.index(item.start)
    end = page.find(item.end, start + len(item.start))
    return page[start : end if end != -1 else len(page)]


@ALL
def test_nothing_else_is_told(generator: Generator, build_both: BuildBoth) -> None:
    skip_unless_there(generator)
    ours, plain = build_both(generator)
    assert ours.warnings.replace("/ours/", "/plain/") == plain.warnings
    assert read_search_index(ours) == read_search_index(plain)
    assert read_objects(ours) == read_objects(plain)
    for page in sorted(plain.outdir.rglob("*.html")):
        name = page.relative_to(plain.outdir).as_posix()
        expected, found = page.read_text("utf-8"), without_ours(ours.page(name))
        for pattern in (r"<title>.*?</title>", r'\bid="[^"]*"', r'href="#[^"]*"'):
            assert re.findall(pattern, found) == re.findall(pattern, expected), name
