"""Decides which decorators are markers, and reads them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api_stability.markers.model import Argument, DecoratorMarker, MarkerSet
from api_stability.model.patterns import match_id
from api_stability.model.symbols import Form, Mark
from api_stability.readers.python.binding import Arguments, bind, read_arguments
from api_stability.readers.python.collecting import Collected
from api_stability.readers.python.evaluating import Templates
from api_stability.readers.python.facts import Decorator, ModuleFacts
from api_stability.readers.python.folding import (
    Folder,
    Given,
    Place,
    UnknownValueError,
    parse_expression,
    source_of,
)
from api_stability.readers.python.names import World
from api_stability.readers.python.statements import dotted_name


@dataclass(frozen=True, slots=True)
class Found:
    """A mark, and the parameters that it is about (``None``: the object itself)."""

    mark: Mark
    parameters: tuple[str, ...] | None = None


class Markers:
    """All markers of one reading: those of the marker sets, and the project's own decorators."""

    def __init__(self, world: World, sets: Iterable[MarkerSet], *, source: str) -> None:
        self._world = world
        self._folder = Folder(world)
        self._source = source
        self._exact: dict[str, DecoratorMarker] = {}
        self._patterns: dict[str, list[tuple[str, DecoratorMarker]]] = {}
        words = {"deprecated"}
        for each in sets:
            words.update(each.deprecating)
            for marker in each.decorators:
                self._add(marker)
        self.deprecating = frozenset(words)
        self._templates = Templates(world, self._folder)
        self._add_copies()

    def _add(self, marker: DecoratorMarker) -> None:
        for path in marker.paths:
            if "*" in path:
                last = path.rpartition(".")[2]
                self._patterns.setdefault(last, []).append((path, marker))
            else:
                self._exact.setdefault(path, marker)

    def _add_copies(self) -> None:
        """Take copies of a set's decorators for what they are copies of.

        A copy has the name and the parameters of the original, in a module that names one of the
        attributes that the set knows; how it sets them does not matter.
        """
        originals = {
            (path.rpartition(".")[2], tuple(each.name for each in marker.parameters)): marker
            for marker in (*self._exact.values(), *self._pattern_markers())
            for path in marker.paths
            if marker.parameters
        }
        for module in self._world.modules.values():
            for facts in module.files:
                for name, parameters in facts.makers:
                    marker = originals.get((name, parameters))
                    if marker is not None:
                        self._exact.setdefault(f"{facts.module}.{name}", marker)

    def _pattern_markers(self) -> Iterator[DecoratorMarker]:
        return (marker for pairs in self._patterns.values() for _, marker in pairs)

    def read_decorator(self, decorator: Decorator, facts: ModuleFacts, scope: str) -> list[Found]:
        """The marks of one decorator; none when it is no marker."""
        if not decorator.callee:
            return []
        place = Place(facts, decorator.line, scope)
        paths = self._world.resolve(facts, decorator.callee, decorator.line, scope)
        found = self._read(paths, decorator.text, place, "decorator", decorator.line)
        if not found and not decorator.called:
            return self._read_kept(paths, decorator)
        return found

    def _read_kept(self, paths: list[str], decorator: Decorator) -> list[Found]:
        """``gone = deprecated("…")`` once, then ``@gone`` many times."""
        for path in paths:
            place = self._world.split(path)
            if place is None:
                continue
            for facts, binding in place[0].last_live(place[1]):
                call = _as_call(binding.value)
                if call is None:
                    continue
                home = Place(facts, binding.line)
                inner = self._world.resolve(facts, dotted_name(call.func), binding.line)
                text = binding.value or ""
                found = self._read(inner, text, home, "decorator", decorator.line)
                if found:
                    return found
        return []

    def read_call(self, value: str, facts: ModuleFacts, line: int, scope: str) -> list[Found]:
        """The marks of ``new = deprecated("…")(old)``."""
        call = _as_call(value)
        inner = call.func if call is not None else None
        if not isinstance(inner, ast.Call) or not dotted_name(inner.func):
            return []
        place = Place(facts, line, scope)
        paths = self._world.resolve(facts, dotted_name(inner.func), line, scope)
        return self._read(paths, source_of(inner), place, "call", line)

    def _read(
        self, paths: list[str], text: str, place: Place, form: Form, line: int
    ) -> list[Found]:
        for path in reversed(paths):
            marker = self._exact.get(path) or self._pattern(path)
            if marker is not None:
                return self._read_marker(marker, path, text, place, form, line)
        for path in reversed(paths):
            if path in self._templates:
                found = self._read_template(path, text, place, form, line)
                return [found] if found else []
        return []

    def _pattern(self, path: str) -> DecoratorMarker | None:
        for pattern, marker in self._patterns.get(path.rpartition(".")[2], ()):
            if match_id(pattern, f"python:{path}"):
                return marker
        return None

    def _read_marker(
        self, marker: DecoratorMarker, path: str, text: str, place: Place, form: Form, line: int
    ) -> list[Found]:
        arguments = read_arguments(parse_expression(text), place)
        bound = _by_key(marker, arguments)
        each_given: list[Given | None] = [None]
        if any(argument.key == "*" for argument in marker.arguments):
            each_given = [*arguments.positional]
        found = []
        for given in each_given:
            if given is not None:
                bound["*"] = given
            collected = Collected()
            for star in arguments.starred:
                collected.unknown("arguments", star)
            if self._collect(collected, marker, bound, starred=bool(arguments.starred)):
                one = self._found(collected, marker, path, place, form, line)
                found += [one] if one else []
        return found

    def _collect(
        self,
        collected: Collected,
        marker: DecoratorMarker,
        bound: dict[str, Given],
        *,
        starred: bool,
    ) -> bool:
        """Take what each argument says; whether all that are required are there."""
        for argument in marker.arguments:
            given = bound.get(argument.key)
            if argument.field is not None and given is not None:
                given = _field(given, argument.field)
            if given is not None:
                self._take(collected, argument, given)
            elif argument.required and not starred:
                return False
            else:
                _take_default(collected, argument, marker)
        return True

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
            name=path,
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

    def _take(self, collected: Collected, argument: Argument, given: Given) -> None:
        source = source_of(given.node)
        if argument.values:
            self._take_meaning(collected, argument, given, source)
            return
        try:
            value = self._folder.fold(given)
        except UnknownValueError:
            collected.unknown(argument.role, source)
        else:
            collected.add(argument.role, value, source=source, append=argument.append)

    def _take_meaning(
        self, collected: Collected, argument: Argument, given: Given, source: str
    ) -> None:
        """A value that stands for something: ``pending=True``, ``category=SomeWarning``."""
        meanings = dict(argument.values)
        try:
            key = str(self._folder.fold(given))
        except UnknownValueError:
            key = dotted_name(given.node).rpartition(".")[2]
            if not key or (key not in meanings and meanings.keys() & {"True", "False"}):
                collected.unknown(argument.role, source)
                return
        collected.add(argument.role, meanings.get(key), source=source, append=argument.append)

    def _read_template(
        self, path: str, text: str, place: Place, form: Form, line: int
    ) -> Found | None:
        arguments = read_arguments(parse_expression(text), place)
        collected = self._templates.evaluate(path, arguments)
        return self._found(collected, None, path, place, form, line)


def _as_call(text: str | None) -> ast.Call | None:
    if not text or not text.endswith(")"):
        return None
    node = parse_expression(text)
    return node if isinstance(node, ast.Call) else None


def _by_key(marker: DecoratorMarker, arguments: Arguments) -> dict[str, Given]:
    """Arguments by every key that a marker set may use for them."""
    bound = {str(n): given for n, given in enumerate(arguments.positional)}
    bound.update(arguments.keywords)
    if marker.parameters is not None:
        bound.update(bind(marker.parameters, arguments))
    return bound


def _field(given: Given, name: str) -> Given | None:
    """The keyword *name* of an argument that is a call itself."""
    if isinstance(given.node, ast.Call):
        for keyword in given.node.keywords:
            if keyword.arg == name:
                return Given(keyword.value, given.place)
    return None


def _take_default(collected: Collected, argument: Argument, marker: DecoratorMarker) -> None:
    """A default that is a literal speaks like a given argument; a marker set states it."""
    for parameter in marker.parameters or ():
        if parameter.name == argument.key and parameter.default and argument.field is None:
            node = parse_expression(parameter.default)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                meanings = dict(argument.values)
                value = meanings.get(node.value) if meanings else node.value
                collected.add(argument.role, value, source=parameter.default)
