"""What a dotted name means at a place in a module, across all modules that were read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from api_stability.readers.python.facts import Binding, ModuleFacts
from api_stability.readers.python.modules import END, Cut, Module

__all__ = ["END", "Cut", "Module", "World"]

_MAX_DEPTH: Final = 20
"""Names for names for names: more is a cycle."""
_MAX_PATHS: Final = 64
"""Paths that one name goes by: more is a cycle that lengthens it."""
_MAX_CHAIN: Final = 40
"""Modules that import all from each other in a row."""


@dataclass(slots=True)
class World:
    """All modules of one reading."""

    modules: dict[str, Module]
    _wildcards: dict[str, dict[str, str]] = field(default_factory=dict)
    _exports: dict[str, list[str] | None] = field(default_factory=dict)
    computed_exports: set[str] = field(default_factory=set)
    """Modules whose ``__all__`` cannot be read, as far as it was asked for."""
    _depth: int = 0
    _cuts: set[Cut] = field(default_factory=set)

    @property
    def cuts(self) -> set[Cut]:
        """Everything that was followed only so far."""
        return self._cuts.union(*(module.cuts for module in self.modules.values()))

    def split(self, path: str) -> tuple[Module, str] | None:
        """The longest module that *path* begins with, and the rest; ``None``: another package's."""
        head = path
        while head:
            module = self.modules.get(head)
            if module is not None:
                return module, path[len(head) + 1 :]
            head = head.rpartition(".")[0]
        return None

    def resolve(
        self, facts: ModuleFacts, name: str, line: int, scope: str = "", *, depth: int = 0
    ) -> list[str]:
        """Every path that *name* goes by when it is evaluated at *line* of *scope*.

        From the name as imported to where it is defined, for each branch of conditional imports.
        A name that nothing binds is its own path: it may be a builtin.
        """
        head, _, rest = name.partition(".")
        found: dict[str, None] = {}
        for binding_scope in _scopes(scope):
            bindings = self.modules[facts.module].live(facts, binding_scope + head, line)
            if bindings:
                for binding in bindings:
                    for path in self._targets(facts, binding, depth):
                        self._follow(_join(path, rest), found)
                return list(found)
        bound = self.wildcards(facts.module).get(head)
        if bound is None and f"{facts.module}.{head}" in self.modules:
            # importing anything from a submodule binds its name in the package
            bound = f"{facts.module}.{head}"
        self._follow(_join(bound or head, rest), found, local=bound is None)
        return list(found)

    def only_passes(self, path: str) -> bool:
        """Whether *path* is a name that its module has from elsewhere, or not at all."""
        place = self.split(path)
        if place is None or not place[1] or "." in place[1]:
            return False
        return all(binding.target is not None for _, binding in place[0].names.get(place[1], ()))

    def lead(self, path: str) -> list[str]:
        """*path*, and every path that it leads to in the modules that were read."""
        found: dict[str, None] = {}
        self._follow(path, found)
        return list(found)

    def _targets(self, facts: ModuleFacts, binding: Binding, depth: int) -> Iterator[str]:
        if binding.target is not None:
            yield binding.target
        elif binding.value is not None and _is_dotted(binding.value):
            scope = binding.name.rpartition(".")[0]
            if depth < _MAX_DEPTH:
                yield from self.resolve(facts, binding.value, binding.line, scope, depth=depth + 1)
            else:
                message = f"{binding.name} is a name for a name, more than {_MAX_DEPTH} in a row"
                place = (facts.module, facts.file, binding.line)
                self._cuts.add(Cut("unresolved", "names-in-a-row", message, *place))
        else:
            yield f"{facts.module}.{binding.name}"

    def _follow(self, path: str, found: dict[str, None], *, local: bool = False) -> None:
        """Add *path* and everything that it is bound to in the modules that were read."""
        pending = [path]
        while pending:
            path = pending.pop(0)
            if path in found:
                continue
            if len(found) > _MAX_PATHS:
                self._cut_name(next(iter(found)))
                return
            found[path] = None
            place = None if local else self.split(path)
            if place is None or not place[1]:
                continue
            module, rest = place
            head, _, tail = rest.partition(".")
            bindings = module.last_live(head)
            for facts, binding in bindings:
                if not binding.defines:
                    pending.extend(_join(each, tail) for each in self._once(facts, binding, found))
            if not bindings and head in self.wildcards(module.name):
                pending.append(_join(self.wildcards(module.name)[head], tail))

    def _cut_name(self, path: str) -> None:
        """*path* goes by too many names: one that is imported from itself grows for ever."""
        module, rest = self.split(path) or (None, "")
        if module is None:
            return
        bound = module.last_live(rest.partition(".")[0])
        file = bound[0][0].file if bound else next((each.file for each in module.files), None)
        line = bound[0][1].line if bound else 1
        message = f"{path} goes by more than {_MAX_PATHS} names: only the first of them are known"
        self._cuts.add(
            Cut("unresolved", "names-in-a-row", message, module.name, file, line if file else None)
        )

    def _cut_module(self, module: Module, what: str, line: int) -> None:
        message = f"{what}, more than {_MAX_CHAIN} modules in a row: not followed further"
        file = next((each.file for each in module.files), None)
        self._cuts.add(Cut("incomplete", "modules-in-a-row", message, module.name, file, line))

    def _once(self, facts: ModuleFacts, binding: Binding, found: dict[str, None]) -> Iterator[str]:
        if binding.target is not None:
            # `from .core import core`, where `core` cannot be read, would go on for ever
            if not binding.target.startswith(f"{facts.module}.{binding.name}."):
                yield binding.target
        elif binding.value is not None and _is_dotted(binding.value):
            head, _, rest = binding.value.partition(".")
            if f"{facts.module}.{head}" not in found:
                yield _join(f"{facts.module}.{head}", rest)

    def definition(self, path: str) -> str | None:
        """The path of the module or definition that *path* reaches, if it was read."""
        found: dict[str, None] = {}
        self._follow(path, found)
        for each in found:
            place = self.split(each)
            if place is None:
                continue
            module, rest = place
            if not rest:
                return each
            bindings = module.names.get(rest.partition(".")[0])
            if bindings and any(_is_own(binding) for _, binding in bindings):
                return each
        return None

    def wildcards(self, name: str) -> dict[str, str]:
        """What ``from m import *`` brings into the module *name*: name to path."""
        known = self._wildcards.get(name)
        if known is not None:
            return known
        expanded: dict[str, str] = {}
        self._wildcards[name] = expanded  # seen by a cycle as what is known so far
        module = self.modules.get(name)
        stars = [star for facts in module.files for star in facts.wildcards] if module else []
        for star in stars:
            origin = self.modules.get(star.target or "")
            if origin is None or origin is module:
                continue
            with self._deeper() as allowed:
                if allowed:
                    for each in self.public_names(origin):
                        if each not in expanded or not _is_from(origin, each, name):
                            expanded[each] = f"{origin.name}.{each}"
                elif module is not None:
                    self._cut_module(module, f"imports all of {origin.name}", star.line)
        return expanded

    def public_names(self, module: Module) -> list[str]:
        """What ``from module import *`` takes: ``__all__``, else names without an underscore."""
        exports = self.exports(module)
        if exports is not None:
            return exports
        plain = [name for name in module.names if "." not in name]
        return [
            name
            for name in dict.fromkeys([*plain, *self.wildcards(module.name)])
            if not name.startswith("_")
        ]

    def exports(self, module: Module) -> list[str] | None:
        """``__all__`` with the lists of other modules put in.

        ``None`` when there is none, and when it is computed (see `computed_exports`).
        """
        if module.name not in self._exports:
            self._exports[module.name] = []  # seen by a cycle
            with self._deeper() as allowed:
                if not allowed and module.exports is not None:
                    bound = module.names.get("__all__", ())
                    line = next((binding.line for _, binding in bound), 1)
                    self._cut_module(module, "its __all__ is made of others", line)
                found = self._read_exports(module) if allowed else None
            self._exports[module.name] = found
        return self._exports[module.name]

    def _read_exports(self, module: Module) -> list[str] | None:
        exports = module.exports
        if exports is None:
            return None
        found: dict[str, None] = {}
        for name in exports:
            if not name.startswith("*"):
                found[name] = None
                continue
            others = list(self._listed(module, name[1:]))
            if not others:
                self.computed_exports.add(module.name)
                return None
            for other in others:
                found.update(dict.fromkeys(self.exports(other) or ()))
        if not module.exports_known:
            self.computed_exports.add(module.name)
            return None
        return list(found)

    def _listed(self, module: Module, name: str) -> Iterator[Module]:
        """The modules whose ``__all__`` is what *name* means."""
        for facts in module.files:
            for path in self.resolve(facts, name, END):
                other, _, last = path.rpartition(".")
                if last == "__all__" and other in self.modules:
                    yield self.modules[other]

    @contextmanager
    def _deeper(self) -> Iterator[bool]:
        """Whether one more module may be looked into from here: Python's stack is not endless."""
        self._depth += 1
        try:
            yield self._depth <= _MAX_CHAIN
        finally:
            self._depth -= 1


def _is_from(module: Module, name: str, other: str) -> bool:
    """Whether *module* has *name* from the module *other*, and gives it back by ``import *``."""
    return any(binding.target == f"{other}.{name}" for _, binding in module.names.get(name, ()))


def _is_own(binding: Binding) -> bool:
    return binding.defines or (binding.target is None)


def _is_dotted(text: str) -> bool:
    return all(step.isidentifier() for step in text.split(".")) and text not in {
        "None",
        "True",
        "False",
    }


def _join(path: str, rest: str) -> str:
    return f"{path}.{rest}" if rest else path


def _scopes(scope: str) -> Iterator[str]:
    """The class body that a name is looked up in first, then the module."""
    if scope:
        yield f"{scope}."
    yield ""
