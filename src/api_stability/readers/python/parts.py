"""Parts of arguments, and the values of one argument that each make a mark of their own."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from api_stability.markers.model import Argument, DecoratorMarker
from api_stability.readers.python.binding import Arguments, merge, read_arguments
from api_stability.readers.python.expressions import Given, UnknownValueError, source_of
from api_stability.readers.python.folding import Folder

_MAX_DEPTH: Final = 10
"""Partials of partials: more is a cycle."""


@dataclass(frozen=True, slots=True)
class Record:
    """One of several values that each make a mark; both are missing where it is out of sight."""

    name: Given | None = None
    value: Given | None = None

    def of(self, argument: Argument) -> Given | None:
        """What *argument* is in this mark."""
        return self.name if argument.slot == "**" else self.value


class Parts:
    """Takes arguments apart, as far as *folder* sees what is behind names."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def records(
        self, marker: DecoratorMarker, arguments: Arguments, bound: dict[str, Given]
    ) -> list[Record]:
        """One for each mark that a use makes: a single one unless *marker* says otherwise."""
        if marker.slots is None:
            return [Record()]
        key, slot = marker.slots
        if key:
            given = bound.get(key)
            found = list(self._inside(given, slot)) if given is not None else []
        elif slot == "*":
            found = [Record(value=each) for each in surplus_positional(marker, arguments)]
        else:
            keywords = surplus_keywords(marker, arguments)
            found = [_entry(name, value) for name, value in keywords.items()]
        return found or ([Record()] if arguments.starred else [])

    def _inside(self, given: Given, slot: str) -> Iterator[Record]:
        behind = self._folder.expression(given)
        match behind.node:
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts) if slot == "*":
                yield from (Record(value=Given(each, behind.place)) for each in parts)
            case ast.Dict(keys=keys, values=values) if slot != "*" and None not in keys:
                for key, value in zip(keys, values, strict=True):
                    if key is not None:
                        yield Record(Given(key, behind.place), Given(value, behind.place))
            case ast.Call(func=ast.Name(id="dict"), args=[]) if slot != "*":
                entries = read_arguments(behind.node, behind.place, self._folder.expression)
                yield from (_entry(name, value) for name, value in entries.keywords.items())
            case _:
                yield Record(given, given)

    def is_whole(self, given: Given) -> bool:
        """Whether a value has no parts, as a text or a number has none."""
        node = self._folder.expression(given).node
        return not isinstance(node, (ast.Call, ast.Dict, ast.Tuple, ast.List))

    def part(self, given: Given, field: str) -> Given | None:
        """The part of an argument that is a call, a list or a dictionary itself.

        Raises `UnknownValueError` where that is out of sight.
        """
        behind = self._folder.expression(given)
        match behind.node:
            case ast.Call():
                return self._part_of_call(behind, field)
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and str(key.value) == field:
                        return Given(value, behind.place)
                if all(isinstance(key, ast.Constant) for key in keys):
                    return None
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                at = int(field) if field.isdecimal() else len(parts)
                return Given(parts[at], behind.place) if at < len(parts) else None
            case ast.Constant() | ast.JoinedStr():
                return None
        raise UnknownValueError(source_of(given.node))

    def _part_of_call(self, call: Given, field: str) -> Given | None:
        arguments = self._call_arguments(call)
        positional = arguments.positional
        if field.isdecimal() and int(field) < len(positional):
            return positional[int(field)]
        if field in arguments.keywords:
            return arguments.keywords[field]
        if arguments.starred or self._folder.is_function(call):
            raise UnknownValueError(source_of(call.node))
        return None

    def _call_arguments(self, call: Given, depth: int = 0) -> Arguments:
        """What a call passes, together with what a partial that it calls has been given."""
        arguments = read_arguments(call.node, call.place, self._folder.expression)
        if not isinstance(call.node, ast.Call) or depth > _MAX_DEPTH:
            return arguments
        callee = Given(call.node.func, call.place)
        if self._is_partial(callee) and arguments.positional:
            callee = arguments.positional.pop(0)
        made = self._folder.expression(callee)
        if isinstance(made.node, ast.Call) and self._is_partial(Given(made.node.func, made.place)):
            return merge(self._call_arguments(made, depth + 1), arguments)
        return arguments

    def _is_partial(self, callee: Given) -> bool:
        return self._folder.path(callee) == "functools.partial"


def _entry(name: str, value: Given) -> Record:
    return Record(Given(ast.Constant(name), value.place), value)


def surplus_positional(marker: DecoratorMarker, arguments: Arguments) -> Sequence[Given]:
    """What is given by position beyond what the signature, or the marker set, has a place for."""
    plain = [each for each in marker.parameters or () if each.kind in {"positional", "any"}]
    if not any(each.kind == "*" for each in marker.parameters or ()):
        plain = []
    known = [int(each.key) + 1 for each in marker.arguments if each.key.isdecimal()]
    return arguments.positional[max([len(plain), *known]) :]


def surplus_keywords(marker: DecoratorMarker, arguments: Arguments) -> dict[str, Given]:
    """What is given by a name that neither the signature nor the marker set knows."""
    known = {each.name for each in marker.parameters or () if each.kind in {"any", "keyword"}}
    known |= {each.key for each in marker.arguments}
    return {name: value for name, value in arguments.keywords.items() if name not in known}
