"""``scan``: sources to an inventory."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from api_stability.cli.diagnostics import print_diagnostics
from api_stability.cli.exit_codes import INCOMPLETE
from api_stability.cli.inputs import Input, Subject, open_subject
from api_stability.cli.options import (
    config_option,
    dist_options,
    examples,
    file_option,
    output_options,
    quiet_option,
)
from api_stability.cli.output import choose_format, terminal, write_data, write_output, write_table
from api_stability.cli.summary import say_project
from api_stability.model.codec import encode_json
from api_stability.model.views import Table
from api_stability.renderers import render_table
from api_stability.views import TableOptions, view_deprecation_table, view_stability_table

FORMATS: Final = ("text", "json", "markdown")


@click.command(
    "scan",
    short_help="Read sources, an installed distribution or a wheel into an inventory.",
    epilog=examples(
        "api-stability scan                                    the configured project",
        "api-stability scan --format json -o stability.json    what machines read",
        "api-stability scan --dist langchain-core --marked     an installed distribution",
        "api-stability scan langchain_core-1.8.1-py3-none-any.whl",
        "api-stability scan ../other/src/package               a folder, as it is",
    ),
)
@click.argument("target", required=False, metavar="[WHEEL|FOLDER]", type=click.Path(path_type=Path))
@dist_options
@click.option("--marked", is_flag=True, help="Only what is marked, or whose name says a level.")
@file_option(
    "--cache",
    metavar="FOLDER",
    help="Keep the result there; nothing is read again when nothing changed.",
)
@config_option
@output_options(FORMATS)
@quiet_option
@click.pass_context
def scan_command(
    context: click.Context,
    /,
    target: Path | None,
    dist: str | None,
    path: Path | None,
    cache: Path | None,
    config: Path | None,
    format: str | None,  # noqa: A002 - the option's name
    output: str | None,
    *,
    marked: bool,
    quiet: bool,
) -> None:
    """Read what is configured, or a wheel, a folder or an installed distribution.

    Nothing is imported or run. Exits with 3 when a source could not be read completely.
    """
    subject = open_subject(
        Input(
            config=config,
            dist=dist,
            path=path,
            target=target,
            marked_only=marked,
            cache=cache,
        )
    )
    print_diagnostics(subject, quiet=quiet)
    chosen = choose_format(format, output, FORMATS)
    if chosen == "json":
        write_data(encode_json(subject.inventory, indent=2), output)
    else:
        _write_overview(subject, chosen, output, marked_only=marked)
    if not subject.inventory.complete:
        sources = [source.id for source in subject.inventory.sources if not source.complete]
        click.echo(
            f"incomplete: {', '.join(sources)} could not be read completely; see above", err=True
        )
        context.exit(INCOMPLETE)


def _write_overview(
    subject: Subject, chosen: str, output: str | None, *, marked_only: bool
) -> None:
    inventory = subject.inventory
    lines = [
        say_project(project, inventory, subject.policy, marked_only=marked_only)
        for project in inventory.projects
    ]
    head = "".join(f"{line}\n" for line in lines)
    tables = _tables(subject)
    if terminal(output) is not None and chosen == "text":
        write_output(head, output)
        for table in tables:
            write_output("\n", output)
            write_table(table, chosen, output)
    else:
        texts = [render_table(table, chosen) for table in tables]
        write_output("\n".join([head, *texts]), output, chosen)


def _tables(subject: Subject) -> list[Table]:
    """What is at another level than unmarked things, by level; and what is deprecated."""
    index, policy = subject.index, subject.policy
    levels = tuple(level.name for level in policy.levels if level.name != policy.unmarked)
    tables = [
        view_stability_table(
            index,
            policy,
            TableOptions(level=levels, group_by="level", columns=("name", "summary")),
        ),
        view_deprecation_table(
            index,
            policy,
            TableOptions(
                columns=("name", "level", "since", "removal", "alternative"), caption="Deprecated"
            ),
        ),
    ]
    return [table for table in tables if table.rows]
