"""The pages that ``explain`` shows, as plain text."""

from __future__ import annotations

import textwrap
from typing import Final

import msgspec

from api_stability.cli.candidates import Candidate, find_candidates
from api_stability.cli.inputs import Subject
from api_stability.cli.places import Places
from api_stability.model.codec import encode_json
from api_stability.model.ids import display_name
from api_stability.model.index import Index
from api_stability.model.inventory import Feature, Ladder
from api_stability.model.policy import Level, Policy
from api_stability.model.symbols import Basis, Mark, Symbol
from api_stability.renderers.printable import printable
from api_stability.rules.model import Example, Rule
from api_stability.views.words import say_duration, say_level_notice

_WIDTH: Final = 88
_BASES: Final[dict[Basis, str]] = {
    "annotation": "an annotation decides",
    "explicit": "marked itself",
    "inherited": "from what encloses it",
    "inferred": "its public name says so",
    "default": "nothing speaks about it, so the policy's level for unmarked symbols",
}
_WAYS: Final[dict[Basis, str]] = {
    "annotation": "annotation",
    "explicit": "own marks",
    "inherited": "enclosing",
    "inferred": "name",
    "default": "",
}


def explain_symbol(symbol: Symbol, index: Index, subject: Subject) -> str:
    """Every mark with file and line and raw text, and why this level won."""
    places = Places(subject)
    project = index.find_project(symbol.project)
    ladder = project.ladder if project else subject.policy.ladder
    lines = [printable(f"{symbol.id} ({symbol.kind}{'' if symbol.public else ', not public'})")]
    if symbol.summary:
        lines.append(f"  {printable(symbol.summary)}")
    lines += [
        f"  defined: {places.show_in_source(place.source, place.file, place.line)}"
        for place in symbol.locations
    ]
    if symbol.aliases:
        names = ", ".join(display_name(alias) for alias in symbol.aliases)
        lines.append(f"  also: {printable(names)}")
    if symbol.feature:
        feature = index.find_feature(symbol.feature)
        lines.append(f"  feature: {printable(feature.title if feature else symbol.feature)}")
    lines += [f"  requires: {printable(each)}" for each in symbol.requires]
    lines += ["", *_level_lines(symbol, index, ladder, places)]
    lines += _deprecation_lines(symbol, index)
    lines += ["", "marks:" if symbol.marks else "marks: none"]
    for mark in symbol.marks:
        lines += _mark_lines(mark, places)
    return "\n".join(lines) + "\n"


def _level_lines(symbol: Symbol, index: Index, ladder: Ladder, places: Places) -> list[str]:
    lines = [f"level: {printable(symbol.level)} ({symbol.basis}: {_BASES[symbol.basis]})"]
    candidates = find_candidates(symbol, index, ladder)
    lines += [_candidate_line(candidate, places) for candidate in candidates]
    found = sum(candidate.level is not None for candidate in candidates)
    if found > 1 and symbol.basis != "annotation":
        rule = (
            "the least stable counts"
            if ladder.resolution == "weakest"
            else "own marks count first, then the name, then what encloses it"
        )
        lines.append(f"  resolution {ladder.resolution!r}: {rule}")
    return lines


def _candidate_line(candidate: Candidate, places: Places) -> str:
    sign = "*" if candidate.wins else " "
    line = f"  {sign} {_WAYS[candidate.basis]:<11}{printable(candidate.level or '-')}"
    if candidate.mark is None:
        return line
    if candidate.origin is not None:
        line += f", from {printable(display_name(candidate.origin.id))}"
    return f"{line}, {_where(candidate.mark, places)}"


def _deprecation_lines(symbol: Symbol, index: Index) -> list[str]:
    deprecation = symbol.deprecation
    if deprecation is None:
        return []
    origin = ""
    if deprecation.basis == "inherited":
        above = next((a for a in index.find_enclosing(symbol) if a.deprecation), None)
        origin = f", from {printable(display_name(above.id))}" if above else ""
    lines = ["", f"deprecated ({deprecation.basis}{origin}):"]
    facts = (
        ("since", deprecation.since),
        ("removal", deprecation.removal),
        ("use instead", ", ".join(deprecation.alternatives) or None),
        ("reason", deprecation.reason),
    )
    return lines + [f"    {key}: {printable(value)}" for key, value in facts if value]


def _mark_lines(mark: Mark, places: Places) -> list[str]:
    said = [] if mark.raw_level is None else [f"says {mark.raw_level!r}"]
    if mark.level is not None and mark.level != mark.raw_level:
        said.append(f"which is {mark.level}")
    if mark.deprecates is not None:
        said.append("deprecated" if mark.deprecates else "not deprecated")
    lines = [f"  {_where(mark, places)}" + (f": {printable(', '.join(said))}" if said else "")]
    facts = {
        "since": mark.since,
        "removal": mark.removal,
        "use instead": ", ".join(mark.alternatives) or None,
        "reason": mark.reason,
        "gate": mark.gate,
        "issue": mark.issue,
        "feature": mark.feature,
    }
    lines += [f"    {key}: {printable(value)}" for key, value in facts.items() if value]
    return lines + [f"    not known statically: {printable(each)}" for each in mark.unresolved]


def _where(mark: Mark, places: Places) -> str:
    if mark.form == "annotation" and mark.file is not None:
        return f"annotation in {places.show(mark.file, mark.line)}"
    where = places.show_in_source(mark.source, mark.file, mark.line)
    name = "" if mark.name == mark.form else f" {printable(mark.name)}"
    return f"{mark.form}{name} at {where}"


def explain_feature(feature: Feature, index: Index) -> str:
    """A feature's level, and its symbols with theirs."""
    declared = " (declared)" if feature.declared else " (from its symbols)"
    lines = [
        printable(f"feature:{feature.id} ({feature.title})"),
        f"  level: {printable(feature.level or 'none')}{declared if feature.level else ''}",
    ]
    facts = {"opt in": feature.opt_in, "issue": feature.issue, "proposal": feature.proposal}
    lines += [f"  {key}: {printable(value)}" for key, value in facts.items() if value]
    lines += ["", "symbols:" if feature.symbols else "symbols: none"]
    for symbol_id in feature.symbols:
        symbol = index.find_symbol(symbol_id)
        told = f": {symbol.level} ({symbol.basis})" if symbol else ""
        lines.append(f"  {printable(symbol_id)}{told}")
    return "\n".join(lines) + "\n"


def explain_level(word: str, policy: Policy, format: str) -> str:  # noqa: A002
    """What a level of *policy* promises, or what a deprecation consists of."""
    level = policy.level(policy.level_for(word) or "")
    if level is None:
        return _explain_deprecated(policy, format)
    if format == "json":
        return encode_json(level, indent=2).decode()
    lines = [f"{level.name}: {level.appearance.label}, a level of {policy.title}"]
    lines += [f"  {printable(text)}" for text in (level.summary,) if text]
    for key, value in _level_facts(level, policy):
        if value:
            lines.append(f"  {key}: {printable(value)}")
    return "\n".join(lines) + "\n"


def _level_facts(level: Level, policy: Policy) -> list[tuple[str, str]]:
    facts = [
        ("commitment", level.commitment),
        ("breaking changes", level.breaking_changes),
        ("notice before removal", say_level_notice(level)),
        ("documentation", level.documentation),
        ("marking", level.marking),
        ("time at this level", say_duration(level.minimum, level.maximum)),
        ("also called", ", ".join(level.aliases)),
    ]
    facts += [
        (f"marking, {convention.surface}", convention.marking)
        for convention in policy.conventions
        if convention.level == level.name
    ]
    facts += [
        (f"before it becomes {step.target}", "; ".join(step.criteria))
        for step in policy.graduations
        if step.start == level.name
    ]
    return [*facts, ("reference", policy.reference)]


def _explain_deprecated(policy: Policy, format: str) -> str:  # noqa: A002
    if format == "json":
        value = {"words": policy.deprecated_words, "checklist": policy.checklist}
        return encode_json(value, indent=2).decode()
    lines = [
        f"deprecated: {policy.deprecated.label}, whatever the level ({policy.title})",
        f"  words for it: {printable(', '.join(policy.deprecated_words))}",
    ]
    lines += [
        f"  notice at {level.name}: {printable(say_level_notice(level))}" for level in policy.levels
    ]
    lines += [f"  {number}. {printable(step)}" for number, step in enumerate(policy.checklist, 1)]
    return "\n".join(lines) + "\n"


def explain_rule(rule: Rule, format: str) -> str:  # noqa: A002
    """The rule's page: what must hold, why, what to do, and examples."""
    if format == "json":
        names = [name for name in Rule.__dataclass_fields__ if name not in ("check", "examples")]
        value = {name: getattr(rule, name) for name in names}
        value["examples"] = msgspec.to_builtins(rule.examples)
        return encode_json(value, indent=2).decode()
    severity: str = rule.severity
    if not rule.default:
        severity += ", not in the default set"
    if not rule.waivable:
        severity += "; cannot be waived"
    lines = [
        f"{rule.id}: {rule.title}",
        f"severity: {severity}",
        f"reference: {rule.reference}",
        "",
        *textwrap.wrap(rule.why, _WIDTH),
        "",
        "What to do:",
        *textwrap.wrap(rule.fix, _WIDTH, initial_indent="  ", subsequent_indent="  "),
    ]
    for example in rule.examples:
        lines += ["", *_example_lines(example)]
    return "\n".join(lines) + "\n"


def _example_lines(example: Example) -> list[str]:
    verdict = "Not accepted" if example.says else "Accepted"
    lines = [f"{verdict}: {example.title}", ""]
    if example.version is not None:
        lines.append(f"    # version {example.version}")
    if example.today is not None:
        lines.append(f"    # today {example.today}")
    lines += [f"    {line}".rstrip() for line in example.code.splitlines()]
    if example.config:
        lines += ["", "    # api-stability.toml"]
        lines += [f"    {line}".rstrip() for line in example.config.splitlines()]
    if example.says:
        lines.append("")
        for says in example.says:
            lines += textwrap.wrap(says, _WIDTH, initial_indent="  -> ", subsequent_indent="     ")
    return lines
