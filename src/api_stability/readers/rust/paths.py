"""Public paths: everything that can be named from a crate's root, and by which route."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Final

import msgspec

from api_stability.readers.rust.modules import CrateTree, Definition, Module
from api_stability.readers.rust.names import External, Names, Reached, Target, Variant

MAX_ROUTES: Final = 24
"""To one module: with more, re-exports go round in circles."""
MAX_PATH: Final = 24
MAX_EXPORTS: Final = 2_000_000


class Route(msgspec.Struct, frozen=True, eq=False):
    """One public path of something."""

    path: tuple[str, ...]
    conditions: frozenset[str]
    """What must hold for the path, besides what the definition itself needs."""
    imports: tuple[Definition, ...] = ()
    """The ``use`` declarations on the way."""
    modules: tuple[Module, ...] = ()
    """The modules on the way, the crate's root first."""
    hidden: bool = False


class Routes:
    """The routes to everything."""

    def __init__(self) -> None:
        self.modules: dict[Module, list[Route]] = {}
        self.definitions: dict[Definition, list[Route]] = {}
        self.variants: dict[Definition, list[tuple[Variant, Route]]] = {}
        self.externals: list[tuple[External, Route]] = []
        self.cut: set[Module] = set()
        """Modules with more paths than are followed."""


def find_routes(names: Names, crates: Iterable[CrateTree]) -> Routes:
    """All routes from the roots of *crates*, shortest first."""
    routes = Routes()
    for tree in crates:
        if tree.root is not None:
            _walk(names, tree.root, routes)
    return routes


def _walk(names: Names, root: Module, routes: Routes) -> None:
    start = Route(path=root.path, conditions=frozenset(root.gates), modules=(root,))
    routes.modules.setdefault(root, []).append(start)
    queue = deque([(root, start)])
    count = 0
    while queue:
        module, route = queue.popleft()
        for export in names.exports(module):
            count += 1
            target = export.reached.target
            if count > MAX_EXPORTS:
                routes.cut.add(module)
                return
            hidden = route.hidden or export.hidden
            onward = _extend(route, export.name, export.reached, hidden=hidden)
            if not isinstance(target, Module):
                _record(routes, target, onward)
            elif target not in route.modules and len(onward.path) <= MAX_PATH:
                known = routes.modules.setdefault(target, [])
                if len(known) >= MAX_ROUTES:
                    routes.cut.add(target)
                    continue
                onward = msgspec.structs.replace(
                    onward,
                    conditions=onward.conditions | frozenset(target.gates),
                    modules=(*onward.modules, target),
                )
                known.append(onward)
                queue.append((target, onward))


def _extend(route: Route, name: str, reached: Reached, *, hidden: bool) -> Route:
    if not reached.imports:
        return Route((*route.path, name), route.conditions, route.imports, route.modules, hidden)
    conditions = route.conditions.union(*(each.gates for each in reached.imports))
    imports = (*route.imports, *reached.imports)
    return Route((*route.path, name), conditions, imports, route.modules, hidden)


def _record(routes: Routes, target: Target, route: Route) -> None:
    if isinstance(target, Definition):
        routes.definitions.setdefault(target, []).append(route)
    elif isinstance(target, Variant):
        routes.variants.setdefault(target.enum, []).append((target, route))
    elif isinstance(target, External):
        routes.externals.append((target, route))
