"""The page set, built by each engine, once for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.engines.page_set import LEFT_OUT, write_config, write_project
from tests.sphinx.building import build
from tests.support.engines import build_with
from tests.support.wheels import exclusive
from tools.engines import ENGINES, Engine

EXTENSIONS = ["api_stability.sphinx", "myst_parser", "sphinx.ext.autodoc"]
MYST = {
    "root_doc": "contents",
    "exclude_patterns": [f"{LEFT_OUT}.md"],
    "extensions": EXTENSIONS,
    "myst_heading_anchors": 3,
    "smartquotes": False,
}


@pytest.fixture(scope="session")
def by_sphinx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that Sphinx makes of the pages, without a warning."""
    folder = tmp_path_factory.mktemp("by-sphinx") / "project"
    docs = write_project(folder)
    build(docs, folder / "site", strict=True, settings=MYST)
    return folder / "site"


@pytest.fixture(scope="session", params=ENGINES, ids=lambda engine: engine.name)
def by_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that an engine makes of the pages, without a warning; of all test processes."""
    engine: Engine = request.param
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / f"by-{engine.name}"
    with exclusive(base / f"by-{engine.name}.lock"):
        if not folder.is_dir():
            write_project(folder)
            write_config(folder, engine)
            assert build_with(engine, folder) == ""
    return folder / "site"
