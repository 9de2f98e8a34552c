"""Rule: what belongs together is at one level on every surface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from api_stability.model.ids import display_name
from api_stability.model.inventory import Ladder
from api_stability.model.symbols import Symbol
from api_stability.resolve.features import find_disagreement
from api_stability.rules.metadata import read_rule
from api_stability.rules.model import Place, RuleContext, Violation


def check_surfaces(context: RuleContext) -> Iterator[Violation]:
    """Report features whose surfaces disagree, and options that their variables disagree with."""
    index = context.index
    ladders = {project.name: project.ladder for project in index.inventory.projects}
    reported: set[str] = set()
    for feature in index.inventory.features:
        if feature.project not in context.projects:
            continue
        members = [
            symbol for symbol in map(index.find_symbol, feature.symbols) if symbol is not None
        ]
        speakers = find_disagreement(members, ladders)
        if speakers:
            reported.update(symbol.id for symbol in members)
            place = context.configured.get(("features", feature.id), Place())
            yield Violation(
                symbol=f"feature:{feature.id}",
                message=f"the surfaces of feature {feature.id} disagree: {_spell(speakers)}; "
                "mark them alike",
                file=place.file,
                line=place.line,
            )
    yield from _check_options(context, reported, ladders)


def _check_options(
    context: RuleContext, reported: set[str], ladders: Mapping[str, Ladder]
) -> Iterator[Violation]:
    """An option and the variable that stands for it are two names of one thing."""
    for symbol in context.find_symbols():
        if symbol.surface != "cli" or symbol.id in reported:
            continue
        names = symbol.facts.get("env", "").replace(",", " ").split()
        variables = [context.index.find_symbol(f"env:{name}") for name in names]
        known = [found for found in variables if found is not None and found.deprecation is None]
        speakers = find_disagreement([symbol, *known], ladders)
        if speakers and symbol.deprecation is None:
            place = context.place_of(symbol, symbol.marks[0] if symbol.marks else None)
            yield Violation(
                symbol=symbol.id,
                message=f"an option and its variable disagree: {_spell(speakers)}; mark them alike",
                file=place.file,
                line=place.line,
            )


def _spell(symbols: Iterable[Symbol]) -> str:
    return " and ".join(
        f"{display_name(symbol.id)} is {symbol.level}"
        + (" (nothing marks it)" if symbol.basis == "default" else "")
        for symbol in symbols
    )


RULE = read_rule(__name__, check_surfaces)
