"""What is written beside the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api_stability.model.codec import read_inventory
from tests.sphinx.building import build, write_files
from tests.sphinx.test_warnings import write_project

PAGE = "Home\n====\n\n.. py:function:: pkg.f()\n"


def test_the_inventory_is_published(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index=PAGE)
    code = (tmp_path / "pkg/__init__.py").read_text("utf-8")
    write_files(tmp_path, {"pkg/__init__.py": code + "\n@beta()\ndef _hidden(): ...\n"})
    built = build(docs, tmp_path / "html", strict=True)
    file = built.outdir / "stability.json"
    inventory = read_inventory(file.read_bytes(), where="stability.json")
    names = {symbol.id for symbol in inventory.symbols}
    assert {"python:pkg.f", "python:pkg.h"} <= names
    assert "python:pkg._hidden" not in names
    assert str(tmp_path) not in file.read_text("utf-8")
    before = file.stat().st_mtime_ns
    build(docs, tmp_path / "html", strict=True)
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("builder", ["text", "epub", "latex", "htmlhelp"])
def test_it_is_published_only_on_a_web_site(tmp_path: Path, builder: str) -> None:
    docs = write_project(tmp_path, index=PAGE)
    build(docs, tmp_path / "out", builder=builder, version="1", epub_copyright="none")
    assert not list((tmp_path / "out").rglob("stability.json"))


def test_it_need_not_be_published(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index=PAGE)
    built = build(docs, tmp_path / "html", api_stability_publish=False)
    assert not (built.outdir / "stability.json").exists()


def test_the_style_sheet_is_linked_where_it_is_needed(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index=PAGE, other=":orphan:\n\nOther\n=====\n")
    built = build(docs, tmp_path / "html", strict=True)
    assert re.search(r'href="_static/api-stability\.css\?v=\w+"', built.page("index.html"))
    assert "api-stability.css" not in built.page("other.html")
    assert (built.outdir / "_static" / "api-stability.css").is_file()


def test_a_project_may_have_its_own_style_sheet(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index=PAGE)
    write_files(docs, {"own/api-stability.css": "/* own */"})
    built = build(docs, tmp_path / "html", strict=True, html_static_path=["own"])
    assert built.page("_static/api-stability.css") == "/* own */"


STYLE_SHEET = Path(__file__).parents[2] / "src" / "api_stability" / "assets" / "api-stability.css"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("tone", ["neutral", "good", "info", "caution", "danger"])
def test_badges_are_readable(tone: str, theme: str) -> None:
    text, back = (find_colour(f"--stability-{tone}-{theme}-{part}") for part in ("text", "back"))
    assert contrast(text, back) >= 4.5  # WCAG 2.2, 1.4.3


def find_colour(name: str) -> str:
    found = re.search(rf"{name}: #([0-9a-f]{{6}});", STYLE_SHEET.read_text("utf-8"))
    assert found, name
    return found[1]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


MANY = "".join(f"@beta()\ndef f{number}(): ...\n" for number in range(40))
LONG = "Home\n====\n\n.. stability-table::\n"


@pytest.mark.parametrize(("code", "linked"), [(MANY, True), ("", False)])
def test_the_script_is_linked_where_a_table_is_long(
    tmp_path: Path, code: str, *, linked: bool
) -> None:
    docs = write_project(tmp_path, index=LONG)
    own = (tmp_path / "pkg/__init__.py").read_text("utf-8")
    write_files(tmp_path, {"pkg/__init__.py": f"{own}\n{code}"})
    built = build(docs, tmp_path / "html", strict=True)
    page = (built.outdir / "index.html").read_text("utf-8")
    assert ("_static/api-stability.js" in page) is linked
    assert (built.outdir / "_static" / "api-stability.js").is_file()


@pytest.mark.parametrize("builder", ["text", "epub", "latex", "htmlhelp"])
def test_the_script_is_only_on_a_web_site(tmp_path: Path, builder: str) -> None:
    docs = write_project(tmp_path, index=LONG)
    own = (tmp_path / "pkg/__init__.py").read_text("utf-8")
    write_files(tmp_path, {"pkg/__init__.py": f"{own}\n{MANY}"})
    build(docs, tmp_path / "out", builder=builder, version="1", epub_copyright="none")
    assert not list((tmp_path / "out").rglob("api-stability.js"))
