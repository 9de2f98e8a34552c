"""Rule: no waiver has run out."""

from __future__ import annotations

from collections.abc import Iterator

from api_stability.rules.metadata import read_rule
from api_stability.rules.model import Place, RuleContext, Violation


def check_expiry(context: RuleContext) -> Iterator[Violation]:
    """Report waivers whose version has come and whose findings are still there."""
    for use in context.waivers:
        if not (use.expired and use.matched and use.allowed):
            continue
        waiver = use.waiver
        place = context.configured.get(waiver.id, Place())
        yield Violation(
            symbol=waiver.id,
            message=f"the waiver of {waiver.rule} for {waiver.id} ended with {waiver.until}; "
            "resolve the finding, or decide anew and move the version",
            file=place.file,
            line=place.line,
        )


RULE = read_rule(__name__, check_expiry)
