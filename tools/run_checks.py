"""Run the named checks, all of them even when one fails, and sum up.

Run from the project's folder, inside its virtual environment:
`python -m tools.run_checks tests types`.
"""

import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PYTHON_CHECKS: dict[str, tuple[str, ...]] = {
    "tests": ("pytest", "-n", "auto"),
    "types": ("mypy",),
    "lint": ("ruff", "check"),
    "format": ("ruff", "format", "--check"),
}


def find_command(check: str) -> list[str]:
    """The command line of one check. Raises `KeyError` for a name that is none."""
    if check == "architecture":
        # The one that cannot be run as a module.
        return [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"]
    return [sys.executable, "-m", *PYTHON_CHECKS[check]]


def run_check(check: str) -> bool:
    """Run one check under a heading of its own, and tell whether it passed."""
    command = find_command(check)
    shown = shlex.join([Path(command[0]).name, *command[1:]])
    print(f"\n===== {check}: {shown}", flush=True)
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode == 0


def main(checks: Sequence[str]) -> int:
    """Run the checks in the given order; 1 when any failed."""
    lines = []
    for check in checks:
        start = time.perf_counter()
        verdict = "passed" if run_check(check) else "FAILED"
        lines.append(f"{check:<14}{verdict}  {time.perf_counter() - start:6.1f} s")
    print("\n===== summary", *lines, sep="\n", flush=True)
    return int(any("FAILED" in line for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
