"""Rule: a feature's declared level is that of its weakest symbol."""

from __future__ import annotations

from collections.abc import Iterator

from api_stability.model.ids import display_name
from api_stability.model.inventory import Feature, Ladder
from api_stability.model.symbols import Symbol
from api_stability.rules.metadata import read_rule
from api_stability.rules.model import Place, RuleContext, Violation


def check_declared_levels(context: RuleContext) -> Iterator[Violation]:
    """Report features that declare another level than follows from their symbols."""
    for feature in context.index.inventory.features:
        project = context.index.find_project(feature.project)
        if feature.declared is None or feature.project not in context.projects or project is None:
            continue
        weakest = _find_weakest(feature, context, project.ladder)
        if weakest is None or weakest.level == feature.declared:
            continue
        place = context.configured.get(feature.id, Place())
        yield Violation(
            symbol=f"feature:{feature.id}",
            message=f"feature {feature.id} is declared {feature.declared}, but "
            f"{display_name(weakest.id)} is {weakest.level}; "
            "correct the declaration or mark its symbols",
            file=place.file,
            line=place.line,
        )


def _find_weakest(feature: Feature, context: RuleContext, ladder: Ladder) -> Symbol | None:
    """The symbol that decides: of those that something speaks about, else of all, the weakest."""

    def rank(symbol: Symbol) -> tuple[int, str]:
        known = symbol.level in ladder.levels
        return ladder.levels.index(symbol.level) if known else len(ladder.levels), symbol.id

    found = [context.index.find_symbol(symbol_id) for symbol_id in feature.symbols]
    symbols = [symbol for symbol in found if symbol is not None]
    spoken = [symbol for symbol in symbols if symbol.basis != "default"]
    return min(spoken or symbols, key=rank, default=None)


RULE = read_rule(__name__, check_declared_levels)
