"""How the signature of an overload is spelled in an id."""

from __future__ import annotations

import ast

from api_stability.model.ids import is_balanced
from api_stability.readers.python.statements import dotted_name


def read_signature(parameters: str) -> str | None:
    """The `overload_signature` of *parameters*, as a signature has them; ``None`` where they are
    none of Python's.
    """
    try:
        statement = ast.parse(f"def _({parameters}): ...").body[0]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not isinstance(statement, ast.FunctionDef):
        return None
    return overload_signature(statement.args, method=True)


def overload_signature(arguments: ast.arguments, *, method: bool) -> str:
    """``int, *, raw: bool``: types of what may be passed by position, names of what may not be.

    Independent of formatting, of the names of positional parameters and of defaults.
    """
    plain = [*arguments.posonlyargs, *arguments.args]
    if method and plain and plain[0].arg in {"self", "cls"}:
        del plain[0]
    parts = [_annotation(each) or each.arg for each in plain]
    if arguments.vararg:
        parts.append("*" + (_annotation(arguments.vararg) or arguments.vararg.arg))
    elif arguments.kwonlyargs:
        parts.append("*")
    for each in arguments.kwonlyargs:
        annotation = _annotation(each)
        parts.append(f"{each.arg}: {annotation}" if annotation else each.arg)
    if arguments.kwarg:
        parts.append("**" + (_annotation(arguments.kwarg) or arguments.kwarg.arg))
    return ", ".join(parts)


def _annotation(argument: ast.arg) -> str | None:
    node = argument.annotation
    match node:
        case None:
            return None
        case ast.Subscript(value=wrapper, slice=ast.Tuple(elts=[first, *_])):
            if dotted_name(wrapper).rpartition(".")[2] == "Annotated":
                node = first  # what is said about a type is no part of it
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = " ".join(node.value.split())
    else:
        try:
            text = ast.unparse(node)
        except RecursionError:
            return "..."  # thousands of types are no key that anybody could write
    # an id's signature is read back by its brackets; `Literal["("]` would not balance
    return text if is_balanced(text) else "".join(c for c in text if c not in "()[]{}")
