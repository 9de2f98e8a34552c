"""Binds the arguments of a decorator's call to its parameters."""

from __future__ import annotations

import ast
from collections.abc import Callable
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


def _as_written(given: Given) -> Given:
    return given


def read_arguments(
    call: ast.expr, place: Place, expression: Callable[[Given], Given] = _as_written
) -> Arguments:
    """The arguments of *call*; none for a bare decorator.

    *expression* says what stands behind a name, for ``*values`` and ``**values``.
    """
    found = Arguments()
    if call is OPAQUE:
        found.starred.append("…")
    if not isinstance(call, ast.Call):
        return found
    for argument in call.args:
        if not isinstance(argument, ast.Starred):
            found.positional.append(Given(argument, place))
            continue
        several = _positional(expression(Given(argument.value, place)))
        if several is None:
            found.starred.append(f"*{source_of(argument.value)}")
            break  # the positions of what follows are unknown
        found.positional += several
    for keyword in call.keywords:
        if keyword.arg is not None:
            found.keywords[keyword.arg] = Given(keyword.value, place)
            continue
        named = _named(expression(Given(keyword.value, place)))
        if named is None:
            found.starred.append(f"**{source_of(keyword.value)}")
        else:
            found.keywords.update(named)
    return found


def _positional(given: Given) -> list[Given] | None:
    node = given.node
    if isinstance(node, (ast.Tuple, ast.List)) and not any(
        isinstance(each, ast.Starred) for each in node.elts
    ):
        return [Given(each, given.place) for each in node.elts]
    return None


def _named(given: Given) -> dict[str, Given] | None:
    """``{"since": "1.0"}`` and ``dict(since="1.0")``, where nothing in it is out of sight."""
    found: dict[str, Given] = {}
    match given.node:
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):
                    return None
                found[key.value] = Given(value, given.place)
        case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords):
            for keyword in keywords:
                if keyword.arg is None:
                    return None
                found[keyword.arg] = Given(keyword.value, given.place)
        case _:
            return None
    return found


def merge(first: Arguments, then: Arguments) -> Arguments:
    """As ``partial(mark, *first)(*then)`` passes them."""
    return Arguments(
        positional=[*first.positional, *then.positional],
        keywords={**first.keywords, **then.keywords},
        starred=[*first.starred, *then.starred],
    )


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
