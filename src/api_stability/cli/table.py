"""``table``: what the documentation shows, for files and terminals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from api_stability.cli.diagnostics import print_diagnostics
from api_stability.cli.exit_codes import FOUND, INCOMPLETE
from api_stability.cli.inputs import Input, open_subject
from api_stability.cli.options import (
    F,
    NearestChoice,
    check_option,
    config_option,
    examples,
    input_options,
    output_options,
    quiet_option,
)
from api_stability.cli.output import choose_format, write_output, write_table
from api_stability.cli.stale import require_file, tell_stale
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
        "api-stability table registry -o STABILITY.md --check",
        "api-stability table policy",
    ),
)
@click.argument("kind", type=NearestChoice(KINDS), metavar="KIND")
@click.argument("compared", nargs=-1, metavar="[OLD [NEW]]")
@_table_options
@input_options
@config_option
@output_options(formats())
@check_option
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
    checks: bool,
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
    target = _Target(chosen, output, checks=checks)
    with _located():
        options = _parse(given)
    if kind == POLICY or kind in _POLICY_PARTS:
        tables = view_policy_tables(open_workspace(Path.cwd(), config=config).policy)
        _write_policy(kind, tables, target)
        context.exit(FOUND if target.is_stale else 0)
    subject = open_subject(
        Input(config=config, dist=dist, path=path, target=wheel, inventory=inventory)
    )
    print_diagnostics(subject, quiet=quiet)
    if checks and not subject.inventory.complete:
        context.exit(INCOMPLETE)  # what could not be read would look as if it were removed
    index, policy = subject.index, subject.policy
    with _located():
        if kind == CHANGES:
            folders = (Path.cwd(), subject.located.root)
            old, new = (
                _find_edition(word, index, policy, folders) for word in (*compared, NOW)[:2]
            )
            target.put_table(view_changes(old, new, policy, options))
        elif kind == OVERVIEW and chosen != "text":
            chart = view_overview(index, policy, options)
            target.put(render_chart(chart, chosen))
        elif kind == REGISTRY:
            # what is merged in belongs to the registries of others
            whose = options.project or tuple(sorted(subject.projects))
            options = msgspec.structs.replace(options, project=whose)
            document = view_registry(index, policy, options)
            target.put(render_document(document, chosen))
        else:
            target.put_table(TABLES[kind](index, policy, options))
    if not subject.inventory.complete:
        context.exit(INCOMPLETE)
    context.exit(FOUND if target.is_stale else 0)


class _Target:
    """Where the text goes: to be written, or to be compared with what is there."""

    def __init__(self, format: str, output: str | None, *, checks: bool) -> None:  # noqa: A002
        if checks:
            require_file(output)
        self.format = format
        self.output = output
        self.checks = checks
        self.is_stale = False

    def put(self, text: str) -> None:
        """Write or compare *text*."""
        if self.checks:
            data = text.encode("utf-8", "backslashreplace")
            mend = "run the same command without --check"
            self.is_stale = tell_stale(data, str(self.output), mend)
        else:
            write_output(text, self.output, self.format)

    def put_table(self, table: Table) -> None:
        """As `put`; on a terminal, it is drawn."""
        if self.checks:
            self.put(render_table(table, self.format))
        else:
            write_table(table, self.format, self.output)


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


def _write_policy(kind: str, tables: tuple[Table, ...], target: _Target) -> None:
    if kind != POLICY:
        tables = tuple(table for table in tables if table.name == kind)
        if not tables:
            raise UserError(f"the policy says nothing for {kind}")
    if len(tables) > 1 and target.format in ("csv", "json"):
        names = ", ".join(table.name for table in tables)
        raise UserError(f"{target.format} holds one table; choose one of {names}", key="KIND")
    if target.format == "text" and target.output is None:
        for number, table in enumerate(tables):
            if number:
                target.put("\n")
            target.put_table(table)
    else:
        target.put("\n".join(render_table(table, target.format) for table in tables))
