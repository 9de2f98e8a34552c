"""One project that has everything, by every builder: no warning, serial as in parallel.

It has each directive and role, in reST and in MyST, in every place where a badge may stand, and
text that is hostile to each writer.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.sphinx.building import Built, build, copy_root

BUILDERS = (
    *("html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml"),
    *("pseudoxml", "gettext", "changes", "linkcheck", "dummy"),
)
PAGES = {
    "html": "rest.html",
    "dirhtml": "rest/index.html",
    "singlehtml": "index.html",
    "epub": "rest.xhtml",
    "latex": "gallery.tex",
    "text": "rest.txt",
    "man": "gallery.1",
    "texinfo": "gallery.texi",
    "xml": "rest.xml",
    "pseudoxml": "rest.pseudoxml",
}
ELEMENT = r"<script>alert|<b>|<i>|<x>"
HOSTILE = {
    **dict.fromkeys(("html", "dirhtml", "singlehtml", "epub", "xml"), ELEMENT),
    "latex": r"\\(input|textbf|x)\{",
    "man": r"^[.'](SH x|br|nf)",
    "texinfo": r"(?<!@)@(code|x)\{x",
}
"""What must stand nowhere: text of code or configuration as markup of the output."""


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_root("gallery", tmp_path_factory.mktemp("gallery") / "project")


def build_with(docs: Path, builder: str, *, parallel: int = 0) -> Built:
    folder = docs.parent.parent / f"{builder}-{parallel}"
    return build(docs, folder / "out", builder=builder, strict=True, parallel=parallel)


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_builder(builder: str, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    one, four = (build_with(docs, builder, parallel=processes) for processes in (0, 4))
    assert read_output(one.outdir) == read_output(four.outdir)
    if builder in PAGES:
        page = one.page(PAGES[builder])
        assert "Experimental" in page
        assert "Deprecated" in page
        assert "Slot" not in page
        if builder in HOSTILE:  # the others have no markup
            assert not re.search(HOSTILE[builder], page, re.MULTILINE)
    for file in one.outdir.rglob("*"):
        if file.suffix in (".xml", ".xhtml", ".opf", ".ncx"):
            ET.fromstring(file.read_text("utf-8"))


def read_output(folder: Path) -> dict[str, bytes]:
    """Every file that a reader gets; of archives, every file in them."""
    found = {}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.suffix == ".epub":
            with zipfile.ZipFile(file) as archive:
                found.update({f"{name}/{each}": archive.read(each) for each in archive.namelist()})
        elif file.is_file():
            found[name] = file.read_bytes()
    return found


def test_the_book_is_compiled(docs: Path) -> None:
    _require("latexmk", "pdflatex", "pdftotext")
    folder = build_with(docs, "latex").outdir
    told = _run(folder, "latexmk", "-pdf", "-interaction=nonstopmode", "-quiet", "gallery.tex")
    log = (folder / "gallery.log").read_text("latin-1")
    assert told.returncode == 0, log[-2000:]
    assert not re.search(r"undefined|multiply.defined|destination with the same", log)
    text = " ".join(_run(folder, "pdftotext", "gallery.pdf", "-").stdout.split())
    assert text.count("Directives in MyST [Beta]") > 1  # a title, in the contents as well
    assert "gallery.paint(colour" in text
    for words in (
        "[Experimental]",
        "[Deprecated]",
        "<script>alert(1)</script> &amp; \\x \\input{x}",
    ):
        assert words in text
    # a table that is longer than a page goes on, where nothing is around it
    assert "continued from previous page" in text
    # links to what only a table documents, and to a feature
    source = (folder / "gallery.tex").read_text("utf-8")
    assert r"stability-helm-gallery-walls-height}]{" in source
    assert r"stability-feature-hostile}]{" in source


@pytest.mark.parametrize(("language", "engine"), [("de", "pdflatex"), ("fr", "xelatex")])
def test_a_book_in_another_language_is_compiled(
    docs: Path, tmp_path: Path, language: str, engine: str
) -> None:
    _require("latexmk", engine, "pdftotext")
    settings: dict[str, Any] = {"language": language, "latex_engine": engine}
    if engine == "xelatex":  # what Sphinx would have otherwise is no part of every TeX
        settings |= {"latex_elements": {"fontpkg": ""}, "latex_use_xindy": False}
    built = build(docs, tmp_path / "out", builder="latex", strict=True, settings=settings)
    mode = "-pdf" if engine == "pdflatex" else "-pdfxe"
    told = _run(built.outdir, "latexmk", mode, "-interaction=nonstopmode", "-quiet", "gallery.tex")
    assert told.returncode == 0, told.stdout[-2000:]
    text = _run(built.outdir, "pdftotext", "gallery.pdf", "-").stdout
    assert {"de": "[Experimentell]", "fr": "[Expérimental]"}[language] in text


def test_the_manual_page_is_read(docs: Path) -> None:
    _require("man")
    folder = build_with(docs, "man").outdir
    text = _run(folder, "man", "-P", "cat", "--warnings", "-l", "gallery.1")
    assert "[Experimental]" in text.stdout
    assert "<#stability" not in "".join(re.findall(r"Name +│.*?└", text.stdout, re.DOTALL))
    assert not re.search(r"stability|Experimental|Deprecated", text.stderr)


def test_texinfo_is_compiled(docs: Path) -> None:
    _require("makeinfo")
    folder = build_with(docs, "texinfo").outdir
    told = _run(folder, "makeinfo", "--no-split", "gallery.texi")
    assert told.returncode == 0, told.stderr
    assert told.stderr == ""
    assert "[Experimental]" in (folder / "gallery.info").read_text("utf-8")


def test_translators_get_what_authors_wrote(docs: Path) -> None:
    folder = build_with(docs, "gettext").outdir
    messages = "".join(file.read_text("utf-8") for file in sorted(folder.glob("*.pot")))
    for own in ("The author's *own* words on", "More from the author.", "Only for HTML."):
        assert own in messages
    for ours in ("Experimental", "without notice", "Use instead", "Walls move", "Stability level"):
        assert ours not in messages


def _require(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=300,
    )
