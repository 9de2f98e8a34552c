"""The command ``api-stability``. Importing this imports nothing of what the commands need."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Final

_NEEDED: Final = ("click", "rich", "markdown_it", "msgspec", "packaging", "yaml")
"""What the extra ``cli`` installs."""


def main() -> int:
    """Run the command with the process's arguments; return its exit code.

    0: nothing wrong · 1: findings · 2: wrong usage or configuration · 3: an incomplete source.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        print(  # noqa: T201 - nothing that could print is installed
            "api-stability: error: the command needs more than is installed "
            f'({", ".join(missing)} is missing): pip install "api-stability[cli]"',
            file=sys.stderr,
        )
        return 2
    from api_stability.cli.app import run

    return run(sys.argv[1:])
