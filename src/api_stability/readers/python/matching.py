"""Decides which decorators are markers, and reads them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from api_stability.markers.model import DecoratorMarker, MarkerSet, Parameter
from api_stability.model.patterns import match_id
from api_stability.model.symbols import Form, Mark
from api_stability.readers.python.binding import Arguments, merge, read_arguments
from api_stability.readers.python.collecting import Collected
from api_stability.readers.python.evaluating import Templates
from api_stability.readers.python.facts import Decorator, ModuleFacts
from api_stability.readers.python.folding import Folder, Place, parse_expression
from api_stability.readers.python.meaning import Meaning, by_key
from api_stability.readers.python.names import World
from api_stability.readers.python.statements import dotted_name

_PARTIAL: Final = frozenset({"functools.partial"})
_WRAPPERS: Final = frozenset({"staticmethod", "classmethod", "property"})
_MAX_DEPTH: Final = 10
"""Variables for variables, partials of partials: more is a cycle."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mark, and the parameters that it is about (``None``: the object itself)."""

    mark: Mark
    parameters: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Applied:
    """A marker, by its path, with the arguments of one use of it."""

    path: str
    arguments: Arguments


class Markers:
    """All markers of one reading: those of the marker sets, and the project's own decorators."""

    def __init__(self, world: World, sets: Iterable[MarkerSet], *, source: str) -> None:
        self._world = world
        self._folder = Folder(world)
        self._meaning = Meaning(self._folder)
        self._source = source
        self._exact: dict[str, tuple[DecoratorMarker, ...]] = {}
        self._patterns: dict[str, list[tuple[str, DecoratorMarker]]] = {}
        words = {"deprecated"}
        copied: list[DecoratorMarker] = []
        for each in sets:
            words.update(each.deprecating)
            copied += each.decorators if each.attributes else ()
            self._add(each)
        self.deprecating = frozenset(words)
        self._templates = Templates(world, self._folder)
        self._add_copies(copied)

    def _add(self, marker_set: MarkerSet) -> None:
        """Take what a set says; a path that an earlier one describes is described anew."""
        exact: dict[str, tuple[DecoratorMarker, ...]] = {}
        for marker in marker_set.decorators:
            for path in marker.paths:
                if "*" in path:
                    last = path.rpartition(".")[2]
                    self._patterns.setdefault(last, []).append((path, marker))
                else:
                    exact[path] = (*exact.get(path, ()), marker)
        self._exact.update(exact)

    def _add_copies(self, markers: Iterable[DecoratorMarker]) -> None:
        """Take copies of a set's decorators for what they are copies of.

        A copy has the name and the parameters of the original, in a module that names one of the
        attributes that the set knows; how it sets them does not matter.
        """
        originals = {
            (path.rpartition(".")[2], tuple(each.name for each in marker.parameters)): marker
            for marker in markers
            for path in marker.paths
            if marker.parameters
        }
        for module in self._world.modules.values():
            for facts in module.files:
                for name, parameters in facts.makers:
                    marker = originals.get((name, parameters))
                    if marker is not None:
                        self._exact.setdefault(f"{facts.module}.{name}", (marker,))

    def read_decorator(
        self,
        decorator: Decorator,
        facts: ModuleFacts,
        scope: str,
        parameters: tuple[Parameter, ...] | None = None,
    ) -> list[Found]:
        """The marks of one decorator of a function with *parameters*; none when it is no marker."""
        place = Place(facts, decorator.line, scope)
        if not decorator.callee:
            return self._read_made(decorator, place, parameters)
        paths = self._world.resolve(facts, decorator.callee, decorator.line, scope)
        known = self._known(paths)
        if known is None and not self._may_apply(paths):
            return []
        applied = self._applied(parse_expression(decorator.text), paths, place)
        if applied is None:
            return []
        return self._read(applied, place, "decorator", decorator.line, parameters)

    def _read_made(
        self, decorator: Decorator, place: Place, parameters: tuple[Parameter, ...] | None
    ) -> list[Found]:
        """``@partial(deprecated, "1.0")(removal="2.0")``."""
        node = parse_expression(decorator.text) if "partial" in decorator.text else None
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Call)):
            return []
        paths = self._paths(node.func.func, place)
        if _PARTIAL.isdisjoint(paths):
            return []
        applied = self._applied(node.func, paths, place)
        if applied is None:
            return []
        whole = _Applied(applied.path, merge(applied.arguments, self._arguments(node, place)))
        return self._read(whole, place, "decorator", decorator.line, parameters)

    def read_call(self, value: str, facts: ModuleFacts, line: int, scope: str) -> list[Found]:
        """The marks of ``new = deprecated("…")(old)``, ``new = PublicAPI(old)`` and their like."""
        place = Place(facts, line, scope)
        call = self._unwrapped(_as_call(value), place)
        if call is None:
            return []
        if isinstance(call.func, ast.Call):
            paths = self._paths(call.func.func, place)
            applied = self._applied(call.func, paths, place) if paths else None
            if applied is None or self._makes_object(applied):
                return []
            return self._read(applied, place, "call", line, None)
        paths = self._paths(call.func, place)
        known = self._known(paths)
        if known is None:
            applied = self._kept(paths, complete=True)
        else:
            applied = _Applied(known, self._arguments(call, place))
            if not self._makes_object(applied):
                return []
        return self._read(applied, place, "call", line, None) if applied else []

    def _unwrapped(self, call: ast.Call | None, place: Place) -> ast.Call | None:
        """``staticmethod(deprecated("…")(f))`` without what only changes how it is called."""
        while call is not None and call.args and isinstance(call.args[0], ast.Call):
            paths = self._paths(call.func, place)
            if not paths or paths[-1].removeprefix("builtins.") not in _WRAPPERS:
                break
            call = call.args[0]
        return call

    def _paths(self, node: ast.expr, place: Place) -> list[str]:
        name = dotted_name(node)
        return self._world.resolve(place.facts, name, place.line, place.scope) if name else []

    def _arguments(self, call: ast.expr, place: Place) -> Arguments:
        return read_arguments(call, place, self._folder.expression)

    def _known(self, paths: list[str]) -> str | None:
        """The one of *paths* that is a marker, as near to its definition as is known."""
        for path in reversed(paths):
            if path in self._exact or self._pattern(path):
                return path
        return next((path for path in reversed(paths) if path in self._templates), None)

    def _may_apply(self, paths: list[str]) -> bool:
        """Whether a name that is no marker may stand for the use of one."""
        if not _PARTIAL.isdisjoint(paths):
            return True
        return any(
            binding.value is not None and binding.value.endswith(")")
            for path in paths
            for home in (self._world.split(path),)
            if home is not None
            for _, binding in home[0].last_live(home[1])
        )

    def _applied(
        self, node: ast.expr, paths: list[str], place: Place, depth: int = 0
    ) -> _Applied | None:
        """The marker that a decorator or a call applies, whatever it goes through."""
        if depth > _MAX_DEPTH:
            return None
        arguments = self._arguments(node, place)
        known = self._known(paths)
        if known is not None:
            return _Applied(known, arguments)
        if _PARTIAL.isdisjoint(paths):
            base = self._kept(paths, complete=False, depth=depth + 1)
        elif arguments.positional:
            inner = arguments.positional.pop(0)
            callee = inner.node.func if isinstance(inner.node, ast.Call) else inner.node
            inner_paths = self._paths(callee, inner.place)
            base = self._applied(inner.node, inner_paths, inner.place, depth + 1)
        else:
            base = None
        return _Applied(base.path, merge(base.arguments, arguments)) if base else None

    def _kept(self, paths: list[str], *, complete: bool, depth: int = 0) -> _Applied | None:
        """``gone = deprecated("…")`` once, then ``@gone`` many times.

        *complete*: not ``later = partial(deprecated, …)``, which wants more arguments.
        """
        for path in paths:
            home = self._world.split(path)
            for facts, binding in home[0].last_live(home[1]) if home is not None else ():
                call = _as_call(binding.value)
                if call is None or isinstance(call.func, ast.Call):
                    continue
                place = Place(facts, binding.line, binding.name.rpartition(".")[0])
                inner = self._paths(call.func, place)
                if complete and not _PARTIAL.isdisjoint(inner):
                    continue
                applied = self._applied(call, inner, place, depth)
                if applied is not None and not self._makes_object(applied):
                    return applied
        return None

    def _makes_object(self, applied: _Applied) -> bool:
        """Whether it gives a marked thing, rather than a decorator that marks."""
        markers = self._markers(applied.path)
        return any(_makes_object(marker, applied.arguments) for marker in markers)

    def _markers(self, path: str) -> tuple[DecoratorMarker, ...]:
        pattern = None if path in self._exact else self._pattern(path)
        return (pattern,) if pattern else self._exact.get(path, ())

    def _pattern(self, path: str) -> DecoratorMarker | None:
        for pattern, marker in self._patterns.get(path.rpartition(".")[2], ()):
            if match_id(pattern, f"python:{path}"):
                return marker
        return None

    def _read(
        self,
        applied: _Applied,
        place: Place,
        form: Form,
        line: int,
        parameters: tuple[Parameter, ...] | None,
    ) -> list[Found]:
        markers = self._markers(applied.path)
        found = [
            self._found(said, marker, applied.path, place, form, line)
            for marker in markers
            for said in self._meaning.collect(marker, applied.arguments, parameters)
        ]
        if not markers:
            said = self._templates.evaluate(applied.path, applied.arguments)
            found.append(self._found(said, None, applied.path, place, form, line))
        return [each for each in found if each is not None]

    def _found(
        self,
        collected: Collected,
        marker: DecoratorMarker | None,
        path: str,
        place: Place,
        form: Form,
        line: int,
    ) -> Found | None:
        mark = collected.mark(
            source=self._source,
            form=form,
            name=_canonical(marker, path),
            deprecating=self.deprecating,
            deprecates=marker.deprecates if marker else False,
            level=marker.level if marker else None,
            file=place.facts.file,
            line=line,
        )
        if mark is None:
            return None
        parameters = collected.parameters
        return Found(mark, None if parameters is None else tuple(parameters))


def _as_call(text: str | None) -> ast.Call | None:
    if not text or not text.endswith(")"):
        return None
    node = parse_expression(text)
    return node if isinstance(node, ast.Call) else None


def _canonical(marker: DecoratorMarker | None, path: str) -> str:
    """The first of a marker's paths, for one that is known by another of them."""
    if marker is None or path not in marker.paths or "*" in marker.paths[0]:
        return path
    return marker.paths[0]


def _makes_object(marker: DecoratorMarker, arguments: Arguments) -> bool:
    if marker.makes or marker.object is None:
        return marker.makes
    given = by_key(marker, arguments).get(marker.object)
    return given is not None and not (
        isinstance(given.node, ast.Constant) and given.node.value is None
    )
