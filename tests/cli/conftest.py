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


LEDGER = """\
{"format": "api-stability-ledger/1", "project": "demo",
 "releases": [{"version": "1.0", "date": "2026-01-10"}, {"version": "1.1", "date": "2026-04-01"}],
 "entries": [
  {"id": "python:demo", "events": [{"release": "1.0", "event": "added", "level": "stable"}]},
  {"id": "python:demo.load", "events": [
   {"release": "1.0", "event": "added", "level": "experimental"},
   {"release": "1.1", "event": "level", "level": "beta"}]},
  {"id": "python:demo.<b>*gone*</b>|=1", "events": [
   {"release": "1.0", "event": "added", "level": "$x$ & \\\\y"}]}]}
"""


@pytest.fixture
def released(project: Path) -> Path:
    """A project with a ledger to stand in."""
    Path("ledger.json").write_text(LEDGER)
    config = Path("api-stability.toml")
    before = config.read_text() if config.exists() else ""
    config.write_text(f'ledger-file = "ledger.json"\n{before}')
    return project
