"""Binds the arguments of a decorator's call to its parameters."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from api_stability.markers.model import Parameter
from api_stability.readers.python.folding import OPAQUE, Given, Place, parse_expression, source_of


@dataclass(slots=True)
class Arguments:
    """Arguments of one use of a decorator."""

    positional: list[Given] = field(default_factory=list)
    keywords: dict[str, Given] = field(default_factory=dict)
    starred: list[str] = field(default_factory=list)
    """``*args`` and ``**kwargs`` as written: what they hold is unknown."""


def read_arguments(call: ast.expr, place: Place) -> Arguments:
    """The arguments of *call*; none for a bare decorator."""
    found = Arguments()
    if call is OPAQUE:
        found.starred.append("…")
    if not isinstance(call, ast.Call):
        return found
    for argument in call.args:
        if isinstance(argument, ast.Starred):
            found.starred.append(f"*{source_of(argument.value)}")
            break  # the positions of what follows are unknown
        found.positional.append(Given(argument, place))
    for keyword in call.keywords:
        if keyword.arg is None:
            found.starred.append(f"**{source_of(keyword.value)}")
        else:
            found.keywords[keyword.arg] = Given(keyword.value, place)
    return found


def bind(parameters: tuple[Parameter, ...], arguments: Arguments) -> dict[str, Given]:
    """What was given to each parameter; a surplus argument is left out, as is a default."""
    bound: dict[str, Given] = {}
    rest = list(arguments.positional)
    for parameter in parameters:
        if parameter.kind in {"positional", "any"} and rest:
            bound[parameter.name] = rest.pop(0)
        elif parameter.kind in {"any", "keyword"} and parameter.name in arguments.keywords:
            bound[parameter.name] = arguments.keywords[parameter.name]
    return bound


def environment(
    parameters: tuple[Parameter, ...], arguments: Arguments, home: Place
) -> dict[str, Given | None]:
    """What each parameter is inside the decorator: as given, else its default at *home*.

    With ``*args`` in the call, what is not given by name is unknown and left out.
    """
    bound = bind(parameters, arguments)
    found: dict[str, Given | None] = {}
    for parameter in parameters:
        if parameter.name in bound:
            found[parameter.name] = bound[parameter.name]
        elif arguments.starred:
            continue
        elif parameter.default is not None:
            found[parameter.name] = Given(parse_expression(parameter.default), home)
        else:
            found[parameter.name] = None
    return found
