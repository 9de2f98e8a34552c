"""Virtual environments beside the project's own: with other versions, or for one program alone.

They are made below ``build/environments``, and kept. What each was made from is recorded in a
stamp inside it, which is removed before anything is changed and written last: nothing is asked of
a package index while that stays the same.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.locking import locked
from tools.set_up import REDIRECTING_VARIABLES, digest_requirements

FOLDER = Path("build") / "environments"
STAMP = "requirements.json"


class UnavailableError(Exception):
    """An environment could not be made; the message is the last line of the reason."""


def find_environment(name: str) -> Path:
    """The folder of the environment called *name*, which may be a requirement."""
    return FOLDER / re.sub(r"[^a-z0-9.]+", "-", name.casefold()).strip("-.")


def make_environment(name: str, requirements: Sequence[str], *, project: Path = Path()) -> Path:
    """Make it, or bring it up to date, unless it is; its Python. Raises `UnavailableError`.

    *requirements* are what pip is to install, beside or in the form of the project itself.
    """
    folder = project.resolve() / find_environment(name)
    lock = folder.with_name(f"{folder.name}.lock")
    with locked(lock, waiting_for=f"another environment for {name}"):
        basis = _describe_basis(folder, requirements, project)
        stamp, python = folder / STAMP, folder / "bin" / "python"
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == basis and python.exists():
            return python
        stamp.unlink(missing_ok=True)
        try:
            if not python.exists():
                shutil.rmtree(folder, ignore_errors=True)
                _run([sys.executable, "-m", "venv", str(folder)], project)
            _run([str(python), "-m", "pip", "install", "-q", *requirements], project)
        except subprocess.CalledProcessError as error:
            raise UnavailableError(_find_reason(error.stderr)) from None
        stamp.write_text(basis, encoding="utf-8")
        return python


def _describe_basis(folder: Path, requirements: Sequence[str], project: Path) -> str:
    """What an environment is made from; it has the path of its folder in its scripts."""
    return json.dumps(
        {
            "folder": str(folder),
            "python": hashlib.sha256(f"{sys.version} {sys.base_prefix}".encode()).hexdigest(),
            "requirements": list(requirements),
            "project": digest_requirements(project),
        }
    )


def _run(command: Sequence[str], project: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in REDIRECTING_VARIABLES
    }
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        cwd=project,
        encoding="utf-8",
        errors="replace",
        env={**environment, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"},
        stdin=subprocess.DEVNULL,
    )


def _find_reason(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    return (errors or lines or ["pip said nothing"])[-1]
