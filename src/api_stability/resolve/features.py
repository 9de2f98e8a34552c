"""Features: which symbols belong to each, and the level that follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from api_stability.model.inventory import Diagnostic, Feature, Ladder
from api_stability.model.patterns import match_any, match_id
from api_stability.model.symbols import Symbol
from api_stability.resolve.annotations import CONFIGURATION


def resolve_features(
    symbols: tuple[Symbol, ...], declared: Iterable[Feature], ladders: Mapping[str, Ladder]
) -> tuple[tuple[Symbol, ...], tuple[Feature, ...]]:
    """Give each symbol its feature, and each feature its symbols and level; both sorted by id.

    A feature is declared in the configuration, or named by a mark alone. A symbol that two declared
    features match shows the one whose id sorts first and is listed under both.
    """
    features = {feature.id: feature for feature in declared}
    for symbol in symbols:
        for name in _marked_features(symbol):
            features.setdefault(
                name, Feature(id=name, title=name, project=symbol.project, level=None)
            )
    if not features:
        return symbols, ()
    members: dict[str, list[Symbol]] = {name: [] for name in sorted(features)}
    shown = []
    for symbol in symbols:
        marked = _marked_features(symbol)
        belongs = [
            name
            for name in members
            if name in marked
            or any(match_any(features[name].patterns, one) for one in _names(symbol))
        ]
        for name in belongs:
            members[name].append(symbol)
        best = next((name for name in marked if name in belongs), belongs[0] if belongs else None)
        shown.append(msgspec.structs.replace(symbol, feature=best))
    resolved = tuple(_resolve(features[name], members[name], ladders) for name in members)
    return tuple(shown), resolved


def find_unmatched_patterns(
    features: Iterable[Feature], symbols: Iterable[Symbol]
) -> tuple[Diagnostic, ...]:
    """A note for every pattern of a feature that matches no symbol by its id or any alias."""
    by_id = {symbol.id: symbol for symbol in symbols}
    return tuple(
        Diagnostic(
            source=CONFIGURATION,
            grade="note",
            code="pattern-without-match",
            message=f"feature {feature.id}: {pattern!r} matches no symbol; correct or remove it",
            symbol=pattern,
        )
        for feature in features
        for pattern in feature.patterns
        if not any(
            match_id(pattern, name)
            for symbol_id in feature.symbols
            for name in _names(by_id[symbol_id])
        )
    )


def _names(symbol: Symbol) -> tuple[str, ...]:
    return (symbol.id, *symbol.aliases)


def _marked_features(symbol: Symbol) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.feature for mark in symbol.marks if mark.feature))


def _resolve(feature: Feature, members: list[Symbol], ladders: Mapping[str, Ladder]) -> Feature:
    weakest = find_weakest(members, ladders)
    return msgspec.structs.replace(
        feature,
        patterns=tuple(sorted(set(feature.patterns))),
        symbols=tuple(symbol.id for symbol in members),
        level=feature.declared or (weakest.level if weakest else None),
    )


def find_disagreement(
    members: Iterable[Symbol], ladders: Mapping[str, Ladder]
) -> tuple[Symbol, ...]:
    """The symbol that speaks for each surface, where the surfaces of one feature name two levels.

    Nothing when they agree. That speaker is the weakest symbol; what is deprecated speaks for
    nothing (an old name may well be less stable than the new one) unless there is nothing else.
    """
    members = tuple(members)
    current = [symbol for symbol in members if symbol.deprecation is None] or members
    surfaces = sorted({symbol.surface for symbol in current})
    speakers = [
        find_weakest((symbol for symbol in current if symbol.surface == surface), ladders)
        for surface in surfaces
    ]
    found = tuple(symbol for symbol in speakers if symbol is not None and symbol.public)
    return found if len({symbol.level for symbol in found}) > 1 else ()


def find_weakest(members: Iterable[Symbol], ladders: Mapping[str, Ladder]) -> Symbol | None:
    """The symbol that a feature's level follows from; ``None`` without symbols.

    Of the public ones, if there are any, those that something speaks about, if there are any; of
    these the least stable.
    """
    members = tuple(members)
    public = [symbol for symbol in members if symbol.public] or members
    spoken = [symbol for symbol in public if symbol.basis != "default"]
    return min(
        spoken or public,
        key=lambda symbol: (ladders[symbol.project].rank(symbol.level), symbol.id),
        default=None,
    )
