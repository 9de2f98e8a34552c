"""Rule: what is deprecated says what to use instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from api_stability.model.ids import display_name
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.rules.metadata import read_rule
from api_stability.rules.model import (
    RuleContext,
    Violation,
    deprecating_mark,
    unresolved_value,
)

_NAMES_ONE: Final = re.compile(
    r"\b(use|using|prefer|instead|replaced (by|with)|in favou?r of|superseded by|"
    r"(moved|renamed|migrate|switch) to|replacements?|alternatives?|migration guide)\b",
    re.IGNORECASE,
)


def check_alternatives(context: RuleContext) -> Iterator[Violation]:
    """Report deprecated symbols without an alternative, from the first level that requires one."""
    owing = levels_that_require(context.policy)
    for symbol in context.find_deprecated():
        if symbol.level not in owing or _names_alternative(symbol):
            continue
        name = display_name(symbol.id)
        text = unresolved_value(symbol, "alternative", "alternatives")
        place = context.place_of(symbol, deprecating_mark(symbol))
        yield Violation(
            symbol=symbol.id,
            message=f"the alternative to {name} is {text}, which cannot be known without running "
            "the code; write it itself, or say it in an annotation"
            if text
            else f"{name} is deprecated and {symbol.level}, but does not say what to use instead; "
            'add alternative="…"',
            file=place.file,
            line=place.line,
            at_most="note" if text else None,
        )


def levels_that_require(policy: Policy) -> frozenset[str]:
    """The first level, from least stable, that requires something before removal, and all above."""
    names = [level.name for level in policy.levels]
    first = next((n for n, level in enumerate(policy.levels) if level.removal_requires), len(names))
    return frozenset(names[first:])


def _names_alternative(symbol: Symbol) -> bool:
    """Whether anything says what to use; a reason that says it in words documents it as well."""
    deprecation = symbol.deprecation
    if deprecation is None or any(text.strip() for text in deprecation.alternatives):
        return True
    return _NAMES_ONE.search(deprecation.reason or "") is not None


RULE = read_rule(__name__, check_alternatives)
