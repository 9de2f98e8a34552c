"""Marks by plain assignment: ``f.__stability__ = "beta"``, also in a module or class body."""

from __future__ import annotations

from collections.abc import Iterable

from api_stability.markers.model import MarkerSet, Role
from api_stability.model.symbols import Mark
from api_stability.readers.python.collecting import Collected
from api_stability.readers.python.facts import Assignment, ModuleFacts
from api_stability.readers.python.folding import (
    Folder,
    Given,
    Place,
    UnknownValueError,
    parse_expression,
)
from api_stability.readers.python.names import Module, World


def read_assignments(
    world: World, sets: Iterable[MarkerSet], *, source: str, deprecating: frozenset[str]
) -> dict[str, list[Mark]]:
    """Marks by the path where the marked thing is defined."""
    roles: dict[str, Role] = {}
    for marker_set in sets:
        roles.update(marker_set.attributes)
    folder = Folder(world)
    found: dict[str, list[Mark]] = {}
    for module in world.modules.values():
        for facts in module.files:
            for path, group in _by_path(world, module, facts).items():
                collected = Collected()
                for each in group.values():
                    _collect(collected, each, facts, roles[each.attribute], folder)
                first = next(
                    (each for each in group.values() if roles[each.attribute] == "level"),
                    next(iter(group.values())),
                )
                mark = collected.mark(
                    source=source,
                    form="assignment",
                    name=first.attribute,
                    deprecating=deprecating,
                    file=facts.file,
                    line=first.line,
                )
                if mark is not None:
                    found.setdefault(path, []).append(mark)
    return found


def _by_path(world: World, module: Module, facts: ModuleFacts) -> dict[str, dict[str, Assignment]]:
    """Assignments of one file by what they are about; a later one replaces an earlier one."""
    found: dict[str, dict[str, Assignment]] = {}
    for each in facts.assignments:
        path = _path(world, module, facts, each)
        found.setdefault(path, {})[each.attribute] = each
    return found


def _path(world: World, module: Module, facts: ModuleFacts, assignment: Assignment) -> str:
    target = assignment.target
    if not target:
        return module.name
    bound = module.names.get(target, [])
    if any(binding.target is None for _, binding in bound):
        return f"{module.name}.{target}"
    paths = world.resolve(facts, target, assignment.line + 1)
    inside = [path for path in paths if world.split(path) is not None]
    return inside[-1] if inside else f"{module.name}.{target}"


def _collect(
    collected: Collected, assignment: Assignment, facts: ModuleFacts, role: Role, folder: Folder
) -> None:
    place = Place(facts, assignment.line)
    try:
        value = folder.fold(Given(parse_expression(assignment.text), place))
    except UnknownValueError:
        collected.unknown(role, assignment.text)
    else:
        collected.add(role, value, source=assignment.text)
