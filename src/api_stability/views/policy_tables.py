"""The policy's own tables: levels, marking, graduation, the steps of a deprecation."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import msgspec

from api_stability.language import message, say
from api_stability.model.ids import SURFACES
from api_stability.model.policy import Level, Policy, PolicyTable
from api_stability.model.views import Column, Line, Row, RowGroup, Span, Table
from api_stability.views.words import (
    SURFACE_LABELS,
    link_urls,
    say_duration,
    say_level_notice,
)


def view_policy_tables(policy: Policy) -> tuple[Table, ...]:
    """``policy-levels``, ``-conventions``, ``-graduations``, ``-deprecation`` and ``-rules``, and
    the tables of the policy's own document.

    A table about which the policy says nothing is left out; the levels are always there.
    """
    tables = (
        _view_levels(policy),
        _view_conventions(policy),
        _view_graduations(policy),
        _view_checklist(policy),
        _view_rules(policy),
        *map(_view_own, policy.tables),
    )
    return tuple(table for table in tables if table.rows)


def _view_levels(policy: Policy) -> Table:
    """Levels side by side, one row for each thing that is said of them: so it fits a page."""
    rows = tuple(
        Row(cells=((Span(say(label), style="strong"),), *cells))
        for label, tell in _ASPECTS
        if any(cells := [_text(tell(level)) for level in policy.levels])  # not everything is said
    )
    columns = [("aspect", say("Level"))]
    columns += [(level.name, level.appearance.label) for level in policy.levels]
    groups = (RowGroup(title=None, rows=rows),)
    return _table("policy-levels", say("Stability levels"), columns, groups)


_ASPECTS: Final[tuple[tuple[str, Callable[[Level], str]], ...]] = (
    (message("Meaning"), lambda level: level.summary),
    (message("Commitment"), lambda level: level.commitment),
    (message("Breaking changes"), lambda level: level.breaking_changes),
    (message("Notice before removal"), say_level_notice),
    (message("Documentation"), lambda level: level.documentation),
    (message("Marking"), lambda level: level.marking),
    (message("Time at this level"), lambda level: say_duration(level.minimum, level.maximum)),
)


def _view_conventions(policy: Policy) -> Table:
    said = {(each.surface, each.level): each.marking for each in policy.conventions}
    names = [level.name for level in policy.levels] + ["deprecated"]
    used = [name for name in names if any(level == name for _, level in said)]
    labels = {level.name: level.appearance.label for level in policy.levels}
    labels["deprecated"] = policy.deprecated.label
    rows = tuple(
        Row(
            cells=(
                _text(SURFACE_LABELS[surface]),
                *(_marking(said.get((surface, name), "")) for name in used),
            )
        )
        for surface in SURFACES
        if any(where == surface for where, _ in said)
    )
    columns = [("surface", say("Surface")), *((name, labels[name]) for name in used)]
    groups = (RowGroup(title=None, rows=rows),)
    return _table("policy-conventions", say("How a level is marked"), columns, groups)


def _marking(text: str) -> Line:
    """A marking that is one piece of code is shown as such; a description stays text."""
    code = re.fullmatch(r"\S*[^\w\s-]\S*|v\d\w*|@\w+\(.*\)|#!?\[[^\]]*\]", text)
    return (Span(text, style="code"),) if code else _text(text)


def _view_graduations(policy: Policy) -> Table:
    def label(name: str) -> str:
        level = policy.level(name)
        return level.appearance.label if level else name

    groups = tuple(
        RowGroup(
            title=say("{start} to {target}", start=label(step.start), target=label(step.target)),
            rows=tuple(Row(cells=(_text(criterion),)) for criterion in step.criteria),
        )
        for step in policy.graduations
        if step.criteria
    )
    columns = [("criterion", say("What must hold"))]
    return _table("policy-graduations", say("Graduation criteria"), columns, groups)


def _view_checklist(policy: Policy) -> Table:
    rows = tuple(
        Row(cells=(_text(str(number)), _text(step)))
        for number, step in enumerate(policy.checklist, start=1)
    )
    columns = [("step", say("Step")), ("what", say("What to do"))]
    return _table(
        "policy-deprecation",
        say("Steps of a deprecation"),
        columns,
        (RowGroup(title=None, rows=rows),),
    )


def _view_rules(policy: Policy) -> Table:
    labels = {level.name: level.appearance.label for level in policy.levels}
    rules = policy.rules
    said = []
    if not rules.deprecated_may_graduate:
        said.append(say("What is deprecated does not move to a more stable level."))
    said += [
        say(
            "{level} is deprecated only when there is a replacement that is at least as stable.",
            level=labels[name],
        )
        for name in rules.deprecation_needs_replacement
    ]
    if rules.superset:
        chain = " \u2287 ".join(level.appearance.label for level in policy.levels)
        said.append(
            say(
                "A less stable channel holds all that a more stable one holds: {chain}.",
                chain=chain,
            )
        )
    rows = tuple(Row(cells=(_text(each),)) for each in said)
    groups = (RowGroup(title=None, rows=rows),)
    return _table("policy-rules", say("What always holds"), [("rule", say("Rule"))], groups)


def _view_own(table: PolicyTable) -> Table:
    rows = tuple(Row(cells=tuple(_code(cell) for cell in row)) for row in table.rows)
    columns = [(f"column-{number}", label) for number, label in enumerate(table.columns, start=1)]
    made = _table(f"policy-{table.name}", table.title, columns, (RowGroup(title=None, rows=rows),))
    note = (Span(say("Source: {source}", source=table.source)),) if table.source else ()
    return msgspec.structs.replace(made, note=note)


def _code(text: str) -> Line:
    """Text in which every piece in backticks is code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return _text(text)
    return tuple(
        Span(piece, style="code") if index % 2 else Span(piece)
        for index, piece in enumerate(pieces)
        if piece
    )


def _text(text: str) -> Line:
    return link_urls(" ".join(text.split()))


def _table(
    name: str, caption: str, columns: list[tuple[str, str]], groups: tuple[RowGroup, ...]
) -> Table:
    return Table(
        name=name,
        caption=caption,
        columns=tuple(Column(key=key, label=label) for key, label in columns),
        groups=groups,
        empty=say("The policy says nothing about this."),
    )
