"""What a dotted name means at a place in a module, across all modules that were read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from api_stability.readers.python.facts import Binding, ModuleFacts

Origin: TypeAlias = tuple[ModuleFacts, Binding]

END: Final = 1 << 30
"""A line after all others: what a name means when its module has been executed."""
_MAX_DEPTH: Final = 20
"""Names for names for names: more is a cycle."""
_MAX_PATHS: Final = 64
"""Paths that one name goes by: more is a cycle that lengthens it."""
_MAX_CHAIN: Final = 40
"""Modules that import all from each other in a row."""
_MAX_BRANCHES: Final = 32
"""Conditional bindings of one name that are told apart: the last ones."""


@dataclass(slots=True)
class Module:
    """A module: its ``.py`` and ``.pyi``, or nothing for a namespace package."""

    name: str
    files: list[ModuleFacts] = field(default_factory=list)
    names: dict[str, list[Origin]] = field(default_factory=dict)
    """Bindings by dotted name, in source order."""
    _by_file: dict[tuple[str, str], list[Binding]] = field(default_factory=dict)

    def add(self, facts: ModuleFacts) -> None:
        """Add one of its files."""
        self.files.append(facts)
        for binding in facts.bindings:
            self.names.setdefault(binding.name, []).append((facts, binding))
            self._by_file.setdefault((facts.file, binding.name), []).append(binding)

    def live(self, facts: ModuleFacts, name: str, line: int) -> list[Binding]:
        """What *name* can be bound to at *line*: back to the last unconditional binding.

        In a function that comes before all of them, any of them.
        """
        own = self._by_file.get((facts.file, name), [])
        before = bisect_left(own, line, key=lambda binding: binding.line)
        return _back_to_unconditional(own, before or len(own))

    def last_live(self, name: str) -> list[Origin]:
        """What *name* can be bound to when the module has been executed."""
        return [(facts, binding) for facts in self.files for binding in self.live(facts, name, END)]

    @property
    def exports(self) -> tuple[str, ...] | None:
        """``__all__`` as written, of whichever file has one."""
        found = [each.exports for each in self.files if each.exports is not None]
        return found[0] if found else None

    @property
    def exports_known(self) -> bool:
        """Whether ``__all__`` could be read whole."""
        return all(each.exports_known for each in self.files)


@dataclass(slots=True)
class World:
    """All modules of one reading."""

    modules: dict[str, Module]
    _wildcards: dict[str, dict[str, str]] = field(default_factory=dict)
    _exports: dict[str, list[str] | None] = field(default_factory=dict)
    computed_exports: set[str] = field(default_factory=set)
    """Modules whose ``__all__`` cannot be read, as far as it was asked for."""
    _depth: int = 0

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

    def _targets(self, facts: ModuleFacts, binding: Binding, depth: int) -> Iterator[str]:
        if binding.target is not None:
            yield binding.target
        elif binding.value is not None and _is_dotted(binding.value):
            scope = binding.name.rpartition(".")[0]
            if depth < _MAX_DEPTH:
                yield from self.resolve(facts, binding.value, binding.line, scope, depth=depth + 1)
        else:
            yield f"{facts.module}.{binding.name}"

    def _follow(self, path: str, found: dict[str, None], *, local: bool = False) -> None:
        """Add *path* and everything that it is bound to in the modules that were read."""
        pending = [path]
        while pending:
            path = pending.pop(0)
            if path in found or len(found) > _MAX_PATHS:
                continue
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
            with self._deeper() as allowed:
                if origin is not None and origin is not module and allowed:
                    for each in self.public_names(origin):
                        expanded[each] = f"{origin.name}.{each}"
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


def _back_to_unconditional(bindings: list[Binding], end: int) -> list[Binding]:
    start = end
    while start > max(0, end - _MAX_BRANCHES):
        start -= 1
        if not bindings[start].conditional:
            break
    return bindings[start:end]
