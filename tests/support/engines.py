"""Markdown engines, each in an environment of its own, as ``make docs`` has them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.support.requirements import Requirement, report_absent
from tools.engines import Engine, run_engine
from tools.environments import UnavailableError

PROJECT = Path(__file__).parents[2]


def build_with(engine: Engine, folder: Path, output: Path | None = None) -> str:
    """Build what the engine's configuration in *folder* says, strictly; what the engine said.

    Where the engine cannot be installed, the test is skipped or fails.
    """
    config = folder / engine.config
    code, said = run_engine(engine.make_command(find_python(engine), config, output), folder)
    assert code == 0, said
    return said


def find_python(engine: Engine) -> Path:
    """The Python that has the engine."""
    found = _find_python(engine)
    if isinstance(found, UnavailableError):
        report_absent(Requirement.PACKAGE_INDEX, f"{engine.title} was not installed: {found}")
    return found


@cache
def _find_python(engine: Engine) -> Path | UnavailableError:
    try:
        return engine.find_python(PROJECT)
    except UnavailableError as error:  # not tried once more by each test
        return error
