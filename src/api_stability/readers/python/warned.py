"""Bodies that warn of a deprecation: never a mark, since it is often about an argument."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Final

from api_stability.readers.python.facts import Warned
from api_stability.readers.python.statements import FunctionNode, dotted_name
from api_stability.readers.python.walking import walk_everything, walk_statements

_CALL: Final = re.compile(r"warn\w*\s*\(")
_CATEGORY: Final = re.compile(r"Deprecat|Future")


def find_warned(tree: ast.Module, source: str) -> Iterator[Warned]:
    """Each call of ``warn`` with a category of deprecation, in functions outside of functions."""
    if "warn" not in source or not _CATEGORY.search(source):
        return
    lines = [source.count("\n", 0, found.start()) + 1 for found in _CALL.finditer(source)]
    if not lines:
        return
    for scope, _, node, _ in walk_statements(tree):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if not any(node.lineno <= line <= (node.end_lineno or 0) for line in lines):
            continue
        for each in _calls_at(node, lines):
            if isinstance(each, ast.Call) and dotted_name(each.func).rpartition(".")[2] == "warn":
                given = [*each.args[1:2], *(k.value for k in each.keywords if k.arg == "category")]
                category = dotted_name(given[0]) if given else ""
                if _CATEGORY.search(category):
                    yield Warned(scope + node.name, category, each.lineno)


def _calls_at(function: FunctionNode, lines: Sequence[int]) -> Iterator[ast.AST]:
    """What is in the simple statements that stand at *lines*."""
    for statement in walk_everything(function.body):
        if isinstance(statement, ast.stmt) and not hasattr(statement, "body"):
            first, last = statement.lineno, statement.end_lineno or 0
            if any(first <= line <= last for line in lines):
                yield from ast.walk(statement)
