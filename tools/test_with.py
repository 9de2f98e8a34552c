"""Runs tests with other versions than those that are installed.

Run from the project's folder, inside its virtual environment; the first argument is what pip is to
install, the rest is for pytest: ``python -m tools.test_with 'sphinx==8.2.*' tests/sphinx``.

The environment for it is made in the folder ``build``, and kept for the next time.
"""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.locking import locked

FOLDER = Path("build") / "environments"


def find_environment(requirement: str) -> Path:
    """The folder of the environment that has *requirement*."""
    return FOLDER / re.sub(r"[^a-z0-9.]+", "-", requirement.casefold()).strip("-.")


def make_environment(requirement: str) -> Path:
    """Make it, or bring it up to date; its Python. Raises `subprocess.CalledProcessError`."""
    folder = find_environment(requirement)
    python = folder / "bin" / "python"
    if not python.is_file():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    install = [str(python), "-m", "pip", "install", "-q", "-e", ".[dev]", requirement]
    subprocess.run(install, check=True, stdin=subprocess.DEVNULL)
    return python


def main(arguments: Sequence[str]) -> int:
    """Run the tests, and return pytest's exit code; 2 for a wrong command."""
    if len(arguments) < 2:
        print(__doc__)
        return 2
    requirement, *tests = arguments
    with locked(FOLDER.with_name("environments.lock"), waiting_for="another environment"):
        python = make_environment(requirement)
    command = [str(python), "-m", "pytest", *tests]
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
