"""What a ledger says: text in every writer, fresh in every build, linked to the page with all."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.sphinx.building import Built, build, write_files
from tests.sphinx.test_rewriting import FILES

DIRECTIVES = """\
.. stability-timeline::
   :subject: symbols

.. stability-timeline::

.. stability-removals::

.. stability-changes:: {old}

.. stability-overview::

.. stability-feature:: f
"""
PAGES = r"page\.(html|xhtml|txt|xml)|pkg\.(1|tex|texi)"
HOSTILE = (
    "</title></td><script>alert(1)</script>",
    "\\input{/etc/passwd} $x$ % & # {",
    '"><img src=x onerror=alert(1)>',
    "\n.so /etc/passwd\n'\\\"",
    "`x <javascript:alert(1)>`_ |s| .. raw:: html",
    "@include /etc/passwd @code{x}",
    "\x1b[31m\x00\u202e",
    "[x](javascript:alert(1)) ![y](z)",
)


def make_ledger(*words: str, version: str = "1.0") -> dict[str, Any]:
    """Every word as version, level and name of something."""
    dated = [{"version": word, "date": word} for word in words]
    events = [{"release": word, "event": "level", "level": word} for word in words]
    first = {"release": version, "event": "added", "level": "experimental"}
    entries = [{"id": f"python:pkg.{word}", "events": [first]} for word in words]
    return {
        "format": "api-stability-ledger/1",
        "project": "pkg",
        "releases": [{"version": version, "date": "2026-01-10"}, *dated],
        "entries": [{"id": "python:pkg.f", "events": [first, *events]}, *entries],
    }


def write_project(folder: Path, ledger: dict[str, Any], **pages: str) -> Path:
    config = 'ledger-file = "ledger.json"\n[[features]]\nid = "f"\nsymbols = ["python:pkg.f"]\n'
    names = ("pyproject.toml", "pkg/__init__.py", "docs/conf.py")
    write_files(folder, {name: FILES[name] for name in names})
    write_files(folder, {"api-stability.toml": config, "ledger.json": json.dumps(ledger)})
    home = "Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n"
    texts = {name: f"{name.title()}\n======\n\n{text}" for name, text in pages.items()}
    write_files(folder, {f"docs/{name}.rst": text for name, text in texts.items()})
    return write_files(folder / "docs", {"index.rst": home})


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = DIRECTIVES.format(old="1.0 now")
    return write_project(tmp_path_factory.mktemp("hostile"), make_ledger(*HOSTILE), page=page)


MARKUP = r"<script>alert|<img src=x|(href|refuri|src)=.(javascript|x)"
COMMANDS = {
    "html": MARKUP,
    "epub": MARKUP,
    "xml": MARKUP,
    "text": r"\x1b",
    "latex": r"\\input\{/etc|(?<!\\)\$x",
    "man": r"^[.'](so|\\\")\b",
    "texinfo": r"(?<!@)@(include|code\{x)",
}
"""What would be a command of each writer's language."""


@pytest.mark.parametrize("builder", COMMANDS)
def test_a_hostile_ledger_is_text(builder: str, hostile: Path) -> None:
    built = build(
        hostile,
        hostile.parent / builder,
        builder=builder,
        strict=True,
        version="1",
        epub_copyright="none",
        man_pages=[("index", "pkg", "Pkg", ["We"], 1)],
    )
    (page,) = (file for file in built.outdir.iterdir() if re.fullmatch(PAGES, file.name))
    text = page.read_text("utf-8")
    assert "etc/passwd" in text
    assert not re.search(COMMANDS[builder], text, flags=re.MULTILINE)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_only_web_pages_are_drawn_on(hostile: Path) -> None:
    pages = {
        "html": ("page.html", 1),
        "dirhtml": ("page/index.html", 1),
        "singlehtml": ("index.html", 1),
        "epub": ("page.xhtml", 0),  # its manifest would have to say so
        "json": ("page.fjson", 1),
    }
    for builder, (page, drawings) in pages.items():
        target = hostile.parent / f"drawn-{builder}"
        built = build(hostile, target, builder=builder, epub_copyright="none", version="1")
        assert built.page(page).count("<svg") == drawings, builder
        assert "Not marked" in built.page(page), builder


class Project:
    """A project that is built again and again."""

    def __init__(self, folder: Path, **pages: str) -> None:
        self.folder = folder
        write_project(folder, make_ledger(version="0.9"), **pages)

    def build(self) -> Built:
        return build(self.folder / "docs", self.folder / "html", strict=True)


def test_a_change_of_the_ledger_reads_no_page(tmp_path: Path) -> None:
    project = Project(tmp_path, page=DIRECTIVES.format(old="0.9"), other="Text.\n")
    assert "0.9" in project.build().body("page")
    (tmp_path / "ledger.json").write_text(json.dumps(make_ledger(version="0.8")))
    write = (tmp_path / "docs" / "page.rst").read_text("utf-8").replace(" 0.9", " 0.8")
    (tmp_path / "docs" / "page.rst").write_text(write)
    project.build()
    (tmp_path / "ledger.json").write_text(
        json.dumps(make_ledger(version="0.8")).replace("2026-01-10", "2026-02-10")
    )
    built = project.build()
    assert built.read == []
    assert "page" in built.written
    assert "other" not in built.written
    assert "2026-02-10" in built.body("page")
    assert project.build().written == []


def test_a_change_of_a_compared_inventory_reads_no_page(tmp_path: Path) -> None:
    project = Project(tmp_path, page=".. stability-changes:: old.json\n")
    inventory = {
        "format": "api-stability/1",
        "projects": [],
        "sources": [],
        "symbols": [],
    }
    file = tmp_path / "docs" / "old.json"
    file.write_text(json.dumps(inventory))
    assert "are not called added" in project.build().body("page")
    published = json.loads((tmp_path / "html" / "stability.json").read_text("utf-8"))
    file.write_text(json.dumps(published))
    built = project.build()
    assert built.read == []
    assert "Nothing here changed from pkg 1.0 to now." in built.body("page")


FULL = ".. deprecation-table::\n   :caption: Everything\n"
SHORT = ".. stability-table::\n   :limit: 1\n   :columns: name\n"


def test_a_table_with_a_limit_links_to_all_rows(tmp_path: Path) -> None:
    project = Project(tmp_path, short=SHORT, whole=".. stability-table::\n   :sort: level\n")
    assert 'all 2 in <a class="reference internal" href="whole.html"' in (
        project.build().body("short")
    )
    title = (tmp_path / "docs" / "whole.rst").read_text("utf-8").replace("Whole", "Total")
    (tmp_path / "docs" / "whole.rst").write_text(title)
    built = project.build()
    assert built.read == ["whole"]
    assert 'title="whole">Total</a>' in built.body("short")


def test_another_table_is_not_the_whole_of_it(tmp_path: Path) -> None:
    others = (FULL, ".. stability-table::\n   :level: beta\n", SHORT)
    pages = {f"p{number}": text for number, text in enumerate(others)}
    built = Project(tmp_path, short=SHORT, **pages).build()
    assert "1 more is not shown.<" in built.body("short")


def test_the_page_that_is_named_counts(tmp_path: Path) -> None:
    whole = ".. stability-table::\n"
    named = SHORT + "   :full: /b\n"
    built = Project(tmp_path, short=named, a=whole, b=whole, c=SHORT + "   :full: b\n").build()
    assert 'all 2 in <a class="reference internal" href="b.html"' in built.body("short")
    assert 'href="b.html"' in built.body("c")
