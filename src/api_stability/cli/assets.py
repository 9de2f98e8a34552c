"""``assets``: style sheet and script, for sites that are not set up by a plugin of ours."""

from __future__ import annotations

from pathlib import Path

import click

from api_stability.assets import SCRIPT, STYLE_SHEET, read_asset
from api_stability.cli.exit_codes import FOUND
from api_stability.cli.options import examples
from api_stability.freshness import write_whole
from api_stability.language import find_catalog, speaking
from api_stability.model.errors import UserError


@click.command(
    "assets",
    short_help="Write the style sheet of badges and tables, and the script of long tables.",
    epilog=examples(
        "api-stability assets docs/assets",
        "api-stability assets --check docs/assets    in CI: are they current?",
    ),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--language", metavar="CODE", help="That of the script's words, such as de. [en]")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when one is not current.")
@click.pass_context
def assets_command(
    context: click.Context, /, folder: Path, language: str | None, *, check: bool
) -> None:
    """Write api-stability.css and api-stability.js to FOLDER, over any that are there.

    A site names the first as a style sheet, and the second as a script.
    """
    with speaking(find_catalog(language)):
        contents = {folder / name: read_asset(name) for name in (STYLE_SHEET, SCRIPT)}
    is_stale = False
    for path, content in contents.items():
        if _read(path) == content:
            click.echo(f"{path} is current")
        elif check:
            is_stale = True
            click.echo(f"{path} is not current; write it with `api-stability assets`", err=True)
        else:
            _write(path, content)
            click.echo(f"{path}: written")
    if is_stale:
        context.exit(FOUND)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:  # whatever it is, writing it will tell
        return None


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise UserError(error.strerror or "cannot be written", where=str(path)) from None
