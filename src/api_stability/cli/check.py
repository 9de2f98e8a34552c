"""``check``: the policy's rules, applied."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Final

import click
import msgspec

from api_stability.cli.diagnostics import print_diagnostics
from api_stability.cli.exit_codes import FOUND, INCOMPLETE
from api_stability.cli.inputs import Input, Subject, open_subject
from api_stability.cli.options import (
    NearestChoice,
    config_option,
    examples,
    input_options,
    output_options,
    quiet_option,
)
from api_stability.cli.output import choose_format, write_output
from api_stability.cli.places import Places
from api_stability.cli.reports import FORMATS, render_report
from api_stability.config import RulesTable
from api_stability.model.errors import UserError
from api_stability.model.findings import SEVERITIES, Severity
from api_stability.model.versions import parse_date
from api_stability.rules.checking import Report, check_inventory, fails, select_rules
from api_stability.rules.model import Place
from api_stability.rules.places import find_places
from api_stability.rules.registry import find_rule

COMMAND_LINE: Final = "command line"
INCOMPLETE_RULE: Final = "incomplete-scan"


@click.command(
    "check",
    short_help="Check the policy's rules.",
    epilog=examples(
        "api-stability check",
        "api-stability check --format github                  annotations in a pull request",
        "api-stability check --select removal-overdue --fail-on warning",
        "api-stability check --inventory stability.json --today 2027-03-01",
    ),
)
@input_options
@click.option("--select", metavar="RULE,…", help="Only these rules; `default` is the usual set.")
@click.option("--ignore", metavar="RULE,…", help="Not these rules.")
@click.option(
    "--fail-on",
    type=NearestChoice(SEVERITIES),
    help="Least severity that makes the check fail. Default: as configured, else error.",
)
@click.option(
    "--today",
    metavar="YYYY-MM-DD",
    help="What removal dates are compared with. Default: SOURCE_DATE_EPOCH, else the date.",
)
@click.option("--all-projects", is_flag=True, help="Also the others that an inventory holds.")
@config_option
@output_options(FORMATS)
@quiet_option
@click.pass_context
def check_command(
    context: click.Context,
    /,
    dist: str | None,
    path: Path | None,
    wheel: Path | None,
    inventory: Path | None,
    select: str | None,
    ignore: str | None,
    fail_on: Severity | None,
    today: str | None,
    config: Path | None,
    format: str | None,  # noqa: A002 - the option's name
    output: str | None,
    *,
    all_projects: bool,
    quiet: bool,
) -> None:
    """Apply the policy's rules to the configured project, and report what does not meet them.

    Exits with 1 when something is as severe as --fail-on says, and with 3, which cannot be waived,
    when a source could not be read completely. `api-stability explain RULE` explains a rule.
    """
    date = find_today(today)
    subject = open_subject(
        Input(config=config, dist=dist, path=path, target=wheel, inventory=inventory)
    )
    rules = _choose_rules(subject, select, ignore)
    if all_projects:
        everything = frozenset(project.name for project in subject.inventory.projects)
        subject = msgspec.structs.replace(subject, projects=everything)
    report = check_subject(subject, rules, today=date)
    selected = {rule.id for rule in select_rules(rules, where=subject.located.where)}
    if INCOMPLETE_RULE not in selected:  # else its findings say it
        print_diagnostics(subject, grades=("incomplete",))
    if not quiet:
        print_diagnostics(subject, grades=("unresolved", "note"))
    _write(report, subject, choose_format(format, output, FORMATS), output)
    if not report.complete:
        context.exit(INCOMPLETE)
    if fails(report, fail_on or rules.fail_on):
        context.exit(FOUND)


def check_subject(subject: Subject, rules: RulesTable, *, today: dt.date) -> Report:
    """Apply *rules* to the projects of *subject*, with the waivers of its configuration."""
    return check_inventory(
        subject.inventory,
        subject.policy,
        rules=rules,
        waivers=subject.located.config.waivers,
        projects=subject.projects,
        today=today,
        configured=_find_configured(subject),
        where=subject.located.where,
    )


def find_today(asked: str | None) -> dt.date:
    """The date to compare with: as asked, else of SOURCE_DATE_EPOCH, else the current one (UTC).

    Raises `UserError` for a text that is no date.
    """
    if asked is not None:
        date = parse_date(asked)
        if date is None:
            raise UserError(f"{asked!r} is no date; write one like 2027-03-01", key="--today")
        return date
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(dt.UTC).date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"{epoch!r} is no number of seconds since 1970"
        raise UserError(message, key="SOURCE_DATE_EPOCH") from None


def _choose_rules(subject: Subject, select: str | None, ignore: str | None) -> RulesTable:
    rules = subject.located.config.rules
    if select is not None:
        chosen = _split(select)
        for name in chosen:
            if name != "default":
                find_rule(name, where=COMMAND_LINE, key="--select")
        rules = msgspec.structs.replace(rules, select=chosen)
    if ignore is not None:
        ignored = {
            find_rule(name, where=COMMAND_LINE, key="--ignore").id for name in _split(ignore)
        }
        selected = select_rules(rules, where=subject.located.where)
        kept = tuple(rule.id for rule in selected if rule.id not in ignored)
        rules = msgspec.structs.replace(rules, select=kept)
    return rules


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _find_configured(subject: Subject) -> dict[tuple[str, str], Place]:
    located = subject.located
    names = [located.file.name] if located.file else []
    files = (located.config.features_file, located.config.waivers_file)
    names += [name for name in files if name]
    texts = [(name, _read_text(located.root / name)) for name in names]
    return dict(find_places(texts))


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _write(report: Report, subject: Subject, chosen: str, output: str | None) -> None:
    """Write the findings; what no source is about, the configuration is."""
    places = Places(subject)
    configuration = subject.located.file.name if subject.located.file else None
    located = tuple(
        msgspec.structs.replace(finding, file=file and places.path(file))
        for finding in report.findings
        for file in (finding.file or configuration,)
    )
    report = msgspec.structs.replace(report, findings=located)
    write_output(render_report(report, chosen), output, chosen)
