"""Rule: the marks on one symbol name one level."""

from __future__ import annotations

from collections.abc import Iterator

from api_stability.model.ids import display_name
from api_stability.model.symbols import Mark, Symbol
from api_stability.rules.metadata import read_rule
from api_stability.rules.model import RuleContext, Violation


def check_agreement(context: RuleContext) -> Iterator[Violation]:
    """Report symbols whose explicit marks name different levels and that no annotation settles."""
    for symbol in context.find_symbols():
        marks = _explicit(symbol)
        if len({mark.level for mark in marks}) < 2 or symbol.basis == "annotation":
            continue
        place = context.place_of(symbol, marks[0])
        said = " and ".join(f"{mark.level} ({_spell(mark)})" for mark in marks)
        yield Violation(
            symbol=symbol.id,
            message=f"{display_name(symbol.id)} is marked {said}; "
            "the least stable counts: keep one",
            file=place.file,
            line=place.line,
        )


def _explicit(symbol: Symbol) -> list[Mark]:
    """The first mark that names each level."""
    found: dict[str, Mark] = {}
    for mark in symbol.marks:
        if mark.level is not None and mark.form not in ("annotation", "name"):
            found.setdefault(mark.level, mark)
    return list(found.values())


def _spell(mark: Mark) -> str:
    return f"{mark.form} {mark.name}" + (f", line {mark.line}" if mark.line else "")


RULE = read_rule(__name__, check_agreement)
