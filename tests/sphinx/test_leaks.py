"""What Sphinx makes of a page's text has none of ours in it: compared with builds without us.

Titles, local contents, the search index, the object inventory and anchors are those of a build
without the extension, or of a page without the directive.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.sphinx.building import Built, build, copy_root, write_files
from tests.sphinx.comparing import read_objects, read_search_index, without_ours

PLAIN = ["sphinx.ext.autodoc", "myst_parser", "sphinx.ext.autosectionlabel"]

TITLES = """\
.. contents::
   :local:

.. _start:

Library {badge}
===============

.. _lending:

Lending {badge} books {link}
----------------------------

.. _first:

{badge} First
-------------

See :ref:`start`, :ref:`lending` and :ref:`first`.
"""
MYST_TITLES = """\
(myst-start)=
# Other {badge}

(myst-lending)=
## Keeping {badge} books

{{ref}}`myst-start`, {{ref}}`myst-lending`
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("leaks")


def build_variant(folder: Path, name: str, files: dict[str, str], **settings: Any) -> Built:
    """Build the sample project with other pages."""
    docs = copy_root("library", folder / name)
    for page in (*docs.glob("*.rst"), *docs.glob("*.md")):
        if page.stem.removesuffix("_myst") in ("guide", "history", "index"):
            page.unlink()
    write_files(docs, files)
    return build(docs, folder / f"{name}-html", **{"extensions": PLAIN, **settings})


MODULE = """\
Modules
=======

A paragraph.

.. py:module:: library.cellar

A paragraph that takes the anchor.

.. py:module:: library.cellar.deep
"""
INDEX = "Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n"


@pytest.fixture(scope="module")
def objects(folder: Path) -> tuple[Built, Built]:
    """Documented objects, with the extension and without."""
    files = {"index.rst": INDEX, "module.rst": MODULE}
    ours = build_variant(folder, "objects", files, extensions=[*PLAIN, "api_stability.sphinx"])
    return ours, build_variant(folder, "objects-plain", files)


@pytest.fixture(scope="module")
def titles(folder: Path) -> tuple[Built, Built]:
    """Badges in titles, with the extension; and the same titles without badges."""
    badged = {
        "index.rst": INDEX,
        "titles.rst": TITLES.format(
            badge=":stability:`beta`", link=":stability-feature:`that <lending>`"
        ),
        "myst.md": MYST_TITLES.format(badge="{stability}`beta`"),
    }
    # the author's own words for a feature are part of the title
    plain = {
        "index.rst": INDEX,
        "titles.rst": drop_badges(TITLES.format(badge="", link="that")),
        "myst.md": drop_badges(MYST_TITLES.format(badge="")),
    }
    ours = build_variant(folder, "titles", badged, extensions=[*PLAIN, "api_stability.sphinx"])
    return ours, build_variant(folder, "titles-plain", plain)


@pytest.fixture(scope="module")
def directives(folder: Path) -> tuple[Built, Built]:
    """A page with directives, and the page without them."""
    page = "Tables\n======\n\nText.\n"
    wanted = "\n.. stability-table::\n   :caption: Hidden\n\n.. stability-policy::\n"
    wanted += "\n.. stability-timeline::\n\n.. stability-overview::\n   :caption: Zither\n"
    wanted += "\n.. stability-removals::\n   :limit: 1\n\n.. stability-changes:: 1.2 1.4\n"
    wanted += "\n.. stability:: beta\n   :reason: zymurgy\n\nSee :stability-feature:`lending`.\n"
    extensions = [*PLAIN, "api_stability.sphinx"]
    ours = build_variant(
        folder, "tables", {"index.rst": INDEX, "t.rst": page + wanted}, extensions=extensions
    )
    plain = {"index.rst": INDEX, "t.rst": page + "\nSee .\n"}
    return ours, build_variant(folder, "tables-plain", plain)


BOTH = pytest.mark.parametrize("variant", ["objects", "titles", "directives"])


@BOTH
def test_the_search_index_is_the_same(variant: str, request: pytest.FixtureRequest) -> None:
    ours, plain = request.getfixturevalue(variant)
    assert read_search_index(ours) == read_search_index(plain)


@BOTH
def test_the_object_inventory_is_the_same(variant: str, request: pytest.FixtureRequest) -> None:
    ours, plain = request.getfixturevalue(variant)
    assert read_objects(ours) == read_objects(plain)


@BOTH
@pytest.mark.parametrize(
    "pattern",
    [r"<title>.*?</title>", r'\bid="[^"]*"', r'href="#[^"]*"', r'<a [^>]*class="reference'],
)
def test_the_pages_have_the_same(
    variant: str, pattern: str, request: pytest.FixtureRequest
) -> None:
    ours, plain = request.getfixturevalue(variant)
    for page in sorted(plain.outdir.glob("*.html")):
        expected = re.findall(pattern, page.read_text("utf-8"), flags=re.DOTALL)
        text = without_ours(ours.page(page.name))
        found = re.findall(pattern, text.replace('id="stability-policy"', ""), flags=re.DOTALL)
        assert found == expected, page.name


@BOTH
def test_the_table_of_contents_is_the_same(variant: str, request: pytest.FixtureRequest) -> None:
    ours, plain = request.getfixturevalue(variant)
    assert find_contents(ours.page("index.html")) == find_contents(plain.page("index.html"))


def test_local_contents_have_no_badges(titles: tuple[Built, Built]) -> None:
    ours, plain = titles
    contents = r'<nav class="contents.*?</nav>'
    (expected,) = re.findall(contents, plain.page("titles.html"), flags=re.DOTALL)
    assert re.findall(contents, ours.page("titles.html"), flags=re.DOTALL) == [expected]


def test_what_is_not_marked_is_the_same_to_the_byte(objects: tuple[Built, Built]) -> None:
    ours, plain = objects
    for name in ("library.Catalogue", "library.shelve"):
        assert find_object(ours.body("api"), name) == find_object(plain.body("api"), name)
    hand = '<dl class="py function">\n<dt class="sig sig-object py">\n<span class="sig-prename'
    assert ours.body("hand").count(hand) == plain.body("hand").count(hand)


def test_a_page_without_any_is_the_same_to_the_byte(directives: tuple[Built, Built]) -> None:
    ours, plain = directives
    assert ours.page("index.html") == plain.page("index.html")


def test_titles_show_their_badges(titles: tuple[Built, Built]) -> None:
    ours, _ = titles
    assert len(re.findall(r"<h[12]>.*stability-badge--beta.*</h[12]>", ours.body("titles"))) == 3
    assert len(re.findall(r"<h[12]>.*stability-badge--beta.*</h[12]>", ours.body("myst"))) == 2


def drop_badges(text: str) -> str:
    """*text* without the spaces around what is no longer there."""
    return re.sub(r"(?<=\w)  (?=\w)", " ", re.sub(r"^ (?=\w)| $", "", text, flags=re.MULTILINE))


def find_contents(page: str) -> list[str]:
    return re.findall(r'<li class="toctree-.*', page)


def find_object(body: str, name: str) -> str:
    start = body.index(f'id="{name}"')
    return body[start : body.index("</dd></dl>", start)]
