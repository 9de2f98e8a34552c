"""Rule: what is deprecated names the version that removes it."""

from __future__ import annotations

from collections.abc import Iterator

from api_stability.model.ids import display_name
from api_stability.model.symbols import Symbol
from api_stability.model.versions import is_version
from api_stability.rules.metadata import read_rule
from api_stability.rules.model import (
    RuleContext,
    Violation,
    deprecating_mark,
    unresolved_value,
)


def check_removal_versions(context: RuleContext) -> Iterator[Violation]:
    """Report deprecated symbols, at levels that owe notice, whose removal is not planned."""
    for symbol in context.find_deprecated():
        if context.notice_owed(symbol) is None:
            continue
        found = _judge(symbol)
        if found is None:
            continue
        message, known = found
        place = context.place_of(symbol, deprecating_mark(symbol))
        yield Violation(
            symbol=symbol.id,
            message=message,
            file=place.file,
            line=place.line,
            at_most=None if known else "note",
        )


def _judge(symbol: Symbol) -> tuple[str, bool] | None:
    """What to say, and whether it is certain."""
    name = display_name(symbol.id)
    removal = symbol.deprecation.removal if symbol.deprecation else None
    if removal is None and (text := unresolved_value(symbol, "removal")):
        told = (
            f"{name} is removed in {text}, which cannot be known without running the code; "
            "write the version itself, or say it in an annotation"
        )
        return told, False
    if removal is None:
        return f'{name} is deprecated without a removal version; add one: removal="2.0"', True
    if not is_version(removal):
        told = (
            f"{name} is to be removed in {removal!r}, which is no version; "
            'write one like "2.0", or a date like "2027-03-01"'
        )
        return told, True
    return None


RULE = read_rule(__name__, check_removal_versions)
