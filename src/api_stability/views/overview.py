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
from api_stability.model.views import Bar, Chart, Column, Line, Row, RowGroup, Share, Span, Table
from api_stability.views.badges import level_badge
from api_stability.views.options import TableOptions
from api_stability.views.selection import select_symbols
from api_stability.views.words import SURFACE_LABELS

Test = Callable[[Symbol], bool]

_LAST: Final[tuple[tuple[str, str, Test], ...]] = (
    ("unmarked", message("Not marked"), lambda symbol: symbol.basis == "default"),
    ("total", message("All"), lambda _symbol: True),
)
_LAST_KEYS: Final = frozenset(key for key, _, _ in _LAST)


def view_overview(index: Index, policy: Policy, options: TableOptions) -> Chart:
    """A bar for each surface on which something is marked, and the whole of `view_overview_table`.

    What is not marked is in the total of a bar, but no part of it: it is most, nearly everywhere.
    """
    table, symbols, counted = _count(index, policy, options)
    bars = []
    for surface in SURFACES:
        found = [symbol for symbol in symbols if symbol.surface == surface]
        shares = {
            key: _share(key, sum(map(test, found)), policy)
            for key, _, test in counted
            if key not in _LAST_KEYS and any(map(test, found))
        }
        if shares:
            deprecated = shares.pop("deprecated", None)
            bars.append(
                Bar(
                    label=SURFACE_LABELS[surface],
                    shares=tuple(shares.values()),
                    deprecated=deprecated,
                    total=len(found),
                )
            )
    title = options.caption or say("What is marked, by surface")
    return Chart(name="overview", title=title, bars=tuple(bars), table=table)


def _share(word: str, count: int, policy: Policy) -> Share:
    if word == "deprecated":
        look = policy.deprecated
        return Share(word=word, label=look.label, tone=look.tone, count=count)
    badge = level_badge(word, policy)
    return Share(word=word, label=badge.label, tone=badge.tone, count=count)


def view_overview_table(index: Index, policy: Policy, options: TableOptions) -> Table:
    """One row for each surface with how many symbols are at each level, deprecated, unmarked.

    A level counts what is at it by anything but default. What is deprecated is also counted with
    its level. A parameter counts only where something speaks about it in particular. The options
    for columns, groups, order, level and limit do not apply.
    """
    return _count(index, policy, options)[0]


def _count(
    index: Index, policy: Policy, options: TableOptions
) -> tuple[Table, list[Symbol], list[tuple[str, str, Test]]]:
    """The table, the symbols that are counted in it, and what is counted of them."""
    filters = msgspec.structs.replace(
        options, subject="symbols", level=(), inherited=True, unmarked=True, group_by=None
    )
    symbols = [
        symbol
        for symbol in select_symbols("overview", index, policy, filters)
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
    table = Table(
        name="overview",
        caption=options.caption,
        columns=tuple(Column(key=key, label=label) for key, label in columns),
        groups=(RowGroup(title=None, rows=tuple(rows)),),
        empty=say("There is no symbol here."),
    )
    return table, symbols, counted


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
