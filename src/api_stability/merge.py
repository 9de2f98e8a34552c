"""Several inventories as one: a union of symbols' marks, with levels resolved after it.

Law: the result does not depend on the order of the inventories, nor on how their symbols were split
between them; merging an inventory with itself, or alone, gives the same inventory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from api_stability.model.errors import UserError
from api_stability.model.facts import Facts
from api_stability.model.ids import id_order
from api_stability.model.inventory import Diagnostic, Feature, Inventory, Project, Source
from api_stability.model.patterns import match_id
from api_stability.model.symbols import Declaration
from api_stability.resolve.assemble import RESOLUTION_CODES, assemble_inventory


def merge_inventories(inventories: Sequence[Inventory]) -> Inventory:
    """Merge; raise `UserError` when two say different things about one project."""
    declarations = _merge_declarations(
        declaration for inventory in inventories for declaration in inventory.symbols
    )
    return assemble_inventory(
        projects=_merge_projects(p for inventory in inventories for p in inventory.projects),
        sources=_merge_sources(s for inventory in inventories for s in inventory.sources),
        declarations=declarations,
        features=_merge_features(f for inventory in inventories for f in inventory.features),
        diagnostics=_merge_diagnostics(
            (d for inventory in inventories for d in inventory.diagnostics), declarations
        ),
    )


def _merge_projects(projects: Iterable[Project]) -> tuple[Project, ...]:
    by_name: dict[str, Project] = {}
    for project in projects:
        known = by_name.setdefault(project.name, project)
        if known != project:
            differing = next(
                name
                for name in Project.__struct_fields__
                if getattr(known, name) != getattr(project, name)
            )
            raise UserError(
                f"project {project.name!r} has two different values for {differing!r}: "
                f"{getattr(known, differing)!r} and {getattr(project, differing)!r}; "
                "merge inventories of one version and one policy"
            )
    return tuple(by_name.values())


def _merge_sources(sources: Iterable[Source]) -> tuple[Source, ...]:
    """One entry per id: complete only where every shard's reading was."""
    merged: dict[tuple[str, str], Source] = {}
    for source in sources:
        key = source.project, source.id
        known = merged.get(key)
        merged[key] = (
            source
            if known is None
            else msgspec.structs.replace(
                min(known, source, key=msgspec.json.encode),
                complete=known.complete and source.complete,
                files=max(known.files, source.files),
            )
        )
    return tuple(merged.values())


def _merge_features(features: Iterable[Feature]) -> tuple[Feature, ...]:
    merged: dict[str, Feature] = {}
    for feature in features:
        bare = msgspec.structs.replace(feature, symbols=(), level=None)
        known = merged.get(feature.id)
        merged[feature.id] = bare if known is None else _join_features(known, bare)
    return tuple(merged.values())


def _join_features(one: Feature, other: Feature) -> Feature:
    def pick(name: str) -> str | None:
        return _smallest((getattr(one, name), getattr(other, name)))

    # a title that only repeats the id was made up, not written
    titles = {one.title, other.title} - {one.id} or {one.id}
    return Feature(
        id=one.id,
        title=min(titles),
        project=min(one.project, other.project),
        level=None,
        declared=pick("declared"),
        patterns=tuple(sorted({*one.patterns, *other.patterns})),
        issue=pick("issue"),
        proposal=pick("proposal"),
        opt_in=pick("opt_in"),
    )


def _merge_diagnostics(
    diagnostics: Iterable[Diagnostic], declarations: Sequence[Declaration]
) -> Iterable[Diagnostic]:
    for diagnostic in set(diagnostics):
        if diagnostic.code in RESOLUTION_CODES:
            continue
        if diagnostic.code == "annotation-without-symbol" and diagnostic.symbol:
            pattern = diagnostic.symbol
            if any(match_id(pattern, name) for d in declarations for name in (d.id, *d.aliases)):
                continue  # another shard has the symbol
        yield diagnostic


def _merge_declarations(declarations: Iterable[Declaration]) -> tuple[Declaration, ...]:
    """Join all that share an id or alias, transitively, within one project."""
    leaders: dict[tuple[str, str], tuple[str, str]] = {}

    def find(key: tuple[str, str]) -> tuple[str, str]:
        while leaders[key] != key:
            leaders[key] = leaders[leaders[key]]
            key = leaders[key]
        return key

    everything = tuple(declarations)
    for declaration in everything:
        keys = [(declaration.project, name) for name in (declaration.id, *declaration.aliases)]
        for key in keys:
            leaders.setdefault(key, key)
            leaders[find(key)] = find(keys[0])
    groups: dict[tuple[str, str], list[Declaration]] = {}
    for declaration in everything:
        groups.setdefault(find((declaration.project, declaration.id)), []).append(declaration)
    return tuple(_join_declarations(group) for group in groups.values())


def _join_declarations(group: list[Declaration]) -> Declaration:
    best = min(group, key=lambda declaration: id_order(declaration.id))
    names = {name for declaration in group for name in (declaration.id, *declaration.aliases)}
    facts: dict[str, str] = {}
    for declaration in group:
        for key, value in declaration.facts.items():
            facts[key] = min(value, facts.get(key, value))
    return Declaration(
        id=best.id,
        surface=best.surface,
        kind=min(declaration.kind for declaration in group),
        project=best.project,
        public=any(declaration.public for declaration in group),
        aliases=tuple(sorted(names - {best.id})),
        enclosing=_smallest(declaration.enclosing for declaration in group),
        marks=tuple({mark for declaration in group for mark in declaration.marks}),
        locations=tuple(
            sorted({place for declaration in group for place in declaration.locations})
        ),
        requires=_union(declaration.requires for declaration in group),
        facts=Facts(facts),
        summary=_smallest(declaration.summary for declaration in group),
    )


def _union(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({value for several in values for value in several}))


def _smallest(values: Iterable[str | None]) -> str | None:
    return min((value for value in values if value is not None), default=None)
