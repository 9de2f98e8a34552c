"""Declarations of several files together: what is one symbol, and what is marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from api_stability.model.facts import Facts
from api_stability.model.symbols import Declaration, Location


def join_declarations(declarations: Iterable[Declaration]) -> tuple[Declaration, ...]:
    """One declaration for every id, sorted by id.

    Marks, aliases and locations add up; the rest is the first file's. A fact on which the files
    differ lists the value of each that has it, in the order of the locations.
    """
    groups: dict[str, list[Declaration]] = {}
    for declaration in declarations:
        groups.setdefault(declaration.id, []).append(declaration)
    return tuple(_join(groups[name]) for name in sorted(groups))


def keep_marked(declarations: Iterable[Declaration]) -> list[Declaration]:
    """Those with a mark, and those inside of them, which inherit it."""
    everything = tuple(declarations)
    outer = {each.id: each.enclosing for each in everything}
    known = {each.id: True for each in everything if each.marks}
    for each in everything:
        passed: dict[str, None] = {}
        name: str | None = each.id
        while name is not None and name not in known and name not in passed:
            passed[name] = None
            name = outer.get(name)
        is_inside = known.get(name or "", False)
        known.update(dict.fromkeys(passed, is_inside))
    return [each for each in everything if known[each.id]]


def _join(group: list[Declaration]) -> Declaration:
    if len(group) == 1:
        return group[0]
    group = sorted(group, key=lambda each: (each.locations, repr(each)))
    first = group[0]
    return Declaration(
        id=first.id,
        surface=first.surface,
        kind=first.kind,
        project=first.project,
        public=any(each.public for each in group),
        aliases=tuple(sorted({alias for each in group for alias in each.aliases})),
        enclosing=next((each.enclosing for each in group if each.enclosing), None),
        marks=tuple(sorted({mark for each in group for mark in each.marks}, key=repr)),
        locations=_all_locations(group),
        requires=first.requires,
        facts=_join_facts(group),
        summary=next((each.summary for each in group if each.summary), None),
    )


def _all_locations(group: Sequence[Declaration]) -> tuple[Location, ...]:
    return tuple(sorted({place for each in group for place in each.locations}))


def _join_facts(group: Sequence[Declaration]) -> Facts:
    joined: dict[str, str] = {}
    for key in sorted({key for each in group for key in each.facts}):
        values = [each.facts[key] for each in group if key in each.facts]
        joined[key] = values[0] if len(set(values)) == 1 else ", ".join(values)
    return Facts(joined)
