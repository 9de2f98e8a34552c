"""Rule: every source was read completely."""

from __future__ import annotations

from collections.abc import Iterator

from api_stability.model.inventory import Diagnostic, Source
from api_stability.rules.metadata import read_rule
from api_stability.rules.model import RuleContext, Violation


def check_completeness(context: RuleContext) -> Iterator[Violation]:
    """Report each place of a source that could not be read, or the source where none is known."""
    for source in context.find_sources():
        if source.complete:
            continue
        reasons = [
            diagnostic
            for diagnostic in context.index.inventory.diagnostics
            if diagnostic.source == source.id and diagnostic.grade == "incomplete"
        ]
        for reason in reasons:
            yield _report(reason, source, context)
        if not reasons:
            yield Violation(
                message=f"{source.id} was not read completely, and nothing says why; scan it again"
            )


def _report(reason: Diagnostic, source: Source, context: RuleContext) -> Violation:
    return Violation(
        symbol=reason.symbol,
        message=f"{source.id} was not read completely: [{reason.code}] {reason.message}",
        file=None if reason.file is None else context.file_in(source.id, reason.file),
        line=reason.line,
    )


RULE = read_rule(__name__, check_completeness)
