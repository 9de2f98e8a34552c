"""Rule: no waiver has run out."""

from __future__ import annotations

from collections.abc import Iterator

from api_stability.config import WaiverTable
from api_stability.rules.metadata import read_rule
from api_stability.rules.model import Place, RuleContext, Violation


def check_expiry(context: RuleContext) -> Iterator[Violation]:
    """Report waivers whose version has come and whose findings are still there.

    Without a version of the project nothing ever comes: then that is reported, as a note.
    """
    for use in context.waivers:
        if use.expired is False or not (use.matched and use.allowed):
            continue
        waiver = use.waiver
        place = context.configured.get(("waivers", waiver.id), Place())
        yield Violation(
            symbol=waiver.id,
            message=_say_end(waiver) if use.expired else _say_unknown(waiver),
            file=place.file,
            line=place.line,
            at_most=None if use.expired else "note",
        )


def _say_end(waiver: WaiverTable) -> str:
    return (
        f"the waiver of {waiver.rule} for {waiver.id} ended with {waiver.until}; "
        "resolve the finding, or decide anew and move the version"
    )


def _say_unknown(waiver: WaiverTable) -> str:
    return (
        f"the waiver of {waiver.rule} for {waiver.id} can never end with {waiver.until}, because "
        "the project has no version to compare with; configure one"
    )


RULE = read_rule(__name__, check_expiry)
