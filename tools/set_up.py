"""Make the project's virtual environment, or bring it up to date, only when that is needed.

Run from the project's folder. What the environment was made from is recorded in a stamp inside
it. The stamp is removed before anything is changed and written last, so an environment that
has one is complete, and one whose set-up was interrupted is made again.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path

from tools.locking import locked

ENVIRONMENT = Path(".venv")
STAMP = ENVIRONMENT / "set-up.json"
LOCK = Path("build") / "set-up.lock"
EXTRA = "dev"

# Settings that would put packages elsewhere than into the environment.
REDIRECTING_VARIABLES = (
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_TARGET",
    "PYTHONHOME",
    "PYTHONPATH",
    "__PYVENV_LAUNCHER__",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """What an environment is made from."""

    project: str
    """Absolute path of the project's folder: an environment has it written in its scripts."""
    python: str
    """Version and installation of the interpreter."""
    requirements: str
    """Digest of what decides which packages are installed, and our own metadata."""


class Action(Enum):
    """What has to be done to the environment."""

    NOTHING = "nothing"
    INSTALL = "install"
    REBUILD = "rebuild"


def decide(recorded: Basis | None, current: Basis) -> tuple[Action, str]:
    """What has to be done, and why, given what is recorded of the environment."""
    if recorded is None:
        return Action.REBUILD, "there is no complete one yet"
    if recorded.project != current.project:
        return Action.REBUILD, f"it was made in {recorded.project}"
    if recorded.python != current.python:
        return Action.REBUILD, f"it was made with Python {recorded.python}"
    if recorded.requirements != current.requirements:
        return Action.INSTALL, "what pyproject.toml requires, or our version, has changed"
    return Action.NOTHING, "nothing has changed"


def read_stamp(path: Path) -> Basis | None:
    """The recorded basis, or None where there is none that can be read."""
    try:
        return Basis(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_stamp(path: Path, basis: Basis) -> None:
    """Record what the environment was made from, whole or not at all."""
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(json.dumps(asdict(basis), indent=2) + "\n", encoding="utf-8")
    temporary.replace(path)


def digest_requirements(project: Path) -> str:
    """A digest of all that an installation depends on.

    Settings of other tools are left out: a changed lint rule installs nothing.
    """
    pyproject = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    tools = pyproject.get("tool", {})
    version_file = project / tools.get("hatch", {}).get("version", {}).get("path", "pyproject.toml")
    version = re.search(
        r"^__version__\b.*$", version_file.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    deciding = {
        "build-system": pyproject.get("build-system"),
        "project": pyproject.get("project"),
        "hatch": tools.get("hatch"),
        "version": version.group() if version else None,
    }
    return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()


def identify_python(python: Path) -> str | None:
    """Version and installation of an interpreter, or None when it does not run."""
    code = "import platform, sys; print(platform.python_version(), 'in', sys.base_prefix)"
    try:
        answer = subprocess.run(
            [python, "-I", "-c", code], capture_output=True, check=True, encoding="utf-8"
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()


def make_environment(base: Path) -> None:
    """Make a new, empty environment in place of any that is there."""
    if ENVIRONMENT.is_symlink() or ENVIRONMENT.is_file():
        ENVIRONMENT.unlink()
    elif ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    subprocess.run(
        [base, "-I", "-m", "venv", ENVIRONMENT], check=True, env=installing_environment()
    )


def install_project() -> None:
    """Install the project, editable, with all that its development needs."""
    python = str(ENVIRONMENT / "bin" / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    subprocess.run(
        [*pip, "install", "--quiet", "--editable", f".[{EXTRA}]"],
        check=True,
        env=installing_environment(),
        stdin=subprocess.DEVNULL,
    )


def installing_environment() -> dict[str, str]:
    """The variables of this process, less those that would install elsewhere."""
    kept = {name: value for name, value in os.environ.items() if name not in REDIRECTING_VARIABLES}
    return kept | {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}


def set_up(*, base: Path, named: bool) -> None:
    """Do what `decide` says. Raises `subprocess.CalledProcessError` when a step fails."""
    project = Path.cwd().resolve()
    own = identify_python(ENVIRONMENT / "bin" / "python")
    # A Python that the user names decides; else an environment keeps its own while that works,
    # so that activating something else in a shell does not rebuild it.
    wanted = identify_python(base) if named or own is None else own
    current = Basis(
        project=str(project),
        python=wanted or "that does not run",
        requirements=digest_requirements(project),
    )
    action, reason = decide(read_stamp(STAMP) if own else None, current)
    if action is Action.NOTHING:
        return
    print(
        f"Setting up .venv with Python {current.python}: {reason}.\n"
        "Installing packages, once; this can take a minute …",
        flush=True,
    )
    STAMP.unlink(missing_ok=True)
    if action is Action.REBUILD:
        make_environment(base)
    install_project()
    write_stamp(STAMP, current)


def main() -> int:
    """Set up, one process at a time; the exit code is 1 when that failed."""
    # Started from an activated environment, the interpreter behind it is the one to use: the
    # environment may be the very one that is about to be replaced.
    base = Path(getattr(sys, "_base_executable", None) or sys.executable)
    try:
        with locked(LOCK, waiting_for="another set-up of this folder"):
            set_up(base=base, named=bool(os.environ.get("PYTHON")))
    except subprocess.CalledProcessError as error:
        print(
            f"Set-up failed (exit code {error.returncode}); the reason is above. "
            "It needs a package index that pip can reach. Running it again starts afresh.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("Set-up interrupted. Running it again starts afresh.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
