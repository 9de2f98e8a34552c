"""Cuts a syntax tree down to what griffe is needed for: classes and functions.

griffe looks for the docstring of each attribute among all its siblings, which in a module of many
assignments takes time by their square; it looks at every statement of every ``__init__``. What is
cut here has been read before.
"""

from __future__ import annotations

import ast

from api_stability.readers.python.walking import BLOCKS

_CUT = (
    ast.Assign,
    ast.AnnAssign,
    ast.AugAssign,
    ast.Expr,
    ast.Delete,
    ast.Assert,
    *([ast.TypeAlias] if hasattr(ast, "TypeAlias") else []),
)


def prune_tree(tree: ast.Module) -> None:
    """Leave definitions with their docstrings, imports, and the statements around them."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.body = node.body[:1] if _is_text(node.body[0]) else []
            continue
        for block in BLOCKS:
            nested = getattr(node, block, None)
            if isinstance(nested, list):
                kept = [each for each in nested if not isinstance(each, _CUT)]
                if nested and block == "body" and _is_text(nested[0]):
                    kept.insert(0, nested[0])
                setattr(node, block, kept)
                pending.extend(kept)


def _is_text(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
    return False
