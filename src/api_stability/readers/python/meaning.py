"""What the arguments of a marker mean, as its marker set says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from api_stability.markers.model import Argument, DecoratorMarker, Parameter, Role
from api_stability.readers.python.about import Said, find_about
from api_stability.readers.python.binding import Arguments, bind
from api_stability.readers.python.collecting import Collected
from api_stability.readers.python.expressions import (
    Given,
    UnknownValueError,
    parse_expression,
    source_of,
)
from api_stability.readers.python.folding import Folder
from api_stability.readers.python.formatting import format_names
from api_stability.readers.python.operations import Value, version
from api_stability.readers.python.parts import Parts, Record
from api_stability.readers.python.statements import dotted_name

_VERSIONS: Final[tuple[Role, ...]] = ("since", "removal")


class Meaning:
    """Reads arguments of markers, as far as *folder* can know their values."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._parts = Parts(folder)

    def collect(
        self,
        marker: DecoratorMarker,
        arguments: Arguments,
        parameters: Sequence[Parameter] | None,
    ) -> Iterator[Collected]:
        """Everything that one use of *marker* says: several things where it lists them.

        *parameters* are those of the marked function, where it is one.
        """
        bound = by_key(marker, arguments)
        nameless = _nameless(marker, arguments)
        for record in self._parts.records(marker, arguments, bound):
            said = self._read(marker, bound, record, starred=bool(arguments.starred))
            if said is not None:
                for collected in self._collect(marker, said, arguments.starred, parameters):
                    for each in nameless:
                        collected.unknown("arguments", f"{each} (no signature is stated)")
                    yield collected

    def _read(
        self, marker: DecoratorMarker, bound: dict[str, Given], record: Record, *, starred: bool
    ) -> list[Said] | None:
        """What each argument says; ``None`` where one that is required says nothing."""
        found = []
        parted = {(each.key, each.slot) for each in marker.arguments if each.field is not None}
        for argument in marker.arguments:
            given = record.of(argument) if argument.slot else bound.get(argument.key)
            if given is None:
                said = _default(argument, marker)
            elif argument.field is None and (argument.key, argument.slot) in parted:
                # what has parts says what they say
                said = self._say(argument, given) if self._parts.is_whole(given) else None
            else:
                said = self._say(argument, given)
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
        about, rest = find_about(marker, said, parameters, starred)
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
                collected.members = about.members
                names = about.names if index is None else about.names[index : index + 1]
                collected.add("parameter", names, source=about.source)
                if about.unknown:
                    collected.unknown("parameter", about.source)
            each_said = rest if index is None else [each.at(index, listed) for each in rest]
            named = {
                each.argument.key: collected.parameters[0]
                for each in said
                if each.argument.role == "parameter" and collected.parameters
            }
            _fill(collected, marker, each_said, named)
            yield collected

    def _say(self, argument: Argument, given: Given) -> Said | None:
        if argument.field is not None:
            try:
                part = self._parts.part(given, argument.field)
            except UnknownValueError as error:
                return Said(argument, str(error), known=False)
            if part is None:
                return None
            given = part
        source = source_of(given.node)
        if argument.values or argument.pattern:
            return self._stand_for(argument, given, source)
        try:
            value = _spelled(argument, self._folder.fold(given))
        except UnknownValueError:
            named = argument.role in {"alternative", "target"}
            path = self._folder.path(given) if named else None
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
            names += self._last_steps(given)
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


def _spelled(argument: Argument, value: Value) -> Value:
    """A version as text, where it is given by its numbers."""
    if argument.role in _VERSIONS and isinstance(value, tuple):
        try:
            return version(value)
        except ValueError:
            return value
    if argument.role == "reason" and isinstance(value, tuple):
        return " ".join(str(each) for each in value)
    return value


def _fill(
    collected: Collected, marker: DecoratorMarker, said: Iterable[Said], named: dict[str, str]
) -> None:
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
            known = _quotable(collected, said) | named
            known |= {name: known[key] for name, key in each.argument.names if key in known}
            value = format_names(value, known, strict=False)
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
    for role in _VERSIONS:
        text = collected.text(role)
        if text:
            found[role] = text
    return found


def _compute_removal(collected: Collected, marker: DecoratorMarker, said: Iterable[Said]) -> None:
    """The removal that a decorator computes where it is not told one; not for what is pending."""
    since = collected.text("since")
    if marker.removal_after is None or not since or collected.words:
        return
    for each in said:
        told = each.value != "" or not each.known
        if each.argument.role == "removal" and told:
            return
    numbers = since.removeprefix("v").split(".")
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


def _nameless(marker: DecoratorMarker, arguments: Arguments) -> list[str]:
    """What is given by position to a marker of which only the names of parameters are known."""
    wanted = {each.key for each in marker.arguments if each.key and not each.key.isdecimal()}
    plain = [each for each in marker.parameters or () if each.kind != "*"]
    open_ended = marker.parameters is None or len(plain) < len(marker.parameters)
    if not open_ended or any(not each.key for each in marker.arguments):
        return []
    if wanted - {each.name for each in plain} <= arguments.keywords.keys():
        return []
    known = [int(each.key) + 1 for each in marker.arguments if each.key.isdecimal()]
    known += [int(marker.object) + 1] if marker.object and marker.object.isdecimal() else []
    known += [sum(each.kind in {"positional", "any"} for each in plain)]
    return [source_of(each.node) for each in arguments.positional[max(known) :]]


def _default(argument: Argument, marker: DecoratorMarker) -> Said | None:
    """What is not given says what its default says: a text, or what stands for something."""
    if argument.field is not None or argument.slot:
        return None
    for parameter in marker.parameters or ():
        if parameter.name == argument.key and parameter.default:
            node = parse_expression(parameter.default)
            text = node.value if isinstance(node, ast.Constant) else dotted_name(node)
            if argument.values or argument.pattern:
                name = str(text).rpartition(".")[2] if dotted_name(node) else str(text)
                meaning = _meaning(argument, dict(argument.values), name)
                if meaning is not None or isinstance(text, str):
                    return Said(argument, parameter.default, meaning)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                return Said(argument, parameter.default, node.value)
    return None
