"""Apply rules to an inventory: selection, severities, waivers, order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import msgspec

from api_stability.config import RulesTable, WaiverTable
from api_stability.model.errors import UserError
from api_stability.model.findings import SEVERITIES, Finding, Severity
from api_stability.model.index import Index
from api_stability.model.inventory import Inventory
from api_stability.model.patterns import match_id
from api_stability.model.policy import Policy
from api_stability.model.versions import is_before, parse_version
from api_stability.rules.model import Place, Rule, RuleContext, Violation, WaiverUse
from api_stability.rules.registry import find_rule, find_rules

DEFAULT_SET: Final = "default"


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a check says."""

    findings: tuple[Finding, ...]
    """Sorted by file, line, rule, symbol and message; waived ones are left out."""
    waived: int
    """How many findings were waived."""
    complete: bool
    """Whether every source of the checked projects was read completely."""


def check_inventory(
    inventory: Inventory,
    policy: Policy,
    *,
    rules: RulesTable,
    waivers: Sequence[WaiverTable],
    projects: frozenset[str],
    today: dt.date,
    configured: Mapping[tuple[str, str], Place],
    where: str,
) -> Report:
    """Apply the selected rules to *projects*; *where* names the configuration file in errors.

    Raises `UserError` for a rule that there is none of, or a waiver whose version is none.
    """
    selected = select_rules(rules, where=where)
    severities = _severities(rules, where=where)
    _check_waivers(waivers, where=where)
    context = RuleContext(
        index=Index(inventory),
        policy=policy,
        projects=projects,
        today=today,
        configured=configured,
    )
    first = [rule for rule in selected if not rule.after_waivers]
    found = _apply(first, context, severities)
    uses, kept = _waive(found, waivers, first, context)
    after = [rule for rule in selected if rule.after_waivers]
    kept += _apply(after, replace(context, waivers=uses), severities)
    return Report(
        findings=tuple(sorted(set(kept), key=_order)),
        waived=len(set(found)) - len(set(found) & set(kept)),
        complete=all(source.complete for source in context.find_sources()),
    )


def select_rules(rules: RulesTable, *, where: str) -> tuple[Rule, ...]:
    """The rules that ``select`` names, sorted by id; ``default`` stands for the usual set."""
    chosen: set[str] = set()
    for index, name in enumerate(rules.select):
        if name == DEFAULT_SET:
            chosen |= {rule.id for rule in find_rules() if rule.default}
        else:
            chosen.add(find_rule(name, where=where, key=f"rules.select[{index}]").id)
    return tuple(rule for rule in find_rules() if rule.id in chosen)


def _severities(rules: RulesTable, *, where: str) -> dict[str, Severity]:
    for name in rules.severity:
        find_rule(name, where=where, key="rules.severity")
    return {rule.id: rules.severity.get(rule.id, rule.severity) for rule in find_rules()}


def _check_waivers(waivers: Sequence[WaiverTable], *, where: str) -> None:
    for waiver in waivers:
        key = f"waivers, id = {waiver.id!r}"
        find_rule(waiver.rule, where=where, key=key)
        if parse_version(waiver.until) is None:
            message = f'until {waiver.until!r} is no version; write one like "1.7"'
            raise UserError(message, where=where, key=key)


def _apply(
    rules: Iterable[Rule], context: RuleContext, severities: Mapping[str, Severity]
) -> list[Finding]:
    return [
        _finding(rule, violation, severities[rule.id])
        for rule in rules
        for violation in rule.check(context)
    ]


def _finding(rule: Rule, violation: Violation, severity: Severity) -> Finding:
    if violation.at_most is not None:
        severity = min(severity, violation.at_most, key=SEVERITIES.index)
    return Finding(
        rule=rule.id,
        severity=severity,
        symbol=violation.symbol,
        message=violation.message,
        file=violation.file,
        line=violation.line,
    )


def _waive(
    found: Sequence[Finding],
    waivers: Sequence[WaiverTable],
    applied: Sequence[Rule],
    context: RuleContext,
) -> tuple[tuple[WaiverUse, ...], list[Finding]]:
    """What became of each waiver whose rule was applied, and the findings that remain."""
    rules = {rule.id: rule for rule in applied}
    waived: set[Finding] = set()
    uses = []
    for waiver in waivers:
        rule = rules.get(waiver.rule)
        if rule is None and find_rule(waiver.rule).waivable:
            continue  # whether it is needed is not known where its rule is not applied
        about = [f for f in found if f.rule == waiver.rule and _is_about(waiver, f, context)]
        allowed = rule is not None and rule.waivable
        expired = _is_expired(waiver, about, context)
        uses.append(WaiverUse(waiver=waiver, matched=len(about), expired=expired, allowed=allowed))
        if allowed and not expired:
            waived.update(about)
    return tuple(uses), [finding for finding in found if finding not in waived]


def _is_about(waiver: WaiverTable, finding: Finding, context: RuleContext) -> bool:
    if finding.symbol is None:
        return False
    symbol = context.index.find_symbol(finding.symbol)
    names = (symbol.id, *symbol.aliases) if symbol else (finding.symbol,)
    return any(waiver.id == name or match_id(waiver.id, name) for name in names)


def _is_expired(waiver: WaiverTable, about: Sequence[Finding], context: RuleContext) -> bool | None:
    """Whether the version has come; ``None`` where no project has one to compare with."""
    symbols = [context.index.find_symbol(f.symbol) for f in about if f.symbol]
    names = {symbol.project for symbol in symbols if symbol} or context.projects
    projects = [context.index.find_project(name) for name in names]
    versions = [project.version for project in projects if project and project.version]
    answers = {is_before(version, waiver.until) for version in versions} - {None}
    return False in answers if answers else None


def _order(finding: Finding) -> tuple[str, int, str, str, str]:
    return (
        finding.file or "",
        finding.line or 0,
        finding.rule,
        finding.symbol or "",
        finding.message,
    )


def fails(report: Report, fail_on: Severity) -> bool:
    """Whether a finding is at or above *fail_on*."""
    least = SEVERITIES.index(fail_on)
    return any(SEVERITIES.index(finding.severity) >= least for finding in report.findings)
