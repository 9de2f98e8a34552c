"""Every generator of API documentation, and every kind of object.

What is marked has its badge and its admonition; what is stable is what it is without the extension;
and anchors, titles, the search index and ``objects.inv`` know nothing of badges.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest
import sphinx
from packaging.version import Version

from tests.sphinx.building import Built, build, write_files
from tests.sphinx.comparing import read_objects, read_search_index, without_ours
from tests.sphinx.matrix.generators import GENERATORS, Generator, Item

FIRST_RIGHT = Version("1.24")
PROJECT = Path(__file__).parent / "roots/depot"

# sphinx-argparse imports a module whose name hides a function of Sphinx from sphinx-click, unless
# that has found it before.
with suppress(ImportError):
    import_module("sphinx_click")


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
    if generator.name == "argparse-cli" and Version(version("sphinx-argparse-cli")) < FIRST_RIGHT:
        pytest.skip("this sphinx-argparse-cli fails where an argument is before the subcommands")
    if "autodoc_use_legacy_class_based" in generator.settings and sphinx.version_info < (9,):
        pytest.skip("this Sphinx has one autodoc, which others have as the old one")


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda generator: generator.name)
def test_a_generator(generator: Generator, tmp_path: Path) -> None:
    """One test for each, so that each is built once, however tests are shared out."""
    skip_unless_there(generator)
    ours = _build(generator, tmp_path / "ours", ("api_stability.sphinx",))
    plain = _build(generator, tmp_path / "plain", ())
    problems = [problem for item in generator.items for problem in find_problems(item, ours, plain)]
    assert not problems
    assert ours.warnings.replace("/ours/", "/plain/") == plain.warnings
    assert read_search_index(ours) == read_search_index(plain)
    assert read_objects(ours) == read_objects(plain)
    for page in sorted(plain.outdir.rglob("*.html")):
        name = page.relative_to(plain.outdir).as_posix()
        expected, found = page.read_text("utf-8"), without_ours(ours.page(name))
        for pattern in (r"<title>.*?</title>", r'\bid="[^"]*"', r'href="#[^"]*"'):
            assert re.findall(pattern, found) == re.findall(pattern, expected), name


def find_problems(item: Item, ours: Built, plain: Built) -> Iterator[str]:
    """What is not as *item* says."""
    found = find_text(ours.page(f"{item.page}.html"), item)
    badges = re.findall(r'<span class="stability-badge[^>]*>([^<]*)', found)
    if badges[:1] != ([item.badge] if item.badge else []):
        yield f"{item}: badges {badges}"
    if ("stability-notice" in found) != item.admonition:
        yield f"{item}: admonition in {found}"
    stable = not item.badge and not item.admonition
    if stable and found != find_text(plain.page(f"{item.page}.html"), item):
        yield f"{item}: not as without the extension"


def find_text(page: str, item: Item) -> str:
    assert item.start in page, item
    start = page.index(item.start)
    end = page.find(item.end, start + len(item.start))
    return page[start : end if end != -1 else len(page)]
