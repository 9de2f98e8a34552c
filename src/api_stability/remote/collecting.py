"""From inventories that were obtained to the other projects of a build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from api_stability.model.index import Index
from api_stability.model.inventory import Inventory
from api_stability.model.others import Other, Others
from api_stability.remote.configured import as_folder
from api_stability.remote.obtaining import Obtained


class Clash(msgspec.Struct, frozen=True):
    """Two inventories have a project of one name; what the later one says of it is left out."""

    name: str
    """What the later one is called in the configuration."""
    project: str
    holder: str
    """Who had the project before, as a message says it."""

    def explain(self, setting: str) -> str:
        """What is wrong, and what to do; *setting* is where the projects are configured."""
        return (
            f"inventory of {self.name!r}: it has a project {self.project!r}, and so has "
            f"{self.holder}; what it says about that is left out: give one of the two "
            f"another name, or remove {self.name!r} from {setting}"
        )


def collect_others(
    obtained: Iterable[Obtained], own: Inventory, links: Mapping[str, str]
) -> tuple[Others, tuple[Clash, ...]]:
    """The projects, and those that clash.

    *own* is the inventory of the documented project: no other one can say anything about its
    projects. *links* has, by name, what links to the pages of a project begin with, where that is
    not their base.
    """
    taken = {project.name: "the documented project" for project in own.projects}
    others: list[Other] = []
    clashes: list[Clash] = []
    missing: list[str] = []
    for each in obtained:
        name, base = each.remote.name, each.remote.base
        if each.inventory is None:
            missing += [name] if each.remote.promised else []
            continue
        names = [project.name for project in each.inventory.projects if project.name in taken]
        clashes += [Clash(name, project, taken[project]) for project in names]
        kept = _without(each.inventory, frozenset(names))
        taken.update((project.name, repr(name)) for project in kept.projects)
        there = as_folder(links.get(name, base))
        bases = tuple(dict.fromkeys((as_folder(base), there)))
        others.append(Other(name, bases, Index(kept)))
    found = Others(configured=True, all=tuple(others), missing=tuple(missing))
    return found, tuple(clashes)


def say_problem(each: Obtained) -> tuple[str, str] | None:
    """The stable code and the message about what could not be had; ``None``: all is well."""
    if each.problem is None:
        return None
    if each.age is None:
        message = f"{each.problem}. Its badges and rows are left out"
        return "inventory", f"inventory of {each.remote.name!r}: {message}"
    message = f"{each.problem}. The copy from {_say_age(each.age)} is used"
    return "old-inventory", f"inventory of {each.remote.name!r}: {message}"


def _without(inventory: Inventory, projects: frozenset[str]) -> Inventory:
    if not projects:
        return inventory
    return msgspec.structs.replace(
        inventory,
        projects=tuple(each for each in inventory.projects if each.name not in projects),
        symbols=tuple(each for each in inventory.symbols if each.project not in projects),
        features=tuple(each for each in inventory.features if each.project not in projects),
    )


def _say_age(seconds: int) -> str:
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        count = seconds // length
        if count:
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "a moment ago"
