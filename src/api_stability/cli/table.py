"""``table``: what the documentation shows, for files and terminals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from api_stability.cli.diagnostics import print_diagnostics
from api_stability.cli.exit_codes import INCOMPLETE
from api_stability.cli.inputs import Input, open_subject
from api_stability.cli.options import (
    F,
    NearestChoice,
    config_option,
    examples,
    input_options,
    output_options,
    quiet_option,
)
from api_stability.cli.output import choose_format, write_output, write_table
from api_stability.history.editions import find_edition
from api_stability.model.errors import UserError
from api_stability.model.index import Index
from api_stability.model.policy import Policy
from api_stability.model.views import Table
from api_stability.pipeline import open_workspace
from api_stability.renderers import formats, render_chart, render_table
from api_stability.renderers.documents import render_document
from api_stability.views import (
    TABLES,
    TableOptions,
    option_specs,
    parse_options,
    view_changes,
    view_overview,
    view_policy_tables,
    view_registry,
)
from api_stability.views.editions import NOW, Edition

POLICY: Final = "policy"
REGISTRY: Final = "registry"
CHANGES: Final = "changes"
OVERVIEW: Final = "overview"

_POLICY_PARTS: Final = (
    "policy-levels",
    "policy-conventions",
    "policy-graduations",
    "policy-deprecation",
    "policy-rules",
    "policy-classification",
)
KINDS: Final = (*TABLES, CHANGES, REGISTRY, POLICY, *_POLICY_PARTS)


def _table_options(command: F) -> F:
    """One option for each of `TableOptions`, in declared order."""
    for spec in reversed(option_specs()):
        keywords: dict[str, Any] = {"help": spec.help}
        if spec.kind == "flag":
            keywords["is_flag"] = True
        else:
            keywords["metavar"] = spec.metavar
            keywords["multiple"] = spec.kind == "list"
        command = click.option(f"--{spec.name}", _parameter(spec.name), **keywords)(command)
    return command


def _parameter(name: str) -> str:
    return "table_" + name.replace("-", "_")


@click.command(
    "table",
    short_help="Write a table of what is not simply stable, or of the policy.",
    epilog=examples(
        "api-stability table stability --level experimental --group-by module",
        "api-stability table deprecation --format markdown -o docs/deprecated.md",
        "api-stability table migration --dist langchain-core",
        "api-stability table timeline --releases 5 --format markdown",
        "api-stability table changes 1.4 1.5",
        "api-stability table registry -o STABILITY.md",
        "api-stability table policy",
    ),
)
@click.argument("kind", type=NearestChoice(KINDS), metavar="KIND")
@click.argument("compared", nargs=-1, metavar="[OLD [NEW]]")
@_table_options
@input_options
@config_option
@output_options(formats())
@quiet_option
@click.pass_context
def table_command(
    context: click.Context,
    /,
    kind: str,
    compared: tuple[str, ...],
    dist: str | None,
    path: Path | None,
    wheel: Path | None,
    inventory: Path | None,
    config: Path | None,
    format: str | None,  # noqa: A002 - the option's name
    output: str | None,
    *,
    quiet: bool,
    **given: Any,
) -> None:
    """Write a table: stability, deprecation, migration, removals, timeline, overview, changes,
    policy, or one part of the policy.

    `changes OLD NEW` compares two releases of the ledger, or two inventory files; without NEW, with
    what there is now. `registry` is a document: all features, and what is marked on each surface. A
    part is policy-levels, -conventions, -graduations, -deprecation, -rules or -classification.
    """
    _check_compared(kind, compared)
    chosen = choose_format(format, output, formats())
    with _located():
        options = _parse(given)
    if kind == POLICY or kind in _POLICY_PARTS:
        tables = view_policy_tables(open_workspace(Path.cwd(), config=config).policy)
        _write_policy(kind, tables, chosen, output)
        return
    subject = open_subject(
        Input(config=config, dist=dist, path=path, target=wheel, inventory=inventory)
    )
    print_diagnostics(subject, quiet=quiet)
    index, policy = subject.index, subject.policy
    with _located():
        if kind == CHANGES:
            folders = (Path.cwd(), subject.located.root)
            old, new = (
                _find_edition(word, index, policy, folders) for word in (*compared, NOW)[:2]
            )
            write_table(view_changes(old, new, policy, options), chosen, output)
        elif kind == OVERVIEW and chosen != "text":
            chart = view_overview(index, policy, options)
            write_output(render_chart(chart, chosen), output, chosen)
        elif kind == REGISTRY:
            # what is merged in belongs to the registries of others
            whose = options.project or tuple(sorted(subject.projects))
            options = msgspec.structs.replace(options, project=whose)
            document = view_registry(index, policy, options)
            write_output(render_document(document, chosen), output, chosen)
        else:
            write_table(TABLES[kind](index, policy, options), chosen, output)
    if not subject.inventory.complete:
        context.exit(INCOMPLETE)


@contextmanager
def _located() -> Iterator[None]:
    """Say of an option's wrong value that it stands on the command line."""
    try:
        yield
    except UserError as error:
        key = f"--{error.key}" if error.key else None
        raise UserError(error.message, where="command line", key=key) from None


def _find_edition(word: str, index: Index, policy: Policy, folders: tuple[Path, ...]) -> Edition:
    try:
        return find_edition(word, index, policy, folders)
    except UserError as error:
        raise UserError(error.message) from None  # it is no option that has a key


def _check_compared(kind: str, compared: tuple[str, ...]) -> None:
    """Raise `UserError` unless *compared* is what the table needs."""
    if kind != CHANGES and compared:
        raise UserError(f"only `table {CHANGES}` compares", key=" ".join(compared))
    if kind == CHANGES and len(compared) not in (1, 2):
        raise UserError(
            f"name what to compare: `table {CHANGES} OLD NEW`; each is a release of the ledger, an "
            f"inventory file, or {NOW!r}"
        )


def _parse(given: dict[str, Any]) -> TableOptions:
    """The options that were given, as the texts that a directive would give."""
    texts: dict[str, str] = {}
    for spec in option_specs():
        value = given[_parameter(spec.name)]
        if spec.kind == "flag":
            if value:
                texts[spec.name] = "true"
        elif value:
            texts[spec.name] = ",".join(value) if spec.kind == "list" else value
    return parse_options(texts)


def _write_policy(kind: str, tables: tuple[Table, ...], chosen: str, output: str | None) -> None:
    if kind != POLICY:
        tables = tuple(table for table in tables if table.name == kind)
        if not tables:
            raise UserError(f"the policy says nothing for {kind}")
    if len(tables) > 1 and chosen in ("csv", "json"):
        names = ", ".join(table.name for table in tables)
        raise UserError(f"{chosen} holds one table; choose one of {names}", key="KIND")
    if chosen == "text" and output is None:
        for number, table in enumerate(tables):
            if number:
                write_output("\n", output)
            write_table(table, chosen, output)
    else:
        written = "\n".join(render_table(table, chosen) for table in tables)
        write_output(written, output, chosen)
