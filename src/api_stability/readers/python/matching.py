"""Decides which decorators and calls are markers, and reads them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from api_stability.markers.model import DecoratorMarker, MarkerSet, Parameter
from api_stability.model.symbols import Form, Mark
from api_stability.readers.python.applying import PARTIAL, Applied, Appliers, as_call
from api_stability.readers.python.binding import merge
from api_stability.readers.python.collecting import Collected
from api_stability.readers.python.evaluating import Templates
from api_stability.readers.python.expressions import Place, parse_expression
from api_stability.readers.python.facts import Decorator, ModuleFacts
from api_stability.readers.python.folding import Folder
from api_stability.readers.python.known import KnownMarkers
from api_stability.readers.python.meaning import Meaning
from api_stability.readers.python.names import World

_WRAPPERS: Final = frozenset({"staticmethod", "classmethod", "property"})


@dataclass(frozen=True, slots=True)
class Found:
    """A mark and what it is about: with none of the others, what it is written on."""

    mark: Mark
    parameters: tuple[str, ...] | None = None
    members: tuple[str, ...] | None = None
    target: str | None = None
    """What a call that stands alone names; empty: the module."""


class Markers:
    """All markers of one reading: those of the marker sets, and the project's own decorators."""

    def __init__(self, world: World, sets: Iterable[MarkerSet], *, source: str) -> None:
        sets = tuple(sets)
        self._world = world
        self._folder = Folder(world)
        self._meaning = Meaning(self._folder)
        self._source = source
        self._known = KnownMarkers(world, sets)
        self._templates = Templates(world, self._folder)
        self._appliers = Appliers(world, self._folder, self._known, self._templates)
        self.deprecating = frozenset({"deprecated", *(w for s in sets for w in s.deprecating)})

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
        if self._appliers.known(paths) is None and not self._appliers.may_apply(paths):
            return []
        applied = self._appliers.applied(parse_expression(decorator.text), paths, place)
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
        paths = self._appliers.paths(node.func.func, place)
        if PARTIAL.isdisjoint(paths):
            return []
        applied = self._appliers.applied(node.func, paths, place)
        if applied is None:
            return []
        arguments = merge(applied.arguments, self._appliers.arguments(node, place))
        whole = Applied(applied.path, arguments)
        return self._read(whole, place, "decorator", decorator.line, parameters)

    def read_call(self, value: str, facts: ModuleFacts, line: int, scope: str) -> list[Found]:
        """The marks of ``new = deprecated("…")(old)``, ``new = PublicAPI(old)`` and their like."""
        place = Place(facts, line, scope)
        call = self._unwrapped(as_call(value), place)
        if call is None:
            return []
        if isinstance(call.func, ast.Call):
            paths = self._appliers.paths(call.func.func, place)
            applied = self._appliers.applied(call.func, paths, place) if paths else None
            if applied is None or self._appliers.makes_object(applied):
                return []
            return self._read(applied, place, "call", line, None)
        paths = self._appliers.paths(call.func, place)
        known = self._appliers.known(paths)
        if known is not None:
            applied = Applied(known, self._appliers.arguments(call, place))
            if not self._appliers.makes_object(applied):
                return []
        else:
            applied = self._appliers.kept(paths, complete=True)
            applied = applied or self._appliers.given(call, paths, place, to_object=True)
        return self._read(applied, place, "call", line, None) if applied else []

    def _unwrapped(self, call: ast.Call | None, place: Place) -> ast.Call | None:
        """``staticmethod(deprecated("…")(f))`` without what only changes how it is called."""
        while call is not None and call.args and isinstance(call.args[0], ast.Call):
            paths = self._appliers.paths(call.func, place)
            if not paths or paths[-1].removeprefix("builtins.") not in _WRAPPERS:
                break
            call = call.args[0]
        return call

    def read_statements(self) -> Iterator[tuple[str, Mark]]:
        """Marks of calls that stand alone, with the path of what each is about.

        Where that is not known, `names_nothing` says so, and the path is the module's.
        """
        for module in self._world.modules.values():
            for facts in module.files:
                for scope, call in facts.statements:
                    for found in self._read_statement(facts, call, scope):
                        target = "" if names_nothing(found.mark) else found.target
                        yield self._target(facts, scope, target), found.mark

    def _read_statement(self, facts: ModuleFacts, call: Decorator, scope: str) -> list[Found]:
        paths = self._world.resolve(facts, call.callee, call.line, scope)
        known = self._appliers.known(paths)
        if known is None or not any(each.alone for each in self._known.find(known)):
            return []
        place = Place(facts, call.line, scope)
        arguments = self._appliers.arguments(parse_expression(call.text), place)
        return self._read(Applied(known, arguments), place, "call", call.line, None)

    def _target(self, facts: ModuleFacts, scope: str, name: str | None) -> str:
        """The path of what a module calls by *name*: itself, something in it, or a whole path."""
        if not name:
            return f"{facts.module}.{scope}" if scope else facts.module
        own = name.partition(".")[0] in self._world.modules[facts.module].names
        if own or self._world.split(name) is None:
            return f"{facts.module}.{name}"
        return name

    def _read(
        self,
        applied: Applied,
        place: Place,
        form: Form,
        line: int,
        parameters: tuple[Parameter, ...] | None,
    ) -> list[Found]:
        markers = self._known.find(applied.path)
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
        names = None if collected.parameters is None else tuple(collected.parameters)
        if collected.members:
            return Found(mark, members=names, target=collected.text("target"))
        return Found(mark, names, target=collected.text("target"))


def names_nothing(mark: Mark) -> bool:
    """Whether it is not known what a call that stands alone is about."""
    return any(each.startswith("target:") for each in mark.unresolved)


def _canonical(marker: DecoratorMarker | None, path: str) -> str:
    """The first of a marker's paths, for one that is known by another of them."""
    if marker is None or path not in marker.paths or "*" in marker.paths[0]:
        return path
    return marker.paths[0]
