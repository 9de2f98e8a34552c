"""What a name means in a module: definitions, ``use`` and globs.

Source of the rules: The Rust Reference, "Use declarations", "Paths" and "Name resolution".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import msgspec

from api_stability.readers.rust.facts import Import, Item
from api_stability.readers.rust.modules import CrateTree, Definition, Module

MAX_STEPS: Final = 64
"""Names for names: a longer chain is a circle, or nobody's."""
MAX_SAME: Final = 32
"""Things of one name in one module; more than there are conditions to choose between them."""
MAX_LOOKUPS: Final = 300_000
"""Of one source: a million lines take a tenth of that, unless all names go round in circles."""


class Variant(msgspec.Struct, frozen=True, eq=False):
    """A variant, which ``use`` may give another path."""

    enum: Definition
    item: Item


class External(msgspec.Struct, frozen=True, eq=False):
    """Something of a crate that is not read, or that no file declares."""

    path: tuple[str, ...]
    missing: bool = False
    """Whether it should be in a crate that is read."""


Target: TypeAlias = Module | Definition | Variant | External


class Reached(msgspec.Struct, frozen=True, eq=False):
    """What a name means, and by which declarations."""

    target: Target
    imports: tuple[Definition, ...] = ()
    """The ``use`` declarations that it went through, the nearest one first."""


class Export(msgspec.Struct, frozen=True, eq=False):
    """A public name of a module."""

    name: str
    """Of a macro with ``!`` behind it."""
    reached: Reached
    hidden: bool


_RELATIVE: Final = frozenset({"self", "super"})
"""First steps of paths that begin at the module itself, in the 2015 edition too."""
_Asked: TypeAlias = frozenset[tuple[int, str]]
_TYPES: Final = frozenset({"struct", "union", "enum", "trait", "type_alias"})


class Names:
    """The names of all modules of the crates that are read."""

    def __init__(self, crates: dict[str, CrateTree]) -> None:
        self._crates = crates
        self._own: dict[Module, dict[str, list[Target]]] = {}
        self._named: dict[Module, dict[str, list[tuple[Definition, Import]]]] = {}
        self._globs: dict[Module, list[tuple[Definition, Import]]] = {}
        self._exports: dict[Module, tuple[Export, ...]] = {}
        self._open: set[Module] = set()
        self.outside_globs: list[tuple[Definition, Import]] = []
        """``pub use other_crate::*``: which names that gives is not known."""
        self._known: dict[tuple[Module, str], list[Reached]] = {}
        self._lookups = 0
        self._circles = 0
        """How often a lookup came back to itself: what it found then depends on who asked."""

    @property
    def is_exhausted(self) -> bool:
        """Whether names were not followed any more, because there were too many."""
        return self._lookups > MAX_LOOKUPS

    def exports(self, module: Module) -> tuple[Export, ...]:
        """The public names of *module*, globs included, in the order of the source."""
        if module in self._exports:
            return self._exports[module]
        if module in self._open:
            return ()  # a circle of globs adds nothing
        self._open.add(module)
        if module not in self._own:
            self._index(module)
        found = [*self._own_exports(module), *self._named_exports(module)]
        shadowed = {*self._own[module], *self._named[module]}
        for use, each in self._globs[module]:
            if use.item.visible == "pub":
                found += self._glob_exports(module, use, each, shadowed)
        self._open.discard(module)
        self._exports[module] = tuple(found)
        return self._exports[module]

    def find(self, module: Module, path: tuple[str, ...]) -> list[Reached]:
        """What *path* means in *module*; several in different namespaces."""
        return self._find(module, path, frozenset())

    # -- public names

    def _own_exports(self, module: Module) -> Iterator[Export]:
        for name, targets in self._own[module].items():
            for target in targets:
                if isinstance(target, Module):
                    if target.visible == "pub":
                        yield Export(name, Reached(target), target.given.hidden)
                elif isinstance(target, Definition) and _is_public(target):
                    yield Export(name, Reached(target), target.given.hidden)

    def _named_exports(self, module: Module) -> Iterator[Export]:
        for name, imports in self._named[module].items():
            for use, each in imports:
                if use.item.visible != "pub" or name == "_":
                    continue
                for reached in self._follow(module, use, each, frozenset({(id(module), name)})):
                    shown = f"{name}!" if _is_macro(reached.target) else name
                    yield Export(shown, reached, use.given.hidden)

    def _glob_exports(
        self, module: Module, use: Definition, each: Import, shadowed: set[str]
    ) -> Iterator[Export]:
        for reached in self._follow(module, use, each, frozenset()):
            target, imports = reached.target, reached.imports
            if isinstance(target, External):
                self.outside_globs.append((use, each))
            elif isinstance(target, Module):
                for inner in self.exports(target):
                    if inner.name not in shadowed:
                        through = (*imports, *inner.reached.imports)
                        hidden = use.given.hidden or inner.hidden
                        yield Export(inner.name, Reached(inner.reached.target, through), hidden)
            elif isinstance(target, Definition) and target.item.kind == "enum":
                for variant in target.item.items or ():
                    if variant.name not in shadowed:
                        found = Reached(Variant(target, variant), imports)
                        yield Export(variant.name, found, use.given.hidden)

    # -- names

    def _index(self, module: Module) -> None:
        own: dict[str, list[Target]] = {}
        named: dict[str, list[tuple[Definition, Import]]] = {}
        globs: list[tuple[Definition, Import]] = []
        for child in module.children:
            own.setdefault(child.name, []).append(child)
        for each in module.definitions:
            if each.item.kind != "macro":
                name = f"{each.name}!" if each.item.kind.startswith("proc_") else each.name
                own.setdefault(name, []).append(each)
        macros = module.crate.macros if module.parent is None else {}
        for name, definitions in macros.items():
            exported = [each for each in definitions if each.given.exported]
            if exported:
                own.setdefault(f"{name}!", []).extend(exported)
        for use in module.imports:
            if use.item.kind == "extern_crate":
                steps = ("crate",) if use.item.target == "self" else ("", use.item.target)
                named.setdefault(use.name, []).append((use, Import(steps, use.name)))
            for each_import in use.item.imports:
                if each_import.name == "*":
                    globs.append((use, each_import))
                else:
                    named.setdefault(each_import.name, []).append((use, each_import))
        self._own[module], self._named[module], self._globs[module] = own, named, globs

    def _lookup(self, module: Module, name: str, asked: _Asked) -> list[Reached]:
        key = (id(module), name)
        cached = self._known.get((module, name))
        if cached is not None:
            return cached
        if module not in self._own:
            self._index(module)
        found = [Reached(each) for each in self._own[module].get(name, ())]
        found += [Reached(each) for each in self._own[module].get(f"{name}!", ())]
        self._lookups += 1
        if key in asked or len(asked) > MAX_STEPS or self.is_exhausted:
            self._circles += 1
            return found[:MAX_SAME]
        circles = self._circles
        inside = asked | {key}
        for use, each in self._named[module].get(name, ())[:MAX_SAME]:
            found += self._follow(module, use, each, inside)
        if not found:
            for use, each in self._globs[module]:
                for reached in self._follow(module, use, each, inside):
                    found += self._through_glob(reached, name, inside)
        if not found:
            # macros are known by their names alone to whoever comes after them
            found = [Reached(each) for each in module.crate.macros.get(name, ())[:1]]
        found = _distinct(found)
        if not asked or self._circles == circles:
            self._known[module, name] = found
        return found

    def _through_glob(self, reached: Reached, name: str, asked: _Asked) -> list[Reached]:
        target = reached.target
        inner: list[Reached] = []
        if isinstance(target, Module):
            inner = self._lookup(target, name, asked)
        elif isinstance(target, Definition):
            inner = _variants(target, name)
        return [Reached(each.target, (*reached.imports, *each.imports)) for each in inner]

    def _follow(
        self, module: Module, use: Definition, each: Import, asked: _Asked
    ) -> list[Reached]:
        start = module
        is_relative = each.path[0] in _RELATIVE if each.path else True
        if module.crate.crate.edition < 2018 and module.crate.root is not None and not is_relative:
            start = module.crate.root
        found = self._find(start, each.path, asked)
        if start is not module and all(isinstance(one.target, External) for one in found):
            found = self._find(module, each.path, asked) or found
        return [Reached(one.target, (use, *one.imports)) for one in found]

    def _find(self, module: Module, path: tuple[str, ...], asked: _Asked) -> list[Reached]:
        current, rest = self._begin(module, path, asked)
        for step in rest:
            following: list[Reached] = []
            for reached in current:
                following += self._step(reached, step, asked)
            if not following:
                return [Reached(External(path, missing=True))]
            current = _distinct(following)
        return current

    def _begin(
        self, module: Module, path: tuple[str, ...], asked: _Asked
    ) -> tuple[list[Reached], tuple[str, ...]]:
        """What the first step means, and the others."""
        first, rest = path[0] if path else "self", path[1:]
        root = module.crate.root
        if first in {"crate", "$crate"} and root is not None:
            return [Reached(root)], rest
        if first in {"self", "super"}:
            start: Module | None = module if first == "self" else module.parent
            while rest and rest[0] in {"super", "self"} and start is not None:
                start, rest = (start.parent if rest[0] == "super" else start), rest[1:]
            return ([Reached(start)] if start is not None else []), rest
        if first == "" and rest:
            return self._crate(rest[0], module), rest[1:]
        found = self._lookup(module, first, asked)
        if rest:
            found = [each for each in found if not _is_leaf(each.target)] or found
        return (found or self._crate(first, module)), rest

    def _crate(self, name: str, module: Module) -> list[Reached]:
        tree = self._crates.get(name)
        if tree is not None and tree.root is not None and tree is not module.crate:
            return [Reached(tree.root)]
        return [Reached(External((name,)))]

    def _step(self, reached: Reached, name: str, asked: _Asked) -> list[Reached]:
        target = reached.target
        inner: list[Reached] = []
        if isinstance(target, Module):
            inner = self._lookup(target, name, asked)
        elif isinstance(target, Definition):
            inner = _variants(target, name)
        elif isinstance(target, External):
            inner = [Reached(External((*target.path, name), target.missing))]
        return [Reached(each.target, (*reached.imports, *each.imports)) for each in inner]


def _distinct(found: list[Reached]) -> list[Reached]:
    """Each once, and not more than anybody means by one name."""
    if len(found) > 1:
        found = list({(each.target, each.imports): each for each in found}.values())
    return found[:MAX_SAME]


def _variants(target: Definition, name: str) -> list[Reached]:
    if target.item.kind != "enum":
        return []
    items = (each for each in target.item.items or () if each.name == name)
    return [Reached(Variant(target, each)) for each in items]


def _is_macro(target: Target) -> bool:
    return isinstance(target, Definition) and target.item.kind == "macro"


def _is_leaf(target: Target) -> bool:
    return isinstance(target, Variant) or (
        isinstance(target, Definition) and target.item.kind not in _TYPES
    )


def _is_public(target: Definition) -> bool:
    return target.item.visible == "pub" or target.item.kind == "macro"
