"""Which of a thing's public paths is its id, and which are symbols of their own.

A path that only leads to a thing is an alias. One that says something, because the ``use`` or a
module on the way is marked, or needs conditions that the thing itself does not, is a symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from api_stability.readers.rust.modules import Definition, Module
from api_stability.readers.rust.paths import Route


class Chosen(msgspec.Struct, frozen=True, eq=False):
    """The routes to one thing, sorted out."""

    main: Route
    aliases: tuple[Route, ...]
    own: tuple[Route, ...]
    """Those that say something which the main one does not."""


def choose_routes(
    routes: Sequence[Route],
    needed: frozenset[str],
    around: frozenset[Module],
    is_marked: Callable[[Definition | Module], bool],
) -> Chosen:
    """The main route: the one that says and needs least, then one in the crate that defines it,
    then the shortest, then by name.

    *needed*: what the definition itself needs; *around*: the modules that it stands in, whose marks
    it has wherever it is named.
    """
    homes = {module.path[0] for module in around}
    ranked = sorted(
        (
            (
                route.hidden,
                _speakers(route, around, is_marked),
                route.conditions - needed,
                route,
            )
            for route in routes
        ),
        key=lambda each: (
            each[0],
            bool(each[1]),
            len(each[2]),
            each[3].path[0] not in homes,
            len(each[3].path),
            each[3].path,
        ),
    )
    hidden, speakers, extra, main = ranked[0]
    aliases: list[Route] = []
    own: list[Route] = []
    seen = {main.path}
    for other_hidden, others, more, route in ranked[1:]:
        if route.path in seen:
            continue
        seen.add(route.path)
        says = others - speakers or more - extra or other_hidden != hidden
        (own if says else aliases).append(route)
    return Chosen(main, tuple(aliases), tuple(own))


def _speakers(
    route: Route, around: frozenset[Module], is_marked: Callable[[Definition | Module], bool]
) -> frozenset[Definition | Module]:
    """What on the way carries a mark that the definition would not have elsewhere."""
    candidates: Iterable[Definition | Module] = (
        *route.imports,
        *(module for use in route.imports for module in modules_around(use.module)),
        *(module for module in route.modules),
    )
    return frozenset(each for each in candidates if each not in around and is_marked(each))


def modules_around(module: Module | None) -> tuple[Module, ...]:
    """*module* and those that it stands in, innermost first."""
    found: list[Module] = []
    while module is not None:
        found.append(module)
        module = module.parent
    return tuple(found)
