"""Production code that imports us gets nothing else with it."""

import subprocess
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def test_the_base_install_has_no_dependency() -> None:
    pyproject = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert pyproject["project"]["dependencies"] == []
    assert "dependencies" not in pyproject["project"]["dynamic"]


def test_it_works_where_nothing_else_is_installed() -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "import api_stability, api_stability.runtime as runtime\n"
        "for module in pkgutil.walk_packages(runtime.__path__, runtime.__name__ + '.'):\n"
        "    importlib.import_module(module.name)\n"
    )
    # -I -S: the standard library and what is put on the path here, nothing more.
    answer = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, PROJECT / "src"],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert answer.returncode == 0, answer.stderr
