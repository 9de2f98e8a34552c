"""Goes through statements, functions left out, without recursion."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

BLOCKS: Final = ("body", "handlers", "orelse", "finalbody", "cases")
"""Fields of statements that hold statements, in source order."""


_LEAVES: Final = frozenset(
    {
        *(ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Import, ast.ImportFrom),
        *(ast.Return, ast.Delete, ast.Raise, ast.Assert, ast.Pass, ast.Global, ast.Nonlocal),
        *(ast.Break, ast.Continue, ast.FunctionDef, ast.AsyncFunctionDef),
    }
)
"""What holds no statements, or none that are asked for: nearly all there are."""


class Statement(NamedTuple):
    """One statement outside of functions, and where it is."""

    scope: str
    """Dotted names of enclosing classes, each followed by a dot."""
    conditional: bool
    node: ast.AST
    following: ast.AST | None
    """The next statement of the same block."""


def walk_statements(tree: ast.Module) -> tuple[Statement, ...]:
    """Statements of the module and of class bodies, in source order.

    The last answer is kept until `forget_tree`: several passes go over one tree.
    """
    return _statements(tree)


@lru_cache(maxsize=1)
def _statements(tree: ast.Module) -> tuple[Statement, ...]:
    return tuple(walk_block(tree.body, scope="", conditional=False))


def forget_tree() -> None:
    """Let go of the tree that `walk_statements` went over last."""
    _statements.cache_clear()


def walk_block(body: Sequence[ast.AST], *, scope: str, conditional: bool) -> Iterator[Statement]:
    """Statements of *body* and of what is in it, except of functions.

    Iterative: an ``elif`` chain is as deep as it is long.
    """
    pending = _reversed_block(body, scope, conditional=conditional)
    while pending:
        statement = pending.pop()
        yield statement
        node = statement.node
        if type(node) in _LEAVES:
            continue
        inner, branch = statement.scope, True
        if isinstance(node, ast.ClassDef):
            inner, branch = f"{inner}{node.name}.", statement.conditional
        for block in reversed(BLOCKS):
            nested = getattr(node, block, None)
            if isinstance(nested, list):
                pending.extend(_reversed_block(nested, inner, conditional=branch))


def _reversed_block(body: Sequence[ast.AST], scope: str, *, conditional: bool) -> list[Statement]:
    following = [None, *reversed(body[1:])] if body else []
    return [
        Statement(scope, conditional, node, after)
        for node, after in zip(reversed(body), following, strict=True)
    ]


def walk_everything(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Statements of *body* and of all that is in them, functions too; no expressions.

    Most of a tree are expressions: `ast.walk` takes ten times as long.
    """
    pending = list(body)
    while pending:
        node = pending.pop()
        yield node
        if type(node) in _LEAVES and not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for block in BLOCKS:
            nested = getattr(node, block, None)
            if isinstance(nested, list):
                pending.extend(nested)
