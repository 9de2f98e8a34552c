"""Random edits: what an incremental build shows is what a clean build shows, to the byte.

Every sequence edits sources, configuration, ledger, another project and the pages of a project that
has forty of them, builds after each step, and at last compares with a build from nothing, every
fourth time one by several processes. `API_STABILITY_SEQUENCES=200` runs as many; the number of a
sequence that fails is its seed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.sphinx.building import Built, build
from tests.sphinx.edited_project import EditedProject
from tests.support.servers import Server, running_server

SEQUENCES = int(os.environ.get("API_STABILITY_SEQUENCES", "4"))
STEPS = 4


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "*")
    with running_server() as running:
        yield running


class Site:
    """The project and its pages."""

    def __init__(self, folder: Path, seed: int, server: Server) -> None:
        self.project = EditedProject(folder / "project", Random(seed))
        self.folder, self.server = folder, server

    def build(self, name: str, **options: Any) -> Built:
        docs = self.project.write()
        inventory = (self.project.folder / "other/stability.json").read_bytes()
        self.server.serve("/stability.json", inventory)
        settings = self.project.settings(self.server.base)
        return build(docs, self.folder / name, settings=settings, **options)

    def read(self, built: Built) -> dict[str, str]:
        """All that is ours in the output, by file; of pages all that there is."""
        assert built.statuscode == 0
        shown = {name: _without_links(built.page(f"{name}.html")) for name in self.project.docnames}
        if (built.outdir / "stability-index.html").exists():
            shown["stability-index"] = built.page("stability-index.html")
        shown["stability.json"] = built.page("stability.json")
        if self.project.chosen.get("api_stability_badges", True):
            shown["search"] = built.page("_static/api-stability-search-data.js")
        return shown


def _without_links(page: str) -> str:
    """*page* with the links that Sphinx makes of its own roles as plain text.

    It does not write a page again because what the page refers to has come, gone or moved.
    """
    link = r'<a class="reference internal"[^>]*>(<code class="xref (?:std|py) .*?</code>)</a>'
    return re.sub(link, r"\1", page)


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_an_incremental_build_is_as_good_as_a_clean_one(
    seed: int, tmp_path: Path, server: Server
) -> None:
    site = Site(tmp_path, seed, server)
    built = site.build("html")
    for _ in range(STEPS):
        site.project.edit()
        built = site.build("html", parallel=4 if seed % 8 == 5 else 0)
    shown = site.read(built)
    clean = site.build("clean", parallel=4 if seed % 4 == 3 else 0)
    expected = site.read(clean)
    different = [name for name in expected if shown.get(name) != expected[name]]
    assert not different, (different, site.project.history)
    assert shown.keys() == expected.keys(), site.project.history
    unchanged = site.build("html")
    assert unchanged.read == [], site.project.history
    assert unchanged.written == [], site.project.history
