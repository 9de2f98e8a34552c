"""Parameter lists: of a decorator as a marker set states it, and of one in source."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Final

from api_stability.markers.model import Parameter, ParameterKind

_HEAD: Final = re.compile(r"\s*(async\s+)?def\s")


def parse_signature(text: str) -> tuple[Parameter, ...]:
    """Parse what stands between the parentheses of a ``def``, or its whole line.

    Raises `ValueError`.
    """
    head = text.rstrip().removesuffix(":") if _HEAD.match(text) else f"def f({text})"
    if text.lstrip().startswith("("):
        head = f"def f{text}"
    try:
        function = ast.parse(f"{head.strip()}: ...").body
    except SyntaxError as error:
        raise ValueError(error.msg) from None
    match function:
        case [ast.FunctionDef() | ast.AsyncFunctionDef() as found] if len(found.body) == 1:
            return parameters_of(found.args)
    raise ValueError("more than a parameter list")


def parameters_of(
    arguments: ast.arguments, text: Callable[[ast.expr], str] = ast.unparse
) -> tuple[Parameter, ...]:
    """The parameters of a definition, in order, each with its default as *text* spells it."""
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(arguments.defaults))
    defaults += arguments.defaults
    found: list[Parameter] = []

    def add(name: str, kind: ParameterKind, default: ast.expr | None = None) -> None:
        found.append(Parameter(name, kind, text(default) if default else None))

    for index, (parameter, default) in enumerate(zip(plain, defaults, strict=True)):
        add(parameter.arg, "positional" if index < len(arguments.posonlyargs) else "any", default)
    if arguments.vararg:
        add(arguments.vararg.arg, "*")
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        add(parameter.arg, "keyword", default)
    if arguments.kwarg:
        add(arguments.kwarg.arg, "**")
    return tuple(found)
