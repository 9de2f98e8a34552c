"""``vendor``: the runtime as one file of the project's own."""

from __future__ import annotations

from pathlib import Path

import click

from api_stability.cli.exit_codes import FOUND
from api_stability.cli.options import examples
from api_stability.freshness import write_whole
from api_stability.model.errors import UserError


@click.command(
    "vendor",
    short_help="Write the run-time decorators as one self-contained file.",
    epilog=examples(
        "api-stability vendor src/pkg/_stability.py",
        "api-stability vendor --check src/pkg/_stability.py    in CI: is it current?",
    ),
)
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when it is not current.")
@click.option("--force", is_flag=True, help="Overwrite a file that this command did not write.")
@click.pass_context
def vendor_command(context: click.Context, /, path: Path, *, check: bool, force: bool) -> None:
    """Write the decorators to PATH, for a project that wants no run-time dependency."""
    from api_stability.runtime.vendoring import FIRST_LINE, vendored_source

    source = vendored_source()
    present = _read(path)
    if check:
        if present == source:
            click.echo(f"{path} is current")
            return
        told = "is not there" if present is None else "is not current"
        click.echo(f"{path} {told}; write it with `api-stability vendor {path}`", err=True)
        context.exit(FOUND)
    if present and not force and not present.startswith(FIRST_LINE):
        raise UserError(
            "this file is not one that this command wrote; overwrite it with --force",
            where=str(path),
        )
    try:
        write_whole(path, source.encode("utf-8"))
    except OSError as error:
        raise UserError(error.strerror or "cannot be written", where=str(path)) from None
    click.echo(f"{path}: {'written' if present is None else 'written anew'}")


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserError(error.strerror or "cannot be read", where=str(path)) from None
