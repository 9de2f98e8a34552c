"""Bodies that warn of a deprecation: never a mark, since it is often about an argument."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from api_stability.readers.python.facts import Warned
from api_stability.readers.python.statements import FunctionNode, dotted_name
from api_stability.readers.python.walking import walk_everything, walk_statements

_CALL: Final = re.compile(r"warn\w*\s*\(")
_CATEGORY: Final = re.compile(r"Deprecat|Future|RemovedIn")


def find_warned(tree: ast.Module, source: str) -> Iterator[Warned]:
    """Each call of ``warn`` with a category of deprecation, in functions outside of functions."""
    if "warn" not in source or not _CATEGORY.search(source):
        return
    lines = list(_lines_of(source))
    if not lines:
        return
    own = _own_categories(tree)
    for scope, _, node, _ in walk_statements(tree):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if not _within(node, lines):
            continue
        for each in _calls_at(node, lines):
            category = _category(each)
            if isinstance(each, ast.Call) and (category in own or _CATEGORY.search(category)):
                yield Warned(scope + node.name, category, each.lineno)


def _category(node: ast.AST) -> str:
    """The category that a call of ``warn`` is given, as it is written."""
    if not isinstance(node, ast.Call) or dotted_name(node.func).rpartition(".")[2] != "warn":
        return ""
    given = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "category")]
    return dotted_name(given[0]) if given else ""


def _own_categories(tree: ast.Module) -> set[str]:
    """The module's classes that derive from a category of deprecation, whatever their names."""
    found: set[str] = set()
    for scope, _, node, _ in walk_statements(tree):
        if isinstance(node, ast.ClassDef) and any(
            base in found or _CATEGORY.search(base) for base in map(dotted_name, node.bases)
        ):
            found.add(scope + node.name)
    return found


def _lines_of(source: str) -> Iterator[int]:
    """The lines where something like ``warn(`` stands, in order."""
    line, counted = 1, 0
    for found in _CALL.finditer(source):
        line += source.count("\n", counted, found.start())
        counted = found.start()
        yield line


def _calls_at(function: FunctionNode, lines: Sequence[int]) -> Iterator[ast.AST]:
    """What is in the simple statements that stand at *lines*."""
    for statement in walk_everything(function.body):
        if not hasattr(statement, "body") and _within(statement, lines):
            yield from ast.walk(statement)


def _within(node: ast.AST, lines: Sequence[int]) -> bool:
    """Whether one of the sorted *lines* is in a statement."""
    if not isinstance(node, ast.stmt):
        return False
    found = bisect_left(lines, node.lineno)
    return found < len(lines) and lines[found] <= (node.end_lineno or 0)
