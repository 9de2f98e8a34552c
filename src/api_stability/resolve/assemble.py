"""From declarations to an inventory: resolution, features, order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from api_stability.model.inventory import Diagnostic, Feature, Inventory, Project, Source
from api_stability.model.symbols import Declaration, Mark
from api_stability.resolve.features import find_unmatched_patterns, resolve_features
from api_stability.resolve.levels import resolve_symbols
from api_stability.resolve.versions import find_version_problems

RESOLUTION_CODES: Final = frozenset(
    {"invalid-version", "removal-before-since", "pattern-without-match"}
)
"""Codes of the diagnostics made here, from marks alone; merging drops them and assembles again."""


def assemble_inventory(
    *,
    projects: Iterable[Project],
    sources: Iterable[Source],
    declarations: Iterable[Declaration],
    features: Iterable[Feature],
    diagnostics: Iterable[Diagnostic],
) -> Inventory:
    """Resolve and sort everything; equal input in any order gives an equal inventory.

    *diagnostics* are the readers'; those of resolution are added here.
    """
    ordered = tuple(sorted(projects, key=lambda project: project.name))
    ladders = {project.name: project.ladder for project in ordered}
    symbols = resolve_symbols(map(_in_order, declarations), ladders)
    symbols, resolved_features = resolve_features(symbols, features, ladders)
    all_sources = tuple(sorted(sources, key=lambda source: (source.id, source.project)))
    found = {
        *diagnostics,
        *find_version_problems(ordered, symbols),
        *find_unmatched_patterns(resolved_features, symbols),
    }
    return Inventory(
        complete=all(source.complete for source in all_sources),
        projects=ordered,
        sources=all_sources,
        diagnostics=tuple(sorted(found, key=_diagnostic_order)),
        symbols=symbols,
        features=resolved_features,
    )


def _in_order(declaration: Declaration) -> Declaration:
    """Marks in the order of their source: that order decides which of two facts is shown."""
    aliases = declaration.aliases
    if aliases:
        aliases = tuple(sorted(set(aliases) - {declaration.id}))
    several = (
        len(declaration.marks) > 1
        or len(declaration.locations) > 1
        or len(declaration.requires) > 1
    )
    if aliases == declaration.aliases and not several:
        return declaration
    return msgspec.structs.replace(
        declaration,
        aliases=aliases,
        marks=tuple(sorted(set(declaration.marks), key=_mark_order)),
        locations=tuple(sorted(set(declaration.locations))),
        requires=tuple(sorted(set(declaration.requires))),
    )


def _mark_order(mark: Mark) -> tuple[str, str, int, bytes]:
    return mark.source, mark.file or "", mark.line or 0, msgspec.json.encode(mark)


def _diagnostic_order(diagnostic: Diagnostic) -> tuple[str, str, int, str, str, str, str]:
    """As a person reads: by source, file and line (``None`` first)."""
    return (
        diagnostic.source,
        diagnostic.file or "",
        diagnostic.line or 0,
        diagnostic.code,
        diagnostic.message,
        diagnostic.grade,
        diagnostic.symbol or "",
    )
