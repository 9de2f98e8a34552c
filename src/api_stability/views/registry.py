"""The stability registry of a project: every feature and every marked symbol, by surface.

It is the document that a project begins with when it adopts a policy: one row for each thing that
is classified, and the number of those that are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from api_stability.language import message, say, say_count, say_line
from api_stability.model.ids import SURFACES
from api_stability.model.index import Index
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.model.views import Column, Document, Row, Section, Span, Table
from api_stability.views.badges import badge_line, deprecated_badge, level_badge
from api_stability.views.options import TableOptions
from api_stability.views.planned import is_planned
from api_stability.views.selection import select_symbols
from api_stability.views.tables import view_stability_table
from api_stability.views.words import SURFACE_LABELS, join_sentences

_FEATURES: Final = ("name", "level", "surface", "issue", "proposal")
_SYMBOLS: Final = ("name", "status", "since", "removal", "feature", "issue")
_LABELS: Final = {
    "issue": message("Owner or issue"),
    "level": message("Stability"),
    "surface": message("Surfaces"),
}
_COMMAND: Final = "api-stability table registry"


def view_registry(index: Index, policy: Policy, options: TableOptions) -> Document:
    """Features, then one section for each surface that has public symbols.

    *options* select rows as they do for the table of what is not simply stable; of merged
    inventories, ``project`` says whose registry it is. Raises `UserError` as that does.
    """
    wanted = msgspec.structs.replace(options, columns=(), caption=None, group_by=None)
    projects = [each for each in index.inventory.projects if _is_of(each.name, options)]
    names = ", ".join(
        f"{project.name} {project.version}" if project.version else project.name
        for project in projects
    )
    policies = ", ".join(sorted({project.policy for project in projects}))
    return Document(
        title=say("Stability registry of {names}", names=names),
        lines=(
            say_line(
                "What is classified by the policy {policies}. Written by {command}: mark things "
                "where they are defined, or annotate them, and write it again.",
                policies=(Span(repr(policies)),),
                command=(Span(_COMMAND, style="code"),),
            ),
        ),
        sections=tuple(_view_sections(index, policy, wanted)),
    )


def _view_sections(index: Index, policy: Policy, options: TableOptions) -> Iterator[Section]:
    if any(_is_of(each.project, options) for each in index.inventory.features):
        features = msgspec.structs.replace(options, subject="features", columns=_FEATURES)
        yield Section(say("Features"), _label(view_stability_table(index, policy, features)))
    for surface in SURFACES:
        if options.surface and surface not in options.surface:
            continue
        public = [
            symbol
            for symbol in index.inventory.symbols
            if symbol.surface == surface and symbol.public and _is_of(symbol.project, options)
        ]
        if public:
            chosen = msgspec.structs.replace(options, surface=(surface,), columns=_SYMBOLS)
            table = _classify(_label(view_stability_table(index, policy, chosen)), index, policy)
            yield Section(SURFACE_LABELS[surface], _count(table, public, index, policy, chosen))


def _is_of(project: str, options: TableOptions) -> bool:
    return not options.project or project in options.project


def _label(table: Table) -> Table:
    columns = (Column(key=column.key, label=_label_of(column)) for column in table.columns)
    return msgspec.structs.replace(table, name="registry", columns=tuple(columns))


def _label_of(column: Column) -> str:
    return say(_LABELS[column.key]) if column.key in _LABELS else column.label


def _classify(table: Table, index: Index, policy: Policy) -> Table:
    """Every row with its level: a registry has one also for what is only marked deprecated."""
    place = [column.key for column in table.columns].index("status")
    groups = tuple(
        msgspec.structs.replace(
            group, rows=tuple(_classify_row(row, place, index, policy) for row in group.rows)
        )
        for group in table.groups
    )
    return msgspec.structs.replace(table, groups=groups)


def _classify_row(row: Row, place: int, index: Index, policy: Policy) -> Row:
    symbol = index.find_symbol(row.subject or "")
    if symbol is None:
        return row
    badges = [level_badge(symbol.level, policy)]
    if symbol.deprecation is not None:
        badges.append(
            deprecated_badge(symbol.deprecation, policy, planned=is_planned(symbol, index))
        )
    cells = (*row.cells[:place], badge_line(tuple(badges)), *row.cells[place + 1 :])
    return msgspec.structs.replace(row, cells=cells)


def _count(
    table: Table, public: list[Symbol], index: Index, policy: Policy, options: TableOptions
) -> Table:
    """Say how many symbols nothing speaks about."""
    everything = msgspec.structs.replace(options, inherited=True, limit=None)
    said = {symbol.id for symbol in select_symbols("stability", index, policy, everything)}
    unmarked = sum(symbol.basis == "default" and symbol.id not in said for symbol in public)
    level = policy.level(policy.unmarked)
    label = level.appearance.label.casefold() if level is not None else policy.unmarked
    note = None
    if unmarked:
        note = say_count(
            "{count} public symbol without a mark: {level}.",
            "{count} public symbols without a mark: {level}.",
            unmarked,
            level=label,
        )
    notes = [line for line in (table.note, (Span(note),) if note else ()) if line]
    return msgspec.structs.replace(
        table,
        note=join_sentences(notes),
        empty=note or say("Everything here is marked as it would be without a mark."),
    )
