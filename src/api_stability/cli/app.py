"""The group of all commands: finding them, and how errors and interruptions end."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from api_stability import __version__
from api_stability.cli.exit_codes import INTERRUPTED, OUR_MISTAKE, PIPE_CLOSED, WRONG_USAGE
from api_stability.model.errors import UserError, nearest
from api_stability.renderers.printable import printable

PROGRAM: Final = "api-stability"

COMMANDS: Final[tuple[tuple[str, str], ...]] = (
    ("scan", "api_stability.cli.scan:scan_command"),
    ("check", "api_stability.cli.check:check_command"),
    ("table", "api_stability.cli.table:table_command"),
    ("render", "api_stability.cli.render:render_command"),
    ("explain", "api_stability.cli.explain:explain_command"),
    ("merge", "api_stability.cli.merge:merge_command"),
    ("init", "api_stability.cli.init:init_command"),
    ("vendor", "api_stability.cli.vendor:vendor_command"),
)
"""Name and ``"module:name"`` of each command, in the order of the help page."""


class _ShownError(click.ClickException):
    """A `UserError` as click shows it: one line."""

    exit_code = WRONG_USAGE

    def __init__(self, error: UserError) -> None:
        where = None if error.where is None else _from_here(error.where)
        super().__init__(": ".join(part for part in (where, error.key, error.message) if part))

    def show(self, file: Any = None) -> None:
        """Print the line to standard error."""
        click.echo(f"{PROGRAM}: error: {printable(self.message)}", file=file or sys.stderr)


def _from_here(file: str) -> str:
    """A file in the current folder, or in one of it, without the folder's own path."""
    path = Path(file)
    if not path.is_absolute():
        return file
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return file


class _PipeClosedError(Exception):
    """Nobody reads the output any more; click would answer a `BrokenPipeError` in its own way."""


class _Commands(click.Group):
    """Commands that are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in the declared order."""
        return [name for name, _ in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command."""
        for name, place in COMMANDS:
            if name == cmd_name:
                module, _, attribute = place.partition(":")
                found = getattr(import_module(module), attribute)
                assert isinstance(found, click.Command)  # noqa: S101 - our own registry
                return found
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command where there is none of that name."""
        names = self.list_commands(ctx)
        if args[0] not in names and not args[0].startswith("-"):
            ctx.fail(f"No such command {args[0]!r}; {nearest(args[0], names)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Turn what is wrong with the user's input into one line."""
        try:
            return super().invoke(ctx)
        except UserError as error:
            raise _ShownError(error) from None
        except BrokenPipeError:
            raise _PipeClosedError from None

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's signature
        **extra: Any,
    ) -> Any:
        """Run, and leave with the exit code that the user guide promises."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            code = INTERRUPTED
        except (_PipeClosedError, BrokenPipeError):
            _forget_output()
            code = PIPE_CLOSED
        except OSError as error:  # a full disk under standard output, a folder that went away
            _forget_output()
            _ShownError(UserError(error.strerror or str(error), where=error.filename)).show()
            code = WRONG_USAGE
        except Exception:  # noqa: BLE001 - whatever it is, it is shown
            traceback.print_exc()
            click.echo(f"{PROGRAM}: this is a mistake of ours, not of your input", err=True)
            code = OUR_MISTAKE
        sys.exit(code if isinstance(code, int) else 0)


def _forget_output() -> None:
    """Nobody reads any more: what is buffered must not fail once more when Python exits."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = None


def _open_closed_streams() -> None:
    """A shell can start a command without them (``>&-``); Python then has `None` there."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as we run
            setattr(sys, name, stream)


def run(arguments: Sequence[str]) -> int:
    """Run the command; return its exit code. See `api_stability.cli.main`."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app.main(args=list(arguments), prog_name=PROGRAM)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 nothing wrong; 1 findings; 2 wrong usage or configuration; "
    "3 a source could not be read completely.",
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
def app() -> None:
    """Read the stability of every feature from code, show it, and hold the policy.

    Without a configuration, name, version and packages come from the nearest pyproject.toml.
    """
