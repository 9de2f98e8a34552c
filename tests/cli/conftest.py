"""A project to run the command in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import write_project


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with nothing in the environment that changes the output."""
    for name in ("SOURCE_DATE_EPOCH", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def project(empty: Path) -> Path:
    """A project to stand in."""
    write_project(empty)
    return empty
