"""Brings together all definitions of one name: branches, redefinitions, overloads, accessors."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from api_stability.readers.python.facts import Definition, ModuleFacts
from api_stability.readers.python.names import Module

Origin: TypeAlias = tuple[ModuleFacts, Definition]


class Group(msgspec.Struct):
    """All definitions of one dotted name in one module that are there when it has been executed."""

    main: list[Origin] = msgspec.field(default_factory=list)
    """The thing itself, in source order."""
    variants: dict[str, list[Origin]] = msgspec.field(default_factory=dict)
    """Setters, deleters and overloads, by what follows the name in the id."""

    @property
    def shown(self) -> list[Origin]:
        """The thing itself; what has variants only, as in a stub, is there by the first one."""
        return self.main or next(iter(self.variants.values()))[:1]

    @property
    def first(self) -> Definition:
        """What speaks for the group: a class or function rather than an attribute of its name."""
        shown = self.shown
        if len(shown) == 1:
            return shown[0][1]
        plain = (each for _, each in shown if each.kind != "attribute")
        return next(plain, shown[0][1])


def group_definitions(module: Module) -> dict[str, Group]:
    """The groups of *module* by name, enclosing ones before what is in them."""
    groups: dict[str, Group] = {}
    for facts in module.files:
        own: dict[str, Group] = {}
        for definition in facts.definitions:
            group = own.get(definition.name)
            if group is None:
                group = own[definition.name] = Group()
            if definition.accessor or definition.overload is not None:
                suffix = _suffix(definition)
                group.variants.setdefault(suffix, []).append((facts, definition))
            else:
                if not definition.conditional and definition.kind != "attribute":
                    group.main.clear()
                group.main.append((facts, definition))
        if len(module.files) == 1:
            return dict(sorted(own.items()))
        for name, group in own.items():
            whole = groups.setdefault(name, Group())
            whole.main += group.main
            for suffix, origins in group.variants.items():
                whole.variants.setdefault(suffix, []).extend(origins)
    return dict(sorted(groups.items()))


def _suffix(definition: Definition) -> str:
    if definition.overload is not None:
        return f"@overload({definition.overload})"
    return f"@{definition.accessor}"
