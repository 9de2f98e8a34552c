"""Runs tests with other versions than those that are installed.

Run from the project's folder, inside its virtual environment; the first argument is what pip is to
install, the rest is for pytest: ``python -m tools.test_with 'sphinx==8.2.*' tests/sphinx``.
"""

import subprocess
import sys
from collections.abc import Sequence

from tools.environments import UnavailableError, make_environment


def main(arguments: Sequence[str]) -> int:
    """Run the tests, and return pytest's exit code; 2 for a wrong command."""
    if len(arguments) < 2:
        print(__doc__)
        return 2
    requirement, *tests = arguments
    try:
        python = make_environment(requirement, ["-e", ".[dev]", requirement])
    except UnavailableError as error:
        print(f"{requirement} could not be installed: {error}")
        return 1
    command = [str(python), "-m", "pytest", *tests]
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
