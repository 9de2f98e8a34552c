"""Nothing of the project is imported or executed, and finding files needs no griffe."""

import subprocess
import sys
from pathlib import Path

from tests.support.execution import RecordExecution, write_canary

READ = """
import sys
from pathlib import Path
from tests.readers.python.requests import make_request
from api_stability.readers.python import read_python
reading = read_python(make_request(Path(sys.argv[1]), "canary"))
print([each.id for each in reading.declarations if each.marks])
"""
MODULES = {
    "canary/__init__.py": "from canary.api import f as f\nimport canary.missing\n",
    "canary/api.py": (
        "import os, warnings\n"
        "@warnings.deprecated(os.urandom(1).hex())\n"
        "def f(): ...\n"
        "f.__stability__ = exit(3)\n"
        "__all__ = [n for n in dir()]\n"
    ),
    "canary/__main__.py": "raise SystemExit(4)\n",
    "canary/stub.pyi": "x: int\n",
}


def test_nothing_is_executed(tmp_path: Path, record_execution: RecordExecution) -> None:
    canary = write_canary(tmp_path / "project", MODULES)
    done = record_execution([sys.executable, "-c", READ, canary.folder])
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['python:canary.f']"
    assert not canary.was_executed()
    assert not done.executed_under(canary.folder)
    assert not done.imports_of("canary")
    assert not done.started_processes()
    assert not done.connections()


def test_finding_files_needs_no_parser() -> None:
    code = (
        "import sys, api_stability.readers.python.files, api_stability.readers.python.source\n"
        "from api_stability.readers.python import find_files\n"
        "print(sorted({'griffe', 'ast'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "griffe" not in done.stdout
