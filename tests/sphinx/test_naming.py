"""Badges beside names: in contents, after links, in summaries, beside parameters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sphinx.building import Built, build, write_files
from tests.sphinx.comparing import read_objects, read_search_index

CODE = '''\
"""A package."""

import os

from api_stability import beta, deprecated, experimental

HOME = os.environ.get("PKG_EXPERIMENTAL_HOME")


@beta()
def f(x):
    """Do it."""


def g(x):
    """Do not.

    See `h`.
    """


@deprecated("Old.", since="0.9", removal="2.0")
class Box:
    """A box."""

    @deprecated("Older.", since="0.9")
    def open(self):
        """Open it."""

    @deprecated("Oldest.", since="0.8")
    def shut(self):
        """Shut it."""


@deprecated("Soon.", since="1.5")
class Crate:
    """A crate."""

    @deprecated("Soon.", since="1.5")
    def open(self):
        """Open it."""
'''
API = """\
API
===

.. automodule:: pkg
   :members:
"""
LINKS = """\
Links to :py:func:`pkg.f`
=========================

.. py:currentmodule:: pkg

* :py:func:`f`, :py:func:`pkg.f`, :py:func:`its own words <pkg.f>`
* :py:func:`g` and :py:class:`Box` and :py:meth:`Box.open`
* :py:func:`pkg.missing`, :ref:`search`, :py:obj:`.Crate`
* :envvar:`PKG_EXPERIMENTAL_HOME`

.. autosummary::

   f
   g

.. envvar:: PKG_EXPERIMENTAL_HOME
"""
FILES = {
    "pyproject.toml": '[project]\nname = "pkg"\nversion = "1.0"\n',
    "api-stability.toml": '[[sources]]\nsurface = "python"\npackages = ["pkg"]\n\n'
    '[[sources]]\nsurface = "env"\npaths = ["pkg"]\n',
    "pkg/__init__.py": CODE,
    "docs/conf.py": "import sys\nfrom pathlib import Path\n\n"
    'sys.path.insert(0, str(Path(__file__).parent.parent))\nproject = "pkg"\n'
    'extensions = ["sphinx.ext.autodoc", "sphinx.ext.autosummary", "api_stability.sphinx"]\n',
    "docs/index.rst": "Home\n====\n\n.. toctree::\n\n   api\n   links\n   plain\n",
    "docs/api.rst": API,
    "docs/links.rst": LINKS,
    "docs/plain.rst": "Plain\n=====\n",
}
BADGE = r'<span class="stability-badge[^>]*>[^<]*</span>'
ALL = ("summaries", "parameters", "contents", "references")


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return write_files(tmp_path, FILES) / "docs"


def build_with(docs: Path, *places: str, builder: str = "html") -> Built:
    settings = {"api_stability_badges_in": list(places)}
    return build(docs, docs.parent / builder, builder=builder, settings=settings)


def edit(docs: Path, before: str, after: str) -> None:
    file = docs.parent / "pkg/__init__.py"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def find_contents(built: Built, page: str) -> dict[str, str]:
    """What stands in the sidebar's contents of *page*: text of the badges by anchor."""
    sidebar = built.page(f"{page}.html").partition('<div class="sphinxsidebar"')[2]
    links = re.findall(r'<a class="reference internal" href="#([^"]+)">(.*?)</a>', sidebar)
    return {anchor: " ".join(re.findall(r">([^<]+)</span>", text)) for anchor, text in links}


def test_contents_have_badges(docs: Path) -> None:
    built = build_with(docs, "contents")
    found = find_contents(built, "api")
    assert found["pkg.f"] == "f() Beta"
    assert found["pkg.g"] == "g()"
    assert found["pkg.Box"] == "Box Deprecated"
    assert found["pkg.Crate.open"] == "Crate.open() Deprecated from 1.5 on"
    # wherever Sphinx lists objects, and with what they look like
    index = built.page("index.html")
    assert re.search(rf'href="api.html#pkg.f"><code.*?</code> {BADGE}</a>', index)
    assert "api-stability.css" in built.page("plain.html")


def test_contents_are_left_as_they_were(docs: Path) -> None:
    with_badges, without = build_with(docs, "contents"), build(docs, docs.parent / "plain")
    assert read_search_index(with_badges) == read_search_index(without)
    assert read_objects(with_badges) == read_objects(without)
    again = build_with(docs, "contents")
    assert (again.read, again.written) == ([], [])
    environment = (docs.parent / "html-doctrees/environment.pickle").read_bytes()
    assert b"StabilityBadge" not in environment
    assert not find_contents(build_with(docs), "api")["pkg.f"].endswith("Beta")


def test_a_change_of_contents_rewrites_every_page(docs: Path) -> None:
    build_with(docs, "contents")
    edit(docs, "@beta()", "@experimental()")
    built = build_with(docs, "contents")
    assert built.written == ["api", "index", "links", "plain"]
    assert find_contents(built, "api")["pkg.f"] == "f() Experimental"


@pytest.mark.parametrize(
    "builder", ["text", "man", "latex", "xml", "epub", "dirhtml", "singlehtml"]
)
def test_every_builder(docs: Path, builder: str) -> None:
    built = build_with(docs, *ALL, builder=builder)
    assert not [line for line in built.warnings.splitlines() if "unknown node" in line]
    pages = [
        file.read_text("utf-8", "replace") for file in built.outdir.rglob("*") if file.is_file()
    ]
    assert not any("StabilityNameSlot" in page for page in pages)


def find_links(built: Built) -> list[str]:
    """The text of each link on the page of links, with the badges after it."""
    body = built.body("links").partition("<ul")[2].partition("</ul>")[0]
    found = re.findall(rf"(?:<a [^>]*>)?<code.*?</code>(?:</a>)?((?: {BADGE})*)", body)
    texts = re.findall(r"<code.*?</code>", body)
    return [
        " ".join([re.sub("<[^>]*>", "", text), *re.findall(">([^<]+)<", badges)])
        for text, badges in zip(texts, found, strict=True)
    ]


def test_links_have_badges(docs: Path) -> None:
    built = build_with(docs, "references")
    assert find_links(built) == [
        "f() Beta",
        "pkg.f() Beta",
        "its own words Beta",
        "g()",
        "Box Deprecated",
        "Box.open() Deprecated",
        "pkg.missing()",
        "Crate Deprecated from 1.5 on",
        "PKG_EXPERIMENTAL_HOME Experimental",
    ]
    assert not re.search(BADGE, re.findall("<h1>.*</h1>", built.body("links"))[0])
    assert not find_links(build_with(docs))[0].endswith("Beta")


def test_a_row_has_its_badge_once(docs: Path) -> None:
    for places, count in ((ALL, 1), (("summaries",), 1), (("references",), 1), ((), 0)):
        built = build_with(docs, *places)
        row = built.body("links").partition("<tr")[2].partition("</tr>")[0]
        assert len(re.findall(BADGE, row)) == count, places


def test_a_change_rewrites_the_pages_with_links(docs: Path) -> None:
    (docs / "own.rst").write_text(":orphan:\n\nOwn\n===\n\n:py:func:`pkg.f`\n", encoding="utf-8")
    (docs / "stable.rst").write_text(":orphan:\n\nS\n=\n\n:py:func:`pkg.g`\n", encoding="utf-8")
    build_with(docs, "references")
    edit(docs, "@beta()", "@experimental()")
    built = build_with(docs, "references")
    assert "own" in built.written
    assert "own" not in built.read
    assert "stable" not in built.written


def test_a_link_follows_its_target(docs: Path) -> None:
    (docs / "own.rst").write_text(":orphan:\n\nOwn\n===\n\n:py:func:`pkg.f`\n", encoding="utf-8")
    build_with(docs, "references")
    (docs / "api.rst").write_text("API\n===\n\n.. autofunction:: pkg.g\n", encoding="utf-8")
    built = build_with(docs, "references")
    assert not re.search(BADGE, built.body("own"))


def test_since_is_not_repeated(docs: Path) -> None:
    notices = re.findall(
        r'<p class="[^"]*admonition-title[^>]*>(.*?)</p>', build_with(docs).body("api")
    )
    texts = [re.sub("<[^>]*>", "", notice) for notice in notices]
    assert texts == [
        "Deprecated since 0.9, will be removed in version 2.0.",
        "Deprecated.",
        "Deprecated since 0.8.",
        "Deprecated from 1.5 on.",
        "Deprecated from 1.5 on.",
    ]


def test_since_is_said_where_the_parent_is_elsewhere(docs: Path) -> None:
    (docs / "api.rst").write_text("API\n===\n\n.. automethod:: pkg.Box.open\n", encoding="utf-8")
    assert "Deprecated</strong> since 0.9." in build_with(docs).body("api")


def test_no_badges_at_all(docs: Path) -> None:
    settings = {"api_stability_badges": False, "api_stability_badges_in": list(ALL)}
    built = build(docs, docs.parent / "html", settings=settings)
    assert not any(re.search(BADGE, built.page(f"{page}.html")) for page in ("api", "links"))


def test_an_unknown_place(docs: Path) -> None:
    warning = build_with(docs, "elsewhere").warnings
    assert "api_stability_badges_in in conf.py" in warning


PARTS = """\
from api_stability import beta, deprecated


class Box:
    @deprecated("no", parameter="x", since="0.7")
    def __init__(self, x):
        pass


@deprecated("no", since="0.8", parameter="x")
@beta(parameter="y")
@deprecated("no", since="0.8")
def f(x, y, z):
    pass
"""


def test_parts_do_not_repeat_the_whole(docs: Path) -> None:
    write_files(docs.parent, {"pkg/parts.py": PARTS})
    page = "P\n=\n\n.. py:class:: pkg.parts.Box(x)\n\n   :param x: first\n\n"
    page += ".. py:function:: pkg.parts.f(x, y, z)\n\n"
    page += "   :param x: first\n   :param y: second\n   :param z: third\n"
    (docs / "api.rst").write_text(page, encoding="utf-8")
    text = build_with(docs, "parameters", builder="text").page("api.txt")
    listed = re.findall(r"\* \*\*(\w)\*\*(.*) --|^ +\*\*(\w)\*\*(.*) --", text, flags=re.MULTILINE)
    assert ["".join(found).strip() for found in listed] == [
        "x [Deprecated since 0.7]",
        "x [Deprecated]",
        "y [Beta]",
        "z",
    ]
    assert text.count("since 0.8") == 1
    assert "part of" not in text
