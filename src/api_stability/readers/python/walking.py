"""Goes through statements, functions left out, without recursion."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

BLOCKS: Final = ("body", "handlers", "orelse", "finalbody", "cases")
"""Fields of statements that hold statements, in source order."""


class Statement(NamedTuple):
    """One statement outside of functions, and where it is."""

    scope: str
    """Dotted names of enclosing classes, each followed by a dot."""
    conditional: bool
    node: ast.AST
    following: ast.AST | None
    """The next statement of the same block."""


def walk_statements(tree: ast.Module) -> Iterator[Statement]:
    """Statements of the module and of class bodies, in source order."""
    return walk_block(tree.body, scope="", conditional=False)


def walk_block(body: Sequence[ast.AST], *, scope: str, conditional: bool) -> Iterator[Statement]:
    """Statements of *body* and of what is in it, except of functions.

    Iterative: an ``elif`` chain is as deep as it is long.
    """
    pending = list(_reversed_block(body, scope, conditional=conditional))
    while pending:
        statement = pending.pop()
        yield statement
        node = statement.node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        inner, branch = statement.scope, True
        if isinstance(node, ast.ClassDef):
            inner, branch = f"{inner}{node.name}.", statement.conditional
        for block in reversed(BLOCKS):
            nested = getattr(node, block, None)
            if isinstance(nested, list):
                pending.extend(_reversed_block(nested, inner, conditional=branch))


def _reversed_block(
    body: Sequence[ast.AST], scope: str, *, conditional: bool
) -> Iterator[Statement]:
    following: ast.AST | None = None
    for node in reversed(body):
        yield Statement(scope, conditional, node, following)
        following = node
