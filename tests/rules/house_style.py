"""A rule as another distribution would write it, without a file of its own for the description."""

from __future__ import annotations

from collections.abc import Iterator

from api_stability.rules import Rule, RuleContext, Violation


def check(context: RuleContext) -> Iterator[Violation]:
    for symbol in context.find_symbols():
        if len(symbol.id) > 30:
            yield Violation(symbol=symbol.id, message=f"{symbol.id} is too long")


RULE = Rule(
    id="house-style",
    title="Names are short.",
    severity="note",
    reference="The house",
    why="They are read often.",
    fix="Shorten it.",
    examples=(),
    check=check,
)
