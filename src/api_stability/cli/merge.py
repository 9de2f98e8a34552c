"""``merge``: several inventories as one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from api_stability.cli.exit_codes import INCOMPLETE
from api_stability.cli.inputs import open_inventory
from api_stability.cli.options import config_option, examples, output_options
from api_stability.cli.output import choose_format, write_data, write_output
from api_stability.cli.summary import say_project
from api_stability.merge import merge_inventories
from api_stability.model.codec import encode_json
from api_stability.pipeline import open_workspace

FORMATS: Final = ("json", "text")


@click.command(
    "merge",
    short_help="Merge inventories into one.",
    epilog=examples("api-stability merge linux.json macos.json -o stability.json"),
)
@click.argument("inventories", nargs=-1, required=True, type=click.Path(path_type=Path))
@config_option
@output_options(FORMATS)
@click.pass_context
def merge_command(
    context: click.Context,
    /,
    inventories: tuple[Path, ...],
    config: Path | None,
    format: str | None,  # noqa: A002 - the option's name
    output: str | None,
) -> None:
    """Write the union of INVENTORIES, as JSON; their order makes no difference.

    Levels are resolved anew from all marks. Exits with 3 when one of them is incomplete.
    """
    chosen = choose_format(format, output, FORMATS)
    merged = merge_inventories([open_inventory(file) for file in inventories])
    if chosen == "text":
        policy = open_workspace(Path.cwd(), config=config).policy
        lines = [say_project(project, merged, policy) for project in merged.projects]
        write_output("".join(f"{line}\n" for line in lines), output)
    else:
        write_data(encode_json(merged, indent=2), output)
    if not merged.complete:
        click.echo("incomplete: not every source of these was read completely", err=True)
        context.exit(INCOMPLETE)
