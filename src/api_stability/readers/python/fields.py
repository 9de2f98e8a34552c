"""Marks in what describes an attribute or a parameter: ``Field(deprecated=…)``, ``Annotated``."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from msgspec.structs import replace

from api_stability.markers.model import FieldMarker, MarkerSet
from api_stability.model.patterns import match_id
from api_stability.model.symbols import Mark
from api_stability.readers.python.collecting import shorten
from api_stability.readers.python.facts import Decorator, ModuleFacts
from api_stability.readers.python.folding import (
    Folder,
    Given,
    Place,
    UnknownValueError,
    parse_expression,
    source_of,
)
from api_stability.readers.python.matching import Markers
from api_stability.readers.python.names import World
from api_stability.readers.python.statements import dotted_name


class Fields:
    """The fields of all marker sets."""

    def __init__(
        self, world: World, markers: Markers, sets: Iterable[MarkerSet], *, source: str
    ) -> None:
        self._world = world
        self._markers = markers
        self._folder = Folder(world)
        self._source = source
        self._fields = [field for each in sets for field in each.fields]
        self._keywords = {each.keyword for each in self._fields}

    def read(self, described: Decorator, facts: ModuleFacts, scope: str) -> list[Mark]:
        """The marks in metadata or a value; those of a marker in ``Annotated`` are read too."""
        found = self.read_call(described, facts, scope)
        if found is not None:
            return found
        read = self._markers.read_decorator(described, facts, scope)
        return [_as_field(each.mark) for each in read if each.parameters is None]

    def read_call(self, described: Decorator, facts: ModuleFacts, scope: str) -> list[Mark] | None:
        """The marks of the call of a field; ``None``: it is something else."""
        if not described.called or not any(word in described.text for word in self._keywords):
            return None
        paths = self._world.resolve(facts, described.callee, described.line, scope)
        for path in reversed(paths):
            for field in self._fields:
                if any(match_id(each, f"python:{path}") for each in field.paths):
                    return self._marks(field, path, described, Place(facts, described.line, scope))
        return None

    def _marks(
        self, field: FieldMarker, path: str, described: Decorator, place: Place
    ) -> list[Mark]:
        call = parse_expression(described.text)
        given = [
            each.value
            for each in (call.keywords if isinstance(call, ast.Call) else ())
            if each.arg == field.keyword
        ]
        if not given:
            return []
        node = given[0]
        if isinstance(node, ast.Call):
            inner = Decorator(dotted_name(node.func), source_of(node), described.line, called=True)
            read = self._markers.read_decorator(inner, place.facts, place.scope)
            if read:
                return [_as_field(each.mark) for each in read if each.parameters is None]
        mark = Mark(
            source=self._source,
            form="field",
            name=path,
            file=place.facts.file,
            line=described.line,
        )
        try:
            value = self._folder.fold(Given(node, place))
        except UnknownValueError:
            unknown = (f"level: {shorten(source_of(node))}",)
            return [replace(mark, unresolved=unknown)]
        if not value:
            return []
        reason = value if isinstance(value, str) else None
        return [replace(mark, raw_level="deprecated", deprecates=True, reason=reason)]


def _as_field(mark: Mark) -> Mark:
    return replace(mark, form="field")
