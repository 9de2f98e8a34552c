"""Why a symbol has its level: the candidates that were compared, and which one won."""

from __future__ import annotations

from typing import Final

import msgspec

from api_stability.model.ids import InvalidIdError, parse_id
from api_stability.model.index import Index
from api_stability.model.inventory import Ladder
from api_stability.model.symbols import Basis, Mark, Symbol


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """What one of the four ways says about a symbol's level; see `resolve.levels`."""

    basis: Basis
    level: str | None
    mark: Mark | None = None
    origin: Symbol | None = None
    """The symbol that the mark is on, where that is another."""
    wins: bool = False


WAYS: Final[tuple[Basis, ...]] = ("annotation", "explicit", "inherited", "inferred")


def find_candidates(symbol: Symbol, index: Index, ladder: Ladder) -> tuple[Candidate, ...]:
    """One candidate for each of `WAYS`, in that order; the one of the symbol's basis wins."""
    found = {
        "annotation": _own(symbol, ladder, annotated=True),
        "explicit": _own(symbol, ladder, annotated=False),
        "inherited": _enclosing(symbol, index, ladder),
        "inferred": _named(symbol, index, ladder),
    }
    candidates = []
    for basis in WAYS:
        mark, origin = found[basis]
        candidates.append(
            Candidate(
                basis=basis,
                level=mark.level if mark else None,
                mark=mark,
                origin=None if origin is None or origin.id == symbol.id else origin,
                wins=basis == symbol.basis,
            )
        )
    return tuple(candidates)


def _own(symbol: Symbol, ladder: Ladder, *, annotated: bool) -> tuple[Mark | None, Symbol | None]:
    marks = [
        mark
        for mark in symbol.marks
        if mark.level is not None
        and (mark.form == "annotation" if annotated else mark.form not in ("annotation", "name"))
    ]
    if annotated:
        return (marks[0] if marks else None), symbol
    return _weakest(marks, ladder), symbol


def _enclosing(symbol: Symbol, index: Index, ladder: Ladder) -> tuple[Mark | None, Symbol | None]:
    """What the enclosing definitions say: the nearest, or the least stable up to an annotation."""
    found: list[tuple[Mark, Symbol]] = []
    seen = {symbol.id}
    above = index.find_symbol(symbol.enclosing) if symbol.enclosing else None
    while above is not None and above.id not in seen:
        seen.add(above.id)
        annotated, _ = _own(above, ladder, annotated=True)
        mark = annotated or _own(above, ladder, annotated=False)[0]
        if mark is not None:
            found.append((mark, above))
        if annotated is not None or (found and ladder.resolution == "nearest"):
            break
        above = index.find_symbol(above.enclosing) if above.enclosing else None
    # min keeps the nearest of equals
    return min(found, key=lambda pair: ladder.rank(pair[0].level), default=(None, None))


def _named(symbol: Symbol, index: Index, ladder: Ladder) -> tuple[Mark | None, Symbol | None]:
    """The least stable level that the public name says, down from an annotated symbol."""
    found: list[tuple[Mark, Symbol]] = []
    seen: set[str] = set()
    above: Symbol | None = symbol
    while above is not None and above.id not in seen:  # an alias may lead back down
        seen.add(above.id)
        if _own(above, ladder, annotated=True)[0] is not None:
            break
        found += [(m, above) for m in above.marks if m.form == "name" and m.level is not None]
        above = _parent(above, index)
    return min(found, key=lambda pair: ladder.rank(pair[0].level), default=(None, None))


def _parent(symbol: Symbol, index: Index) -> Symbol | None:
    try:
        parent = parse_id(symbol.id).parent
    except InvalidIdError:
        return None
    while parent is not None:
        found = index.find_symbol(str(parent))
        if found is not None and found.id != symbol.id:
            return found
        parent = parent.parent
    return None


def _weakest(marks: list[Mark], ladder: Ladder) -> Mark | None:
    return min(marks, key=lambda mark: ladder.rank(mark.level), default=None)
