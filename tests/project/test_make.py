"""The commands that a newcomer types, without installing anything."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import run_checks

PROJECT = Path(__file__).parents[2]
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The set-up of the project in another folder, whose name is a hard one."""
    folder = tmp_path / "a folder's name (1) & more"
    shutil.copytree(PROJECT / "tools", folder / "tools")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(PROJECT / name, folder)
    version = Path("src", "api_stability", "__init__.py")
    (folder / version).parent.mkdir(parents=True)
    shutil.copy(PROJECT / version, folder / version)
    return folder


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder / "no home")},
    )


def test_each_target_is_listed() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE)
    listed = make(PROJECT).stdout
    for target in phony.split():
        assert re.search(rf"^  {target} +\w", listed, flags=re.MULTILINE)


@pytest.mark.parametrize("python", ["no-such-python", "/no such/python"])
def test_a_python_that_does_not_work_is_named(project: Path, python: str) -> None:
    answer = make(project, "set-up", f"PYTHON={python}")
    assert answer.returncode == 2
    assert f"PYTHON={python} is not a working Python 3.11 or newer." in answer.stderr
    assert not (project / ".venv").exists()


def test_a_failed_set_up_is_not_taken_for_a_complete_one(project: Path) -> None:
    """The environment is a real one; what it would need to build the project is not there."""
    (project / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["./absent"]\n[project]\nname = "demo"\nversion = "1"\n'
    )
    answer = make(project, "set-up", f"PYTHON={sys.executable}")
    assert answer.returncode == 2
    assert "there is no complete one yet" in answer.stdout
    assert "Set-up failed" in answer.stderr
    assert (project / ".venv" / "bin" / "python").exists()
    assert not (project / ".venv" / "set-up.json").exists()


def test_all_checks_run_and_one_failure_counts(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def find_command(check: str) -> list[str]:
        return [sys.executable, "-c", f"print('ran {check}'); raise SystemExit({check == 'types'})"]

    monkeypatch.setattr(run_checks, "find_command", find_command)
    assert run_checks.main(["tests", "types", "lint"]) == 1
    output = capfd.readouterr().out
    assert "ran tests" in output
    assert "ran lint" in output
    assert re.search(r"tests +passed.*\ntypes +FAILED.*\nlint +passed", output)
    assert run_checks.main(["tests"]) == 0
