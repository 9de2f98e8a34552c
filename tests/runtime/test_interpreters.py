"""The same cases where the runtime has to work: in other versions of Python, without pytest."""

import glob
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src"
OLDEST_OF_PACKAGE = (3, 11)
VERSIONS = [(3, minor) for minor in range(9, 15)]


@cache
def find_interpreter(version: tuple[int, int]) -> str | None:
    """An interpreter of this version that works: a name on the path may be a shim that does not."""
    name = f"python{version[0]}.{version[1]}"
    pyenv = os.environ.get("PYENV_ROOT") or str(Path("~/.pyenv").expanduser())
    # not Path.glob, which raises where the folder is somebody else's and may not be looked into
    installed = sorted(glob.glob(f"{glob.escape(pyenv)}/versions/*/bin/{name}"))  # noqa: PTH207
    candidates = [shutil.which(name), *installed]
    if sys.version_info[:2] == version:
        candidates.insert(0, sys.executable)
    return next((path for path in candidates if path and says_version(path, version)), None)


def says_version(path: str, version: tuple[int, int]) -> bool:
    """Whether it runs and is what its name says."""
    try:
        answer = subprocess.run(
            [path, "-c", "import sys; print(*sys.version_info[:2])"],
            check=False,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
    except OSError:
        return False
    return answer.stdout.split() == [str(number) for number in version]


def run_cases(version: tuple[int, int], module: str, folder: Path) -> None:
    python = find_interpreter(version)
    if python is None:
        pytest.skip(f"no Python {version[0]}.{version[1]}")
    answer = subprocess.run(
        [python, "-B", HERE / "cases" / "run_all.py", module, folder],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "failed 0" in answer.stdout


@pytest.mark.parametrize("version", VERSIONS, ids=str)
def test_the_vendored_file(version: tuple[int, int], vendored_file: Path) -> None:
    run_cases(version, vendored_file.stem, vendored_file.parent)


@pytest.mark.parametrize("version", [v for v in VERSIONS if v >= OLDEST_OF_PACKAGE], ids=str)
def test_the_package(version: tuple[int, int]) -> None:
    run_cases(version, "api_stability", SOURCE)
