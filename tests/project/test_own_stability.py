"""Our own public API carries our own marks and passes our own check."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from api_stability.model.index import Index
from api_stability.pipeline import open_workspace, scan

ROOT = Path(__file__).parents[2]


def test_our_own_check_passes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "api_stability", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("folder", [ROOT, ROOT / "example_docs" / "project"], ids=lambda x: x.name)
def test_what_a_readme_says_is_current(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "api_stability", "render", "--check", "README.md"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_extensions_build_on_is_experimental_and_what_projects_import_is_not() -> None:
    index = Index(scan(open_workspace(ROOT)).inventory)
    levels = {
        name: symbol.level
        for name in ("beta", "deprecated", "removal", "model.symbols.Mark", "pipeline.scan")
        if (symbol := index.find_symbol(f"python:api_stability.{name}")) is not None
    }
    assert levels == {
        "beta": "stable",
        "deprecated": "stable",
        "removal": "stable",
        "model.symbols.Mark": "experimental",
        "pipeline.scan": "experimental",
    }
