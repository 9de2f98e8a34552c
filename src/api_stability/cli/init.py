"""``init``: a first configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from api_stability.cli.engines import say_engines
from api_stability.cli.first_config import FirstConfig, find_first_config, write_toml
from api_stability.cli.options import examples, file_option
from api_stability.cli.output import is_stdout, write_output
from api_stability.cli.progress import show_progress
from api_stability.cli.summary import say_project
from api_stability.config import FILE_NAME
from api_stability.model.errors import UserError
from api_stability.model.inventory import Inventory
from api_stability.pipeline import make_workspace, open_workspace, scan
from api_stability.renderers.printable import printable

MOST_SHOWN: Final = 5


@click.command(
    "init",
    short_help="Write a first configuration.",
    epilog=examples(
        "api-stability init --dry-run    what it would write",
        "api-stability init              writes api-stability.toml",
    ),
)
@file_option("--config", help="The pyproject.toml to start from. Default: the one here.")
@click.option("--dry-run", is_flag=True, help="Print the configuration instead of writing it.")
@click.option("--force", is_flag=True, help="Overwrite a configuration.")
@click.option(
    "-o", "--output", metavar="FILE", help=f"Where to write. Default: {FILE_NAME} in the folder."
)
def init_command(config: Path | None, output: str | None, *, dry_run: bool, force: bool) -> None:
    """Find what there is to read in a project's folder, and write a configuration for it.

    It is written beside the pyproject.toml.
    """
    if config is not None and not config.is_file():
        raise UserError("there is no such file", where=str(config))
    folder = config.parent if config else Path()
    target = folder / FILE_NAME if output is None else Path(output)
    if not (is_stdout(output) or target.resolve().parent == folder.resolve()):
        raise UserError(
            "a configuration stands in its project's folder, which its paths are relative to; "
            "name a file there, or print it with -o -",
            where=output,
        )
    found = find_first_config(folder.resolve())
    if not (dry_run or force or output == "-"):
        _refuse_second(target, found)
    inventory = _scan(found)
    text = write_toml(found, _unreadable(inventory))
    write_output(text, "-" if dry_run else str(target))
    for line in _say(found, inventory):
        click.echo(line, err=True)
    if not dry_run and output != "-":
        click.echo(f"{target}: written; try `api-stability scan`", err=True)
        if inventory is not None:
            for line in say_engines(folder, open_workspace(folder, config=target)):
                click.echo(line, err=True)


def _refuse_second(target: Path, found: FirstConfig) -> None:
    if target.exists():
        raise UserError("it is there already; overwrite it with --force", where=str(target))
    if found.configured_in_pyproject:
        raise UserError(
            "there is a configuration already; with --force another file is written, which then "
            "counts instead",
            where="pyproject.toml",
            key="tool.api-stability",
        )


def _scan(found: FirstConfig) -> Inventory | None:
    if found.layout is None:
        return None
    with show_progress("Reading") as progress:
        return scan(make_workspace(found.located), progress=progress).inventory


def _unreadable(inventory: Inventory | None) -> tuple[str, ...]:
    diagnostics = inventory.diagnostics if inventory else ()
    files = {each.file for each in diagnostics if each.grade == "incomplete" and each.file}
    return tuple(sorted(files))


def _say(found: FirstConfig, inventory: Inventory | None) -> list[str]:
    if inventory is None:
        return [f"no Python package was found in {found.located.root} or its src folder"]
    policy = make_workspace(found.located).policy
    lines = [say_project(project, inventory, policy) for project in inventory.projects]
    unreadable = _unreadable(inventory)
    lines += [f"  unreadable: {printable(file)}" for file in unreadable[:MOST_SHOWN]]
    if (left := len(unreadable) - MOST_SHOWN) > 0:
        lines.append(f"  and {left} more: see `api-stability scan`")
    return lines
