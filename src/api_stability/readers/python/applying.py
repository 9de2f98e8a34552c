"""Which marker a decorator or a call applies, through whatever it is made with."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Final

from api_stability.markers.model import DecoratorMarker
from api_stability.readers.python.binding import Arguments, bind, merge, read_arguments
from api_stability.readers.python.evaluating import Templates
from api_stability.readers.python.expressions import OPAQUE, Given, Place, parse_expression
from api_stability.readers.python.facts import Factory, ModuleFacts
from api_stability.readers.python.folding import Folder
from api_stability.readers.python.known import KnownMarkers
from api_stability.readers.python.meaning import by_key
from api_stability.readers.python.names import END, World
from api_stability.readers.python.statements import dotted_name

PARTIAL: Final = frozenset({"functools.partial"})
_MAX_DEPTH: Final = 10
"""Variables for variables, partials of partials: more is a cycle."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A marker, by its path, with the arguments of one use of it."""

    path: str
    arguments: Arguments


class Appliers:
    """Follows names to markers: variables, partials, functions that only give a marker."""

    def __init__(
        self, world: World, folder: Folder, known: KnownMarkers, templates: Templates
    ) -> None:
        self._world = world
        self._folder = folder
        self._markers = known
        self._templates = templates

    def paths(self, node: ast.expr, place: Place) -> list[str]:
        """Every path that a plain name goes by."""
        name = dotted_name(node)
        return self._world.resolve(place.facts, name, place.line, place.scope) if name else []

    def arguments(self, call: ast.expr, place: Place) -> Arguments:
        """What a call passes."""
        return read_arguments(call, place, self._folder.expression)

    def known(self, paths: list[str]) -> str | None:
        """The one of *paths* that is a marker, as near to its definition as is known."""
        for path in reversed(paths):
            if path in self._markers:
                return path
        return next((path for path in reversed(paths) if path in self._templates), None)

    def may_apply(self, paths: list[str]) -> bool:
        """Whether a name that is no marker may stand for the use of one."""
        if not PARTIAL.isdisjoint(paths) or any(map(self._markers.giving, paths)):
            return True
        return any(
            binding.value is not None and binding.value.endswith(")")
            for path in paths
            for home in (self._world.split(path),)
            if home is not None
            for _, binding in home[0].last_live(home[1])
        )

    def applied(
        self, node: ast.expr, paths: list[str], place: Place, depth: int = 0
    ) -> Applied | None:
        """The marker that a decorator or a call of one of *paths* applies."""
        if depth > _MAX_DEPTH:
            return None
        arguments = self.arguments(node, place)
        known = self.known(paths)
        if known is not None:
            return Applied(known, arguments)
        if PARTIAL.isdisjoint(paths):
            given = self.given(node, paths, place, depth + 1)
            if given is not None:
                return given
            base = self.kept(paths, complete=False, depth=depth + 1)
        elif arguments.positional:
            inner = arguments.positional.pop(0)
            callee = inner.node.func if isinstance(inner.node, ast.Call) else inner.node
            inner_paths = self.paths(callee, inner.place)
            base = self.applied(inner.node, inner_paths, inner.place, depth + 1)
        else:
            base = None
        return Applied(base.path, merge(base.arguments, arguments)) if base else None

    def kept(self, paths: list[str], *, complete: bool, depth: int = 0) -> Applied | None:
        """``gone = deprecated("…")`` once, then ``@gone`` many times.

        *complete*: not ``later = partial(deprecated, …)``, which wants more arguments.
        """
        for path in paths:
            home = self._world.split(path)
            for facts, binding in home[0].last_live(home[1]) if home is not None else ():
                call = as_call(binding.value)
                if call is None or isinstance(call.func, ast.Call):
                    continue
                place = Place(facts, binding.line, binding.name.rpartition(".")[0])
                inner = self.paths(call.func, place)
                if complete and not PARTIAL.isdisjoint(inner):
                    continue
                applied = self.applied(call, inner, place, depth)
                if applied is not None and not self.makes_object(applied):
                    return applied
        return None

    def given(
        self,
        node: ast.expr,
        paths: list[str],
        place: Place,
        depth: int = 0,
        *,
        to_object: bool = False,
    ) -> Applied | None:
        """What a function of the project gives when it is called, or applies where it is not.

        *to_object*: it is called with what it marks, as in ``new = mark(old)``.
        """
        for path in reversed(paths):
            found = self._markers.giving(path)
            if found is None or found[0].given is None:
                continue
            factory, facts = found
            called = isinstance(node, ast.Call)
            inside = Place(
                facts, END, "", _environment(factory, facts, self.arguments(node, place))
            )
            call = parse_expression(factory.given or "")
            callee = call.func if isinstance(call, ast.Call) else call
            applied = self.applied(call, self.paths(callee, inside), inside, depth)
            if applied is None:
                continue
            applies = factory.applied or self.makes_object(applied)
            if applies if to_object else applies != called:
                return applied
        return None

    def makes_object(self, applied: Applied) -> bool:
        """Whether it gives a marked thing, rather than a decorator that marks."""
        markers = self._markers.find(applied.path)
        return any(_makes_object(marker, applied.arguments) for marker in markers)


def _environment(
    factory: Factory, facts: ModuleFacts, arguments: Arguments
) -> dict[str, Given | None]:
    """What the names inside of a function mean when it is called with *arguments*."""
    env: dict[str, Given | None] = {}
    inside = Place(facts, END, "", env)
    unknown = Given(OPAQUE, inside)
    bound = bind(factory.parameters, arguments)
    for parameter in factory.parameters:
        if parameter.kind in {"*", "**"}:
            env[parameter.name] = _surplus(factory, arguments, parameter.kind) or unknown
        elif parameter.name in bound:
            env[parameter.name] = bound[parameter.name]
        elif parameter.default is not None and not arguments.starred:
            env[parameter.name] = Given(parse_expression(parameter.default), Place(facts, END))
        else:
            env[parameter.name] = unknown
    for name, text in factory.locals:
        env[name] = Given(parse_expression(text), inside)
    for name in factory.changing:
        env[name] = unknown
    return env


def _surplus(factory: Factory, arguments: Arguments, kind: str) -> Given | None:
    """What ``*args`` or ``**kwargs`` hold; ``None``: that is not known, or from several places."""
    if arguments.starred:
        return None
    plain = sum(each.kind in {"positional", "any"} for each in factory.parameters)
    positional = arguments.positional[plain:]
    named = {each.name for each in factory.parameters if each.kind in {"any", "keyword"}}
    keywords = {key: value for key, value in arguments.keywords.items() if key not in named}
    given = positional if kind == "*" else [*keywords.values()]
    places = {id(each.place.env): each.place for each in given}
    if len(places) > 1:
        return None
    place = next(iter(places.values()), None)
    nodes = [each.node for each in given]
    node: ast.expr = ast.Tuple(elts=nodes, ctx=ast.Load())
    if kind == "**":
        # the function may take some of them out
        values: list[ast.expr] = [OPAQUE for _ in nodes] if factory.taking else nodes
        node = ast.Dict(keys=[ast.Constant(key) for key in keywords], values=values)
    return Given(node, place) if place is not None else _NOTHING[kind]


_NOWHERE: Final = Place(ModuleFacts(module="", file="", package=False), END)
_NOTHING: Final = {
    "*": Given(ast.Tuple(elts=[], ctx=ast.Load()), _NOWHERE),
    "**": Given(ast.Dict(keys=[], values=[]), _NOWHERE),
}


def as_call(text: str | None) -> ast.Call | None:
    """Source text as a call, where it is one."""
    if not text or not text.endswith(")"):
        return None
    node = parse_expression(text)
    return node if isinstance(node, ast.Call) else None


def _makes_object(marker: DecoratorMarker, arguments: Arguments) -> bool:
    if marker.makes or marker.object is None:
        return marker.makes
    given = by_key(marker, arguments).get(marker.object)
    return given is not None and not (
        isinstance(given.node, ast.Constant) and given.node.value is None
    )
