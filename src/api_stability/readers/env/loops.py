"""The rounds of a loop over a table that is written out, one by one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from api_stability.readers.env.python_scopes import Scope

_MOST: Final = 500
"""Rows of a table that are told apart."""


def rounds_of(node: ast.expr | None, scope: Scope) -> Iterator[Scope]:
    """The scope in each round of the loop that gives the name *node*; *scope* where none does.

    What else the loop gives in that round has one value there: a flag and its variable belong
    together.
    """
    table = _table_of(node, scope)
    rows = _rows(table, scope) if table is not None else None
    if rows is None:
        yield scope
        return
    bound = {name: given for name, given in _visible(scope).items() if _looped(given) is table}
    for row in rows:
        inner = Scope(scope.facts, scope.name, scope.owner, scope)
        inner.values = {name: [_item(given[0], row)] for name, given in bound.items()}
        yield inner


def _visible(scope: Scope) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    outer: Scope | None = scope
    while outer is not None:
        found = {**outer.values, **found}
        outer = outer.outer
    return found


def _table_of(node: ast.expr | None, scope: Scope) -> ast.expr | None:
    bound = scope.find(node.id) if isinstance(node, ast.Name) else None
    return _looped(bound) if bound else None


def _looped(given: list[ast.expr]) -> ast.expr | None:
    """What the loop goes over that gives a name its only value."""
    match given:
        case [ast.Starred(value=table)] | [ast.Subscript(value=ast.Starred(value=table))]:
            return table
    return None


def _rows(table: ast.expr, scope: Scope) -> list[ast.expr] | None:
    if isinstance(table, ast.Name):
        bound = scope.find(table.id) or []
        table = bound[0] if len(bound) == 1 else table
    if not isinstance(table, (ast.Tuple, ast.List)) or len(table.elts) > _MOST:
        return None
    width = {len(e.elts) if isinstance(e, (ast.Tuple, ast.List)) else 0 for e in table.elts}
    known = len(width) == 1 and not any(isinstance(each, ast.Starred) for each in table.elts)
    return table.elts if known else None


def _item(given: ast.expr, row: ast.expr) -> ast.expr:
    """What the target *given* is in the round of *row*."""
    match given, row:
        case (
            ast.Subscript(slice=ast.Constant(value=int(index))),
            ast.Tuple(elts=parts) | ast.List(elts=parts),
        ) if index < len(parts):
            return parts[index]
        case ast.Starred(), _:
            return row
    return given
