"""The command, run in this process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from api_stability.cli.app import PROGRAM, app

PYPROJECT = '[project]\nname = "demo"\nversion = "1.8"\n'
CODE = '''\
"""A demonstration."""

from warnings import deprecated as gone

from api_stability import beta, deprecated, experimental


@beta("May change [red]a bit[/red].")
def load(path: str) -> None:
    """Load it."""


@deprecated("Slow.", removal="2.0", alternative="demo.load")
def read() -> None:
    """Read it."""


@experimental()
class Session:
    """A session."""

    def close(self) -> None:
        """Close it."""


@gone("Nobody used it.")
class Old:
    """The old one."""

    def run(self) -> None: ...


def plain() -> None:
    """Nothing speaks about it."""
'''


def run(*arguments: str | Path, **extra: Any) -> Result:
    """Run the command as the shell would; unexpected exceptions are raised."""
    words = [str(argument) for argument in arguments]
    result = CliRunner().invoke(app, words, prog_name=PROGRAM, **extra)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def error_of(*arguments: str | Path, code: int = 2) -> str:
    """What a command that fails says, with its exit code and nothing on standard output."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    return result.stderr


def write_project(
    folder: Path, code: str = CODE, *, name: str = "demo", config: str | None = None
) -> None:
    """A project with a `src` layout, and a configuration where one is given."""
    package = folder / "src" / name
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(code, encoding="utf-8")
    pyproject = PYPROJECT.replace("demo", name)
    (folder / "pyproject.toml").write_text(pyproject, encoding="utf-8")
    if config is not None:
        (folder / "api-stability.toml").write_text(config, encoding="utf-8")
