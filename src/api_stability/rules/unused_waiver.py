"""Rule: every waiver is needed."""

from __future__ import annotations

from collections.abc import Iterator

from api_stability.rules.metadata import read_rule
from api_stability.rules.model import Place, RuleContext, Violation


def check_use(context: RuleContext) -> Iterator[Violation]:
    """Report waivers that are about no finding, or about a rule that cannot be waived."""
    for use in context.waivers:
        waiver = use.waiver
        if use.allowed and use.matched:
            continue
        place = context.configured.get(("waivers", waiver.id), Place())
        yield Violation(
            symbol=waiver.id,
            message=f"the waiver of {waiver.rule} for {waiver.id} is about no finding; remove it"
            if use.allowed
            else f"{waiver.rule} cannot be waived; remove the waiver for {waiver.id}",
            file=place.file,
            line=place.line,
        )


RULE = read_rule(__name__, check_use)
