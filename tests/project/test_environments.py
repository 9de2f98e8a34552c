"""Environments beside the project's own: made once, again when what they are made from changes."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools import build_docs, environments
from tools.engines import MKDOCS
from tools.environments import UnavailableError, find_environment, make_environment

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    version = Path("src", "api_stability", "__init__.py")
    (tmp_path / version).parent.mkdir(parents=True)
    for name in (version, Path("pyproject.toml")):
        (tmp_path / name).write_bytes((PROJECT / name).read_bytes())
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would be run; making an environment makes its Python."""
    found: list[list[str]] = []

    def run(command: Sequence[str], project: Path) -> None:
        found.append(list(command))
        if "venv" in command:
            python = Path(command[-1], "bin", "python")
            python.parent.mkdir(parents=True)
            python.touch()

    monkeypatch.setattr(environments, "_run", run)
    return found


def test_it_is_made_once(project: Path, commands: list[list[str]]) -> None:
    python = make_environment("sphinx==8.2.*", ["sphinx==8.2.*"], project=project)
    assert python.parent.parent == project / find_environment("sphinx==8.2.*")
    assert [command[1:3] for command in commands] == [["-m", "venv"], ["-m", "pip"]]
    assert make_environment("sphinx==8.2.*", ["sphinx==8.2.*"], project=project) == python
    assert len(commands) == 2


def test_another_requirement_installs(project: Path, commands: list[list[str]]) -> None:
    make_environment("engine", ["mkdocs>=1.6"], project=project)
    make_environment("engine", ["mkdocs>=1.7"], project=project)
    assert commands[2][1:] == ["-m", "pip", "install", "-q", "mkdocs>=1.7"]
    (project / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "1"\n')
    make_environment("engine", ["mkdocs>=1.7"], project=project)
    assert len(commands) == 4


def test_one_that_failed_is_none(
    project: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = environments._run

    def fail(command: Sequence[str], project: Path) -> None:
        if "pip" in command:
            said = "Collecting x\nERROR: No matching distribution found for x\n"
            raise subprocess.CalledProcessError(1, list(command), stderr=said)
        run(command, project)

    monkeypatch.setattr(environments, "_run", fail)
    with pytest.raises(UnavailableError, match=r"^ERROR: No matching distribution found for x$"):
        make_environment("engine", ["x"], project=project)
    monkeypatch.setattr(environments, "_run", run)
    make_environment("engine", ["x"], project=project)
    assert [command[2] for command in commands] == ["venv", "pip"]


def test_the_guide_says_which_engine_is_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object, **_others: object) -> Path:
        raise UnavailableError("no answer")

    monkeypatch.setattr("tools.engines.make_environment", fail)
    assert build_docs.build_with(MKDOCS)
    assert capsys.readouterr().out == (
        "MkDocs with Material: skipped, because it could not be installed: no answer\n"
    )
