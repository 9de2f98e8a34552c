"""What a mark is about: the object, parameters or members of it, or something that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from api_stability.markers.model import Argument, DecoratorMarker, Parameter
from api_stability.readers.python.operations import Value

_PARAMETER_ROLES: Final = frozenset({"parameter", "parameter-onwards", "parameter-except"})
_NAMING: Final = _PARAMETER_ROLES | {"member"}


@dataclass(frozen=True, slots=True)
class Said:
    """What one argument says; *known* is false where it cannot be known."""

    argument: Argument
    source: str
    value: Value = None
    known: bool = True

    def at(self, index: int, count: int) -> Said:
        """What it says about one of *count* things that it lists values for."""
        if isinstance(self.value, tuple) and len(self.value) == count:
            return Said(self.argument, self.source, self.value[index])
        return self


@dataclass(frozen=True, slots=True)
class About:
    """The things that a mark is about: those known by name, and whether there are others."""

    names: tuple[Value, ...]
    source: str
    unknown: bool = False
    members: bool = False
    """Members of a class, not parameters."""


def find_about(
    marker: DecoratorMarker,
    said: list[Said],
    parameters: Sequence[Parameter] | None,
    starred: list[str],
) -> tuple[About | None, list[Said]]:
    """What is said about which names, and the rest; ``None``: about the object itself."""
    rest = [each for each in said if each.argument.role not in _NAMING]
    named = [each for each in said if each.argument.role in _NAMING]
    members = any(each.role == "member" for each in marker.arguments)
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
        return About(tuple(names), source, unknown, members), rest
    if starred and any(each.role in _NAMING for each in marker.arguments):
        return About((), starred[0], unknown=True, members=members), rest
    if any(each.value or each.value == () for each in named):
        return About((), source), rest  # about none, or about such as the function does not have
    if marker.about in {"object", "module"}:
        return None, rest
    if parameters is None:
        return About((), f"parameters that are {marker.about}", unknown=True), rest
    return About(tuple(_of_kind(marker.about, parameters)), ""), rest


def _chosen(
    role: str, values: Sequence[Value], parameters: Sequence[Parameter] | None
) -> Iterable[Value]:
    if role in {"parameter", "member"}:
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
