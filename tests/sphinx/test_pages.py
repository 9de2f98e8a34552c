"""Whole pages, compared with reviewed files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sphinx.building import Built, build, copy_root
from tests.support.golden import Golden


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("library")
    return build(copy_root("library", folder / "project"), folder / "html", strict=True)


@pytest.mark.parametrize("docname", ["api", "hand", "guide", "history"])
def test_a_page(library: Built, docname: str, golden: Golden) -> None:
    golden(simplify(library.body(docname)) + "\n", Path("golden", f"{docname}.html"))


def test_myst_and_rest_give_the_same_page(library: Built) -> None:
    # the first of two tables is where a symbol is documented that nothing else documents
    anchor = r'<span id="stability-python-[^"]*"></span>'
    assert re.search(anchor, library.body("guide"))
    for page in ("guide", "history"):
        # the first page with all rows is that in reST, for both; it has no link to itself
        link = rf'<a [^>]*href="{page}\.html"[^>]*>(.*?)</a>'
        myst = re.sub(link, r"\1", library.body(f"{page}_myst"))
        rest = re.sub(anchor, "", library.body(page))
        assert simplify(re.sub(anchor, "", myst)) == simplify(rest)


def simplify(body: str) -> str:
    """Leave out of signatures how Sphinx spells them, which differs by its version."""
    return re.sub(
        r"(<dt class=\"sig [^>]*>\n)(.*?)(</dt>)", _simplify_signature, body, flags=re.DOTALL
    )


def _simplify_signature(found: re.Match[str]) -> str:
    kept = re.split(r'(<span class="stability-badge.*?</span>|<a .*?</a>)', found[2])
    return (
        found[1]
        + "".join(
            part if number % 2 else re.sub(r"<.*?>", "", part) for number, part in enumerate(kept)
        )
        + found[3]
    )
