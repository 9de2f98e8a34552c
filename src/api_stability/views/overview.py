"""How much there is at each level, by surface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from api_stability.language import message, say
from api_stability.model.ids import SURFACES
from api_stability.model.index import Index
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.model.views import Column, Line, Row, RowGroup, Span, Table
from api_stability.views.badges import level_badge
from api_stability.views.options import TableOptions
from api_stability.views.selection import select_symbols
from api_stability.views.words import SURFACE_LABELS

Test = Callable[[Symbol], bool]

_LAST: Final[tuple[tuple[str, str, Test], ...]] = (
    ("unmarked", message("Not marked"), lambda symbol: symbol.basis == "default"),
    ("total", message("All"), lambda _symbol: True),
)


def view_overview_table(index: Index, policy: Policy, options: TableOptions) -> Table:
    """One row for each surface with how many symbols are at each level, deprecated, unmarked.

    A level counts what is at it by anything but default. What is deprecated is also counted with
    its level. A parameter counts only where something speaks about it in particular. The options
    for columns, groups, order, level and limit do not apply.
    """
    filters = msgspec.structs.replace(
        options, subject="symbols", level=(), inherited=True, unmarked=True, group_by=None
    )
    symbols = [
        symbol
        for symbol in select_symbols("stability", index, policy, filters)
        if symbol.kind != "parameter" or _has_own_word(symbol)
    ]
    counted = _counted(symbols, policy)
    rows = [
        _row(SURFACE_LABELS[surface], found, counted)
        for surface in SURFACES
        if (found := [symbol for symbol in symbols if symbol.surface == surface])
    ]
    if len(rows) > 1:
        rows.append(_row(say("All"), symbols, counted))
    columns = [("surface", say("Surface")), *((key, label) for key, label, _ in counted)]
    return Table(
        name="overview",
        caption=options.caption,
        columns=tuple(Column(key=key, label=label) for key, label in columns),
        groups=(RowGroup(title=None, rows=tuple(rows)),),
        empty=say("There is no symbol here."),
    )


def _has_own_word(symbol: Symbol) -> bool:
    own_deprecation = symbol.deprecation is not None and symbol.deprecation.basis != "inherited"
    return own_deprecation or symbol.basis not in ("default", "inherited")


def _counted(symbols: Iterable[Symbol], policy: Policy) -> list[tuple[str, str, Test]]:
    """What is counted: the policy's levels, those of other ladders that occur, and the rest."""
    marked = Counter(symbol.level for symbol in symbols if symbol.basis != "default")
    known = [level.name for level in policy.levels]
    levels = [*known, *sorted(set(marked) - set(known))]
    levels = [name for name in levels if name != "deprecated"]  # has a column of its own
    return [
        *((name, level_badge(name, policy).label, _at_level(name)) for name in levels),
        ("deprecated", policy.deprecated.label, lambda symbol: symbol.deprecation is not None),
        *((key, say(label), test) for key, label, test in _LAST),
    ]


def _at_level(name: str) -> Test:
    return lambda symbol: symbol.level == name and symbol.basis != "default"


def _row(label: str, symbols: list[Symbol], counted: Iterable[tuple[str, str, Test]]) -> Row:
    counts: list[Line] = [(Span(str(sum(map(test, symbols)))),) for _key, _label, test in counted]
    return Row(cells=((Span(label),), *counts))
