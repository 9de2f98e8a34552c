"""Every path by which an object is meant to be reached, and which of them is its id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from api_stability.model.ids import id_order
from api_stability.readers.python.names import Cut, Module, World
from api_stability.readers.request import Public

_MAX_CHAIN = 100
"""Modules that have each other's names in a row."""
_MAX_PATHS = 64
"""A thing with more paths is a module that imports itself in circles."""


class Paths(msgspec.Struct, frozen=True, gc=False):
    """The id's path, whether it is public, and all other paths, sorted."""

    path: str
    public: bool
    others: tuple[str, ...]


class PathTable:
    """The paths of all modules and module-level definitions of one world."""

    def __init__(self, world: World, public: Public, dynamic: frozenset[str] = frozenset()) -> None:
        self._world = world
        self._mode = public
        self._dynamic = dynamic
        """Paths that modules answer for when they are asked: nothing else has them."""
        self.cuts: set[Cut] = set()
        """Modules of which not every path was followed."""
        self.unbound: dict[str, list[str]] = {}
        """Names in a module's ``__all__`` that nothing binds."""
        self._edges: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._exported: dict[str, str] = {}
        self._declared: dict[str, frozenset[str]] = {}
        for module in world.modules.values():
            self._read_exports(module)
        self._owners: dict[str, str] = {}
        self._module_paths: dict[str, tuple[str, ...]] = {}
        self._depth = 0
        for name in world.modules:
            # in one order for all: what a circle of imports sees depends on where it is entered
            self._of_module(name)

    def _read_exports(self, module: Module) -> None:
        exports = self._world.exports(module)
        if exports is not None:
            self._declared[module.name] = frozenset(exports)
        elif any(each.file.endswith(".pyi") for each in module.files):
            self._declared[module.name] = frozenset(n for n in module.names if n[0] != "_")
        for name, target in self._reexports(module, exports):
            self._edges[target].append((module.name, name))
            self._exported.setdefault(f"{module.name}.{name}", target)
        missing = [
            name
            for name in exports or ()
            if name not in module.names
            and f"{module.name}.{name}" not in self._world.modules
            and name not in self._world.wildcards(module.name)
        ]
        if missing:
            self.unbound[module.name] = missing

    def _reexports(self, module: Module, exports: list[str] | None) -> Iterator[tuple[str, str]]:
        listed = None if exports is None else frozenset(exports)
        inside = f"{module.name}."
        for name, bound in module.names.items():
            if "." in name or (len(bound) == 1 and bound[0][1].target is None):
                continue
            for facts, binding in module.last_live(name):
                if binding.target is None:
                    continue
                own = facts.package and binding.target.startswith(inside)
                if binding.explicit or (own if listed is None else name in listed):
                    target = self._world.definition(binding.target)
                    if target is not None and target != f"{module.name}.{name}":
                        yield name, target
        for name, path in self._world.wildcards(module.name).items():
            if name not in module.names and (listed is None or name in listed):
                target = self._world.definition(path)
                if target is not None:
                    yield name, target

    def of_module(self, name: str) -> Paths:
        """The paths of a module; its own path is its id when that is public."""
        known = self._of_module(name)
        if len(known) == 1:
            return Paths(name, self._is_public(name), ())
        paths = [name, *(each for each in known if each != name)]
        public = [each for each in paths if self._is_public(each)]
        path = name if name in public or not public else min(public, key=_order)
        return _paths(path, paths, public=bool(public))

    def of_definition(self, module: str, name: str) -> Paths | None:
        """The paths of what is defined as *name* at the top of *module*.

        ``None``: it only stands in for something else that has its name.
        """
        defining = f"{module}.{name}"
        if defining not in self._edges and len(self._of_module(module)) == 1:
            owned = self.owns(defining, defining)
            return Paths(defining, self._is_public(defining), ()) if owned else None
        direct = [defining]
        through: list[str] = []
        for home, bound in [(module, name), *self._edges.get(defining, ())]:
            if not self.owns(f"{home}.{bound}", defining):
                continue  # by no other name of *home* either, whoever asks first
            for base in self._of_module(home):
                (direct if base == home else through).append(f"{base}.{bound}")
        direct = [each for each in dict.fromkeys(direct) if self.owns(each, defining)]
        through = [each for each in dict.fromkeys(through) if self.owns(each, defining)]
        # a path that leads through another name of a module is for those who look it up
        for candidates in (direct, through):
            public = [each for each in candidates if self._is_public(each)]
            if public:
                return _paths(min(public, key=_order), [*direct, *through], public=True)
        if not direct:
            return None
        return _paths(defining, [*direct, *through], public=False)

    def _of_module(self, name: str) -> tuple[str, ...]:
        if name in self._module_paths:
            return self._module_paths[name]
        self._module_paths[name] = (name,)  # what a circle of imports sees
        found = {name: None}
        parent, _, last = name.rpartition(".")
        homes = [
            (home, bound)
            for home, bound in self._edges.get(name, ())
            if self.owns(f"{home}.{bound}", name)
        ]
        if parent in self._world.modules:
            homes.insert(0, (parent, last))
        self._depth += 1
        if homes and self._depth >= _MAX_CHAIN:
            self._cut(name)
            homes = []
        for home, bound in homes:
            for base in self._of_module(home):
                path = f"{base}.{bound}"
                if not f"{path}.".startswith(f"{name}.") and path not in self._world.modules:
                    found[path] = None
        self._depth -= 1
        if len(found) > _MAX_PATHS:
            self._cut(name)
        self._module_paths[name] = tuple(found)[:_MAX_PATHS]
        return self._module_paths[name]

    def _cut(self, name: str) -> None:
        message = (
            f"{name} is imported by so many modules in a row, or by so many names, "
            f"that only {_MAX_PATHS} paths to it are kept"
        )
        file = next((facts.file for facts in self._world.modules[name].files), None)
        self.cuts.add(Cut("unresolved", "too-many-paths", message, name, file, 1 if file else None))

    def owns(self, path: str, defining: str) -> bool:
        """Whether *path* leads to *defining* and not to a module or to another definition."""
        return path not in self._world.modules and self._owner(path, defining) == defining

    def _owner(self, path: str, claimant: str) -> str:
        if path in self._dynamic:
            return path
        owner = self._owners.get(path)
        if owner is None:
            place = self._world.split(path)
            local = place[0].names.get(place[1], []) if place is not None else []
            if any(binding.defines for _, binding in local):
                owner = path
            elif path in self._exported:
                # `except ImportError: f = None` is what is there without the thing itself
                owner = self._exported[path]
            else:
                owner = path if local else claimant
            self._owners[path] = owner
        return owner

    def _is_public(self, path: str) -> bool:
        if self._mode == "all":
            return True
        if _is_private(path):
            return False
        module, _, name = path.rpartition(".")
        if self._mode == "declared" and path not in self._world.modules:
            return name in self._declared.get(module, (name,))
        return True


def inside(base: Paths, rest: str) -> Paths:
    """The paths of *rest* inside of a class or module; of itself where *rest* is empty."""
    if not rest:
        return base
    others = tuple([f"{path}.{rest}" for path in base.others])
    return Paths(f"{base.path}.{rest}", base.public, others)


def _paths(path: str, paths: list[str], *, public: bool) -> Paths:
    return Paths(path, public, tuple(sorted({*paths} - {path})))


def _order(path: str) -> tuple[bool, tuple[int, str]]:
    return _is_private(path), id_order(f"python:{path}")


def _is_private(path: str) -> bool:
    return path.startswith("_") or "._" in path
