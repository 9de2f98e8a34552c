"""Names that followed each other: ``APP_EXPERIMENTAL_X`` became ``APP_BETA_X`` became ``APP_X``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from api_stability.model.ids import display_name
from api_stability.model.index import Index
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.model.views import Line, Span
from api_stability.views.columns import SYMBOL_COLUMNS, CellColumn

_FACT: Final = "became"
"""The name that came next, of the same surface."""
_LONGEST: Final = 20


def find_next(symbol: Symbol, index: Index) -> Symbol | None:
    """What *symbol* became, if that is deprecated as well."""
    name = symbol.facts.get(_FACT)
    found = index.find_symbol(f"{symbol.surface}:{name}") if name else None
    if found is None or found.project != symbol.project or found.deprecation is None:
        return None
    return found


def drop_later(symbols: Sequence[Symbol], index: Index) -> tuple[Symbol, ...]:
    """*symbols* without those that another one of them became: its row shows them."""
    later = {found.id for each in symbols if (found := find_next(each, index)) is not None}
    kept = tuple(each for each in symbols if each.id not in later)
    shown = {each.id for first in kept for each in (first, *follow(first, index))}
    # names that became each other in a circle have no first one
    return tuple(each for each in symbols if each in kept or each.id not in shown)


def follow(symbol: Symbol, index: Index) -> tuple[Symbol, ...]:
    """The deprecated names that *symbol* had later, oldest first; none where they circle."""
    found: list[Symbol] = []
    following = find_next(symbol, index)
    while following is not None and len(found) < _LONGEST:
        if following.id == symbol.id or following in found:
            return ()
        found.append(following)
        following = find_next(following, index)
    return tuple(found)


def _newest(symbol: Symbol, index: Index) -> Symbol:
    """The last deprecated name: what to use is said of that one."""
    return (symbol, *follow(symbol, index))[-1]


def _chain(symbol: Symbol, index: Index, policy: Policy) -> Line:
    steps: list[Span] = []
    for each in follow(symbol, index):
        name = display_name(each.id)
        steps += [Span(name, style="code", target=each.id), Span(" → ")]
    return (*steps, *_CELLS["alternative"](_newest(symbol, index), index, policy))


def _stability(symbol: Symbol, index: Index, policy: Policy) -> Line:
    return _CELLS["alternative-level"](_newest(symbol, index), index, policy)


_CELLS: Final = {each.key: each.cell for each in SYMBOL_COLUMNS}
_OWN: Final = {"alternative": _chain, "alternative-level": _stability}
MIGRATION_COLUMNS: Final[tuple[CellColumn[Symbol], ...]] = tuple(
    msgspec.structs.replace(each, cell=_OWN.get(each.key, each.cell)) for each in SYMBOL_COLUMNS
)
"""Those of symbols, where what came next stands before what to use in the end."""
