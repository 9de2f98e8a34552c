"""Random edits: what an incremental build shows is what a clean build shows, to the byte.

Every sequence edits sources, configuration and pages of a project with forty pages, builds after
each step, and at last compares with a build from nothing. `API_STABILITY_SEQUENCES=200` runs as
many; the number of a sequence that fails is its seed.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from shutil import rmtree

import pytest

from tests.sphinx.building import Built, build
from tests.sphinx.edited_project import EditedProject

SEQUENCES = int(os.environ.get("API_STABILITY_SEQUENCES", "6"))
STEPS = 4


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_an_incremental_build_is_as_good_as_a_clean_one(seed: int, tmp_path: Path) -> None:
    project = EditedProject(tmp_path / "project", Random(seed))
    docs = project.write()
    built = build(docs, tmp_path / "html")
    for _ in range(STEPS):
        project.edit()
        project.write()
        built = build(docs, tmp_path / "html", **project.settings)
    clean = build(docs, tmp_path / "clean", **project.settings)
    assert read_shown(built, project) == read_shown(clean, project), project.history
    unchanged = build(docs, tmp_path / "html", **project.settings)
    assert unchanged.read == [], project.history
    assert unchanged.written == [], project.history


def test_processes_show_the_same(tmp_path: Path) -> None:
    project = EditedProject(tmp_path / "project", Random(SEQUENCES))
    docs = project.write()
    one = build(docs, tmp_path / "one")
    four = build(docs, tmp_path / "four", parallel=4)
    assert read_shown(one, project) == read_shown(four, project)
    for _ in range(STEPS):
        project.edit()
        project.write()
        four = build(docs, tmp_path / "four", parallel=4, **project.settings)
    rmtree(tmp_path / "one")
    one = build(docs, tmp_path / "one", doctrees=tmp_path / "anew", **project.settings)
    assert read_shown(one, project) == read_shown(four, project), project.history


def read_shown(built: Built, project: EditedProject) -> dict[str, str]:
    """All that is ours in the output, by file."""
    shown = {name: built.body(name) for name in sorted(project.pages)}
    assert built.statuscode == 0
    if (built.outdir / "stability-index.html").exists():
        shown["stability-index"] = built.body("stability-index")
    shown["stability.json"] = built.page("stability.json")
    if project.settings.get("api_stability_badges", True):
        shown["search"] = built.page("_static/api-stability-search-data.js")
    return shown
