"""Attributes: what assignments define in modules, in class bodies and on new instances."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from api_stability.readers.python.docstrings import first_sentence
from api_stability.readers.python.facts import Definition
from api_stability.readers.python.statements import names_in
from api_stability.readers.python.walking import Statement, walk_block, walk_statements


def find_attributes(tree: ast.Module) -> Iterator[Definition]:
    """Everything that is assigned, in source order; one name can come several times."""
    for statement in walk_statements(tree):
        node = statement.node
        if isinstance(node, ast.FunctionDef) and node.name == "__init__" and statement.scope:
            yield from _instance_attributes(node, statement.scope)
        for name in _plain_names(node):
            yield _attribute(name, statement)


def _plain_names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from names_in(target)
    elif isinstance(node, ast.AnnAssign):
        yield from names_in(node.target)
    elif type(node).__name__ == "TypeAlias":  # a statement since Python 3.12
        yield from names_in(node.name)  # type: ignore[attr-defined]


def _instance_attributes(function: ast.FunctionDef, scope: str) -> Iterator[Definition]:
    if not function.args.args:
        return
    own = function.args.args[0].arg
    for statement in walk_block(function.body, scope=scope, conditional=True):
        node = statement.node
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            match target:
                case ast.Attribute(value=ast.Name(id=holder), attr=name) if holder == own:
                    yield _attribute(name, statement)


def _attribute(name: str, statement: Statement) -> Definition:
    kind = "attribute" if isinstance(statement.node, (ast.Assign, ast.AnnAssign)) else "type alias"
    return Definition(
        name=statement.scope + name,
        kind=kind,
        line=getattr(statement.node, "lineno", 1),
        summary=first_sentence(_docstring(statement.following)),
        conditional=statement.conditional,
    )


def _docstring(node: ast.AST | None) -> str | None:
    """The text that stands alone after an assignment."""
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return text
    return None
