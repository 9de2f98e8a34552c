"""Features, or symbols, by releases: what stood how, when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from api_stability.language import message, say_count
from api_stability.model.history import Phase, Standing
from api_stability.model.index import Index
from api_stability.model.ledger import Entry
from api_stability.model.policy import Policy
from api_stability.model.releases import counts_as_final
from api_stability.model.symbols import Symbol
from api_stability.model.views import Line, Span, Table
from api_stability.views.columns import FEATURE_COLUMNS, SYMBOL_COLUMNS, CellColumn, T
from api_stability.views.editions import as_symbol
from api_stability.views.histories import (
    feature_phases,
    find_gone,
    find_released,
    standing_line,
)
from api_stability.views.options import TableOptions
from api_stability.views.selection import passes_filters, select_features, select_symbols
from api_stability.views.tables import TableKind, build_table
from api_stability.views.words import join_sentences

_EMPTY: Final = message("No release is known in which one of these was there.")


def view_timeline(index: Index, policy: Policy, options: TableOptions) -> Table:
    """One row for each feature, one column for each final release up to the documented version.

    A cell has the badges of the level at that release. Rows are symbols when the options' subject
    says so, removed ones included. What was in none of the releases has no row. Raises `UserError`
    for an option value that there is none of.
    """
    options = msgspec.structs.replace(options, subject=options.subject or "features")
    releases, note = _choose_releases(index, options)
    if options.subject == "features":
        features = select_features(index, policy, options)
        phases = {each.id: feature_phases(each, index, policy) for each in features}
        table = _view_rows(features, FEATURE_COLUMNS, phases, releases, index, policy, options)
    else:
        symbols = _find_symbols(index, policy, options)
        phases = {symbol.id: index.history.phases(entry) for symbol, entry in symbols}
        found = [symbol for symbol, _ in symbols]
        table = _view_rows(found, SYMBOL_COLUMNS, phases, releases, index, policy, options)
    return msgspec.structs.replace(table, note=join_sentences((table.note, note)))


def _choose_releases(index: Index, options: TableOptions) -> tuple[list[int], Line]:
    """The numbers of the releases that are columns, and what is said of others."""
    known = [
        number
        for number in find_released(index)
        if options.pre_releases or counts_as_final(index.history.releases[number].version)
    ]
    chosen = known if options.releases is None else known[-options.releases :]
    if len(chosen) == len(known):
        return known, ()
    told = say_count(
        "Of {total} releases, the last one is shown.",
        "Of {total} releases, the last {count} are shown.",
        len(chosen),
        total=len(known),
    )
    return chosen, (Span(told),)


def _view_rows(
    subjects: Sequence[T],
    columns: Sequence[CellColumn[T]],
    phases: Mapping[str, tuple[Phase, ...]],
    releases: Sequence[int],
    index: Index,
    policy: Policy,
    options: TableOptions,
) -> Table:
    def cell_at(release: int) -> Callable[[T, Index, Policy], Line]:
        return lambda subject, _index, policy: _cell(phases[subject.id], release, policy)

    versions = [index.history.releases[number].version for number in releases]
    # a version may be spelled like another column's key
    dated: list[CellColumn[T]] = [
        CellColumn(f"release:{version}", version, cell_at(number))
        for number, version in zip(releases, versions, strict=True)
    ]
    kind = TableKind(columns=("name",), last=tuple(column.key for column in dated), empty=_EMPTY)
    there = [
        each
        for each in subjects
        if any(
            standing is not None and standing.is_present
            for standing in (_standing_at(phases[each.id], number) for number in releases)
        )
    ]
    known = list(columns)
    known += dated
    return build_table("timeline", there, known, kind, index, policy, options)


def _cell(phases: tuple[Phase, ...], release: int, policy: Policy) -> Line:
    standing = _standing_at(phases, release)
    return () if standing is None else standing_line(standing, policy)


def _standing_at(phases: tuple[Phase, ...], release: int) -> Standing | None:
    """``None`` before the first of *phases*."""
    place = bisect_right(phases, release, key=lambda phase: phase.release)
    return phases[place - 1].standing if place else None


def _find_symbols(
    index: Index, policy: Policy, options: TableOptions
) -> list[tuple[Symbol, Entry]]:
    """What the history has an entry for: symbols of the inventory, then those that are gone."""
    everything = msgspec.structs.replace(options, inherited=True)
    found = [
        (symbol, entry)
        for symbol in select_symbols("timeline", index, policy, everything)
        if (entry := index.find_entry(symbol)) is not None
    ]
    if options.level:
        return found  # what is gone has none
    gone = ((as_symbol(entry, index, policy), entry) for entry in find_gone(index))
    return found + [
        (symbol, entry)
        for symbol, entry in gone
        if symbol is not None and passes_filters(symbol, index, options)
    ]
