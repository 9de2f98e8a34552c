"""What the arguments of a marker mean, as its marker set says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from api_stability.markers.model import Argument, DecoratorMarker, Parameter
from api_stability.readers.python.binding import Arguments, bind, merge, read_arguments
from api_stability.readers.python.collecting import Collected
from api_stability.readers.python.folding import (
    Folder,
    Given,
    UnknownValueError,
    parse_expression,
    source_of,
)
from api_stability.readers.python.formatting import format_names
from api_stability.readers.python.operations import Value
from api_stability.readers.python.statements import dotted_name

_PARAMETER_ROLES: Final = frozenset({"parameter", "parameter-onwards", "parameter-except"})
_FILLED: Final = ("since", "removal")
_MAX_DEPTH: Final = 10
"""Partials of partials: more is a cycle."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one argument says; *known* is false where it cannot be known."""

    argument: Argument
    source: str
    value: Value = None
    known: bool = True

    def at(self, index: int, count: int) -> Said:
        """What it says about one of *count* parameters that it lists values for."""
        if isinstance(self.value, tuple) and len(self.value) == count:
            return Said(self.argument, self.source, self.value[index])
        return self


class Meaning:
    """Reads arguments of markers, as far as *folder* can know their values."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def collect(
        self,
        marker: DecoratorMarker,
        arguments: Arguments,
        parameters: Sequence[Parameter] | None,
    ) -> Iterator[Collected]:
        """Everything that one use of *marker* says: several things where it lists parameters.

        *parameters* are those of the marked function, where it is one.
        """
        bound = by_key(marker, arguments)
        records: list[Given | None] = [None]
        if any(argument.key == "*" for argument in marker.arguments):
            records = [*arguments.positional]
            if arguments.starred and not records:
                records = [None]
        for record in records:
            if record is not None:
                bound["*"] = record
            said = self._read(marker, bound, starred=bool(arguments.starred))
            if said is not None:
                yield from self._collect(marker, said, arguments.starred, parameters)

    def _read(
        self, marker: DecoratorMarker, bound: dict[str, Given], *, starred: bool
    ) -> list[Said] | None:
        """What each argument says; ``None`` where one that is required says nothing."""
        found = []
        for argument in marker.arguments:
            given = bound.get(argument.key)
            said = _default(argument, marker) if given is None else self._say(argument, given)
            silent = said is None or (said.known and not said.value)
            if argument.required and silent and (given is not None or not starred):
                return None
            if said is not None:
                found.append(said)
        return found

    def _collect(
        self,
        marker: DecoratorMarker,
        said: list[Said],
        starred: list[str],
        parameters: Sequence[Parameter] | None,
    ) -> Iterator[Collected]:
        about, rest = _about(marker, said, parameters, starred)
        if about is not None and not about.names and not about.unknown:
            return  # about such parameters as the function does not have
        listed = len(about.names) if about is not None else 0
        paired = listed > 1 and any(
            isinstance(each.value, tuple) and len(each.value) == listed for each in rest
        )
        for index in range(listed) if paired else (None,):
            collected = Collected()
            for star in starred:
                collected.unknown("arguments", star)
            if about is not None:
                names = about.names if index is None else about.names[index : index + 1]
                collected.add("parameter", names, source=about.source)
                if about.unknown:
                    collected.unknown("parameter", about.source)
            each_said = rest if index is None else [each.at(index, listed) for each in rest]
            _fill(collected, marker, each_said)
            yield collected

    def _say(self, argument: Argument, given: Given) -> Said | None:
        if argument.field is not None:
            try:
                part = self._part(given, argument.field)
            except UnknownValueError as error:
                return Said(argument, str(error), known=False)
            if part is None:
                return None
            given = part
        source = source_of(given.node)
        if argument.values or argument.pattern:
            return self._stand_for(argument, given, source)
        try:
            value = self._folder.fold(given)
        except UnknownValueError:
            path = self._folder.path(given) if argument.role == "alternative" else None
            return Said(argument, source, path, known=path is not None)
        return Said(argument, source, None if value in argument.ignore else value)

    def _stand_for(self, argument: Argument, given: Given, source: str) -> Said:
        """A value that stands for something: ``pending=True``, ``category=SomeWarning``."""
        meanings = dict(argument.values)
        try:
            value = self._folder.fold(given)
        except UnknownValueError:
            names = list(self._last_steps(given))
            if not names or ("True" in meanings and not meanings.keys() & set(names)):
                return Said(argument, source, known=False)
        else:
            names = [] if value is None and "None" not in meanings else [str(value)]
        for name in names:
            meaning = _meaning(argument, meanings, name)
            if meaning is not None:
                return Said(argument, source, meaning)
        return Said(argument, source)

    def _last_steps(self, given: Given) -> Iterator[str]:
        """The last steps of what a name is imported as, and of what it is defined as."""
        name = dotted_name(given.node)
        if name:
            yield name.rpartition(".")[2]
            path = self._folder.path(given)
            if path is not None:
                yield path.rpartition(".")[2]

    def _part(self, given: Given, field: str) -> Given | None:
        """The part of an argument that is a call, or a dictionary, itself.

        Raises `UnknownValueError` where that is out of sight.
        """
        behind = self._folder.expression(given)
        node = behind.node
        if isinstance(node, ast.Call):
            return self._part_of_call(behind, field)
        if isinstance(node, ast.Dict):
            pairs = list(zip(node.keys, node.values, strict=True))
            for key, value in pairs:
                if isinstance(key, ast.Constant) and str(key.value) == field:
                    return Given(value, behind.place)
            if all(isinstance(key, ast.Constant) for key, _ in pairs):
                return None
        elif isinstance(node, (ast.Tuple, ast.List)):
            at = int(field) if field.isdecimal() else len(node.elts)
            return Given(node.elts[at], behind.place) if at < len(node.elts) else None
        elif isinstance(node, (ast.Constant, ast.JoinedStr)):
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


@dataclass(frozen=True, slots=True)
class _About:
    """The parameters that a mark is about: those known by name, and whether there are others."""

    names: tuple[Value, ...]
    source: str
    unknown: bool = False


def _about(
    marker: DecoratorMarker,
    said: list[Said],
    parameters: Sequence[Parameter] | None,
    starred: list[str],
) -> tuple[_About | None, list[Said]]:
    """What is said about which parameters, and the rest; no parameters: about the object."""
    rest = [each for each in said if each.argument.role not in _PARAMETER_ROLES]
    named = [each for each in said if each.argument.role in _PARAMETER_ROLES]
    names: list[Value] = []
    source, unknown = "", False
    for each in named:
        source = each.source
        if not each.known:
            unknown = True
        elif each.value:
            values = each.value if isinstance(each.value, tuple) else (each.value,)
            names += _chosen(each.argument.role, values, parameters)
    if names or unknown:
        return _About(tuple(names), source, unknown), rest
    if starred and any(each.role in _PARAMETER_ROLES for each in marker.arguments):
        return _About((), starred[0], unknown=True), rest
    if any(each.value for each in named):
        return _About((), source), rest
    if marker.about == "object":
        return None, rest
    if parameters is None:
        return _About((), f"parameters that are {marker.about}", unknown=True), rest
    return _About(tuple(_of_kind(marker.about, parameters)), ""), rest


def _chosen(
    role: str, values: Sequence[Value], parameters: Sequence[Parameter] | None
) -> Iterable[Value]:
    if role == "parameter":
        return values
    plain = [each.name for each in parameters or () if each.kind in {"positional", "any"}]
    if role == "parameter-onwards":
        known = [plain.index(each) for each in values if each in plain]
        return plain[min(known) :] if known else values
    own = plain[:1] if plain[:1] in (["self"], ["cls"]) else []
    return [each for each in plain if each not in values and each not in own]


def _of_kind(about: str, parameters: Sequence[Parameter]) -> Iterator[str]:
    for each in parameters:
        if about == "keyword-only" and each.kind == "keyword":
            yield each.name
        if about == "optional" and each.kind in {"positional", "any"} and each.default is not None:
            yield each.name


def _fill(collected: Collected, marker: DecoratorMarker, said: Iterable[Said]) -> None:
    """Take what is said role by role; reasons last, since they may quote the others."""
    reasons = []
    for each in said:
        if each.argument.role == "reason" and each.known:
            reasons.append(each)
        else:
            _take(collected, each, each.value)
    _compute_removal(collected, marker, said)
    for each in reasons:
        value = each.value
        if each.argument.fill and isinstance(value, str):
            value = format_names(value, _quotable(collected, said), strict=False)
        _take(collected, each, value)
    spoken = any(each.argument.role == "reason" for each in said if each.value or not each.known)
    if marker.reason and not spoken:
        collected.add("reason", marker.reason, source="")


def _take(collected: Collected, said: Said, value: Value) -> None:
    if said.known:
        argument = said.argument
        collected.add(argument.role, value, source=said.source, append=argument.append)
    else:
        collected.unknown(said.argument.role, said.source)


def _quotable(collected: Collected, said: Iterable[Said]) -> dict[str, object]:
    found: dict[str, object] = {
        each.argument.key: each.value for each in said if isinstance(each.value, str)
    }
    for role in _FILLED:
        texts = collected.texts.get(role)
        if texts:
            found[role] = texts[0]
    return found


def _compute_removal(collected: Collected, marker: DecoratorMarker, said: Iterable[Said]) -> None:
    """The removal that a decorator computes where it is not told one; not for what is pending."""
    since = collected.texts.get("since")
    if marker.removal_after is None or not since or collected.words:
        return
    for each in said:
        told = each.value != "" or not each.known
        if each.argument.role == "removal" and told:
            return
    numbers = since[0].removeprefix("v").split(".")
    if all(number.isdecimal() for number in numbers):
        offset = marker.removal_after
        known = [int(number) for number in numbers] + [0] * len(offset)
        removal = ".".join(str(known[index] + each) for index, each in enumerate(offset))
        collected.add("removal", removal, source="")


def _meaning(argument: Argument, meanings: dict[str, str], name: str) -> str | None:
    if argument.pattern is None:
        return meanings.get(name)
    found = _compiled(argument.pattern).fullmatch(name)
    return found.expand(argument.value or r"\g<0>") if found else None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def by_key(marker: DecoratorMarker, arguments: Arguments) -> dict[str, Given]:
    """Arguments by every key that a marker set may use for them."""
    bound = {str(n): given for n, given in enumerate(arguments.positional)}
    bound.update(arguments.keywords)
    if marker.parameters is not None:
        bound.update(bind(marker.parameters, arguments))
    return bound


def _default(argument: Argument, marker: DecoratorMarker) -> Said | None:
    """A default that is a literal speaks like a given argument; a marker set states it."""
    for parameter in marker.parameters or ():
        if parameter.name == argument.key and parameter.default and argument.field is None:
            node = parse_expression(parameter.default)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                value: str | None = node.value
                if argument.values or argument.pattern:
                    value = _meaning(argument, dict(argument.values), node.value)
                return Said(argument, parameter.default, value)
    return None
