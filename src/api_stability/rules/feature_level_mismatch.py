"""Rule: a feature's declared level is that of its weakest symbol."""

from __future__ import annotations

from collections.abc import Iterator

from api_stability.model.ids import display_name
from api_stability.resolve.features import find_weakest
from api_stability.rules.metadata import read_rule
from api_stability.rules.model import Place, RuleContext, Violation


def check_declared_levels(context: RuleContext) -> Iterator[Violation]:
    """Report features that declare another level than follows from their symbols."""
    index = context.index
    ladders = {project.name: project.ladder for project in index.inventory.projects}
    for feature in index.inventory.features:
        if feature.declared is None or feature.project not in context.projects:
            continue
        members = map(index.find_symbol, feature.symbols)
        weakest = find_weakest((symbol for symbol in members if symbol is not None), ladders)
        if weakest is None or weakest.level == feature.declared:
            continue
        place = context.configured.get(("features", feature.id), Place())
        yield Violation(
            symbol=f"feature:{feature.id}",
            message=f"feature {feature.id} is declared {feature.declared}, but "
            f"{display_name(weakest.id)} is {weakest.level}; "
            "correct the declaration or mark its symbols",
            file=place.file,
            line=place.line,
        )


RULE = read_rule(__name__, check_declared_levels)
