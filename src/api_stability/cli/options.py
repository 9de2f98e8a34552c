"""Options that several commands share, and choices that name the nearest valid one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from api_stability.model.errors import nearest

F = TypeVar("F", bound=Callable[..., Any])


class NearestChoice(click.Choice[str]):
    """One of several words; a wrong one is answered with the nearest."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002
        """What is wrong, and the nearest valid word."""
        return f"{value!r} is none of them; {nearest(str(value), self.choices)}"


def file_option(name: str, *names: str, help: str, metavar: str = "FILE") -> Callable[[F], F]:  # noqa: A002
    """An option that names a file or folder; whether it is there is checked when it is opened."""
    return click.option(name, *names, type=click.Path(path_type=Path), metavar=metavar, help=help)


def config_option(command: F) -> F:
    """``--config``."""
    return file_option(
        "--config",
        help="The configuration. Default: the nearest api-stability.toml or pyproject.toml, "
        "from here upwards.",
    )(command)


def output_options(formats: Sequence[str]) -> Callable[[F], F]:
    """``--format``, of which the first of *formats* is the default, and ``--output``."""

    def add(command: F) -> F:
        command = click.option(
            "-o",
            "--output",
            metavar="FILE",
            help="Where to write, whole or not at all; - is standard output, the default.",
        )(command)
        return click.option(
            "--format",
            "format",
            type=NearestChoice(list(formats)),
            help=f"Default: what the output file's name ends in, else {formats[0]}.",
        )(command)

    return add


def input_options(command: F) -> F:
    """What to work on instead of the configured project."""
    command = file_option(
        "--inventory", help="Work on an inventory (`scan --format json`) instead of scanning."
    )(command)
    command = file_option("--wheel", help="Work on a wheel.")(command)
    return dist_options(command)


def dist_options(command: F) -> F:
    """``--dist`` and ``--path``."""
    command = file_option(
        "--path",
        metavar="FOLDER",
        help="Where distributions are installed. Default: this environment.",
    )(command)
    return click.option(
        "--dist", metavar="NAME", help="Work on an installed distribution; it is not imported."
    )(command)


def check_option(command: F) -> F:
    """``--check``."""
    return click.option(
        "--check",
        "checks",
        is_flag=True,
        help="Write nothing; exit with 1 where a file is not what would be written.",
    )(command)


def quiet_option(command: F) -> F:
    """``--quiet``."""
    return click.option(
        "-q", "--quiet", is_flag=True, help="Say only what makes the scan incomplete."
    )(command)


def examples(*lines: str) -> str:
    """The end of a help page: commands to copy."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
