"""Puts what is known only here into expressions, so that constants can be folded around it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from api_stability.readers.cli.frames import Frame
from api_stability.readers.cli.values import (
    ABSENT,
    Choice,
    Foreign,
    Unknown,
    Value,
    alternatives,
    default_of,
    is_plain,
    variables_of,
)
from api_stability.readers.python.folding import OPAQUE
from api_stability.readers.python.formatting import TEXT_METHODS

if TYPE_CHECKING:
    from api_stability.readers.cli.interpreter import Interpreter


class Fill(ast.NodeTransformer):
    """Puts what is known only here into an expression, so that it can be folded as constants."""

    def __init__(self, interpreter: Interpreter, frame: Frame) -> None:
        self._interpreter = interpreter
        self._frame = frame
        self.variables: dict[str, None] = {}
        """Environment variables that the expression depends on."""

    def visit_Name(self, node: ast.Name) -> ast.expr:  # noqa: D102 - of the base class
        value = self._frame.find(node.id)
        if value is ABSENT:
            value = self._interpreter.expressions.name(node.id, self._frame)
            # what the folder can look up itself may be more than we know
            return self._put(value) if variables_of(value) or is_plain(value) else node
        return self._put(value)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:  # noqa: D102 - of the base class
        root: ast.expr = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(root, ast.Name) and self._frame.find(root.id) is ABSENT:
            return node
        if not isinstance(root, ast.Name):
            self.generic_visit(node)
            return node
        owner = self._interpreter.evaluate(node.value, self._frame)
        return self._put(self._interpreter.attribute(owner, node.attr))

    def visit_Call(self, node: ast.Call) -> ast.expr:  # noqa: D102 - of the base class
        if isinstance(node.func, ast.Attribute) and node.func.attr in TEXT_METHODS:
            node.func.value = self.visit(node.func.value)
            node.args = [self.visit(each) for each in node.args]
            for keyword in node.keywords:
                keyword.value = self.visit(keyword.value)
            return node
        return self._put(self._interpreter.evaluate(node, self._frame))

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:  # noqa: D102 - of the base class
        return self._put(self._interpreter.evaluate(node, self._frame))

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:  # noqa: D102 - of the base class
        return node

    def _put(self, value: Value) -> ast.expr:
        if is_plain(value):
            return literal(value)
        names = variables_of(value)
        self.variables.update(dict.fromkeys(names))
        default = default_of(value) if names else value
        return literal(default) if is_plain(default) else OPAQUE


def literal(value: Value) -> ast.expr:
    """The expression of a plain value."""
    if isinstance(value, dict):
        keys: list[ast.expr | None] = [literal(key) for key in value]
        return ast.Dict(keys=keys, values=[literal(each) for each in value.values()])
    if isinstance(value, (list, tuple)):
        return ast.Tuple(elts=[literal(each) for each in value], ctx=ast.Load())
    return ast.Constant(value=value)


def truth_of(value: Value) -> bool | None:
    """Whether *value* counts as true; ``None`` where that is not known."""
    if isinstance(value, Choice):
        found = {truth_of(each) for each in alternatives(value)}
        return found.pop() if len(found) == 1 else None
    if isinstance(value, (Unknown, Foreign)):
        return None
    if is_plain(value) or isinstance(value, (list, tuple, dict)):
        return bool(value)
    return True
