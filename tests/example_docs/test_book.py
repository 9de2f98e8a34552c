"""The guide as a book: it compiles, and shows in its text what the pages show in badges."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.example_docs.conftest import OFFLINE, Site, build, copy_docs

PROGRAMS = ("latexmk", "pdflatex", "pdftotext")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the LaTeX files."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.skip(f"there is no {' and no '.join(missing)}")
    docs = copy_docs(tmp_path_factory.mktemp("book"))
    # letters that the fonts of every TeX have
    arguments = ("-b", "latex", "-D", "latex_engine=pdflatex")
    return build(docs, OFFLINE, *arguments).output


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


def test_the_guide_is_compiled(book: Path, site: Site) -> None:
    (source,) = book.glob("*.tex")
    told = _run(book, "latexmk", "-pdf", "-interaction=nonstopmode", "-quiet", source.name)
    log = source.with_suffix(".log").read_text("latin-1")
    assert told.returncode == 0, log[-2000:]
    assert not re.search(r"undefined|multiply.defined|destination with the same", log)
    text = " ".join(_run(book, "pdftotext", f"{source.stem}.pdf", "-").stdout.split())
    pages = [file.read_text("utf-8") for file in sorted(site.output.rglob("*.html"))]
    for word in ("Experimental", "Beta", "Deprecated", "Stable"):
        shown = sum(
            len(re.findall(rf"<span class=\"stability-badge[^>]*>{word}", page)) for page in pages
        )
        # some pages are no part of the book: the index of what is not stable, tables of contents
        assert shown > 5
        assert text.count(f"[{word}") > shown / 3, word
