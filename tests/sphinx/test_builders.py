"""Every builder of Sphinx builds every page, without a warning, and shows badges as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.sphinx.building import Built, build, copy_root

BuildWith: TypeAlias = Callable[[str], Built]

BUILDERS = {
    "dirhtml": "api/index.html",
    "singlehtml": "index.html",
    "htmlhelp": "api.html",
    "json": "api.fjson",
    "epub": "api.xhtml",
    "latex": "library.tex",
    "text": "api.txt",
    "man": "library.1",
    "texinfo": "library.texi",
    "xml": "api.xml",
    "pseudoxml": "api.pseudoxml",
}
SHOWN = {
    "latex": "{[}Experimental{]}",
    "man": "[Experimental]",
    "text": "[Experimental]",
    "texinfo": "[Experimental]",
    "xml": "[Experimental]",
    "pseudoxml": "[Experimental]",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_root("library", tmp_path_factory.mktemp("builders") / "project")


@pytest.fixture(scope="module")
def build_with(project: Path) -> BuildWith:
    """Build with any builder; the pages are read only once."""

    def run(builder: str) -> Built:
        folder = project.parent.parent
        return build(
            project,
            folder / builder,
            builder=builder,
            # Sphinx shares them only among builders that make pages
            doctrees=folder / ("messages" if builder == "gettext" else "doctrees"),
            strict=True,
            numfig=True,  # our tables are not numbered, and Sphinx must not miss their numbers
            epub_show_urls="no",
            version="1.4",
            man_pages=[("index", "library", "Library", ["We"], 1)],
            epub_copyright="none",
        )

    return run


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder_shows_badges(builder: str, build_with: BuildWith) -> None:
    built = build_with(builder)
    text = built.page(BUILDERS[builder])
    assert SHOWN.get(builder, "stability-badge--experimental") in text
    # nor in what the page of contents has of the titles of others
    others = [file.read_text("utf-8") for file in built.outdir.glob("*ml")]
    assert not any("Slot" in page for page in (text, *others))


@pytest.mark.parametrize("builder", ["gettext", "dummy", "changes"])
def test_a_builder_that_shows_no_page(builder: str, build_with: BuildWith) -> None:
    build_with(builder)


def test_translators_get_no_text_from_code(build_with: BuildWith) -> None:
    built = build_with("gettext")
    messages = "".join(file.read_text("utf-8") for file in built.outdir.glob("*.pot"))
    assert "The author's *own* words" in messages
    assert "Branches move" not in messages
    assert "Lending" not in messages
    assert "without notice" not in messages
