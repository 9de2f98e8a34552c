"""Which expressions are the variables of the process, or a copy of them."""

from __future__ import annotations

import ast
from typing import Final

from api_stability.readers.env.paths import ENVIRONMENTS, Paths
from api_stability.readers.env.python_scopes import Scope, function_scope
from api_stability.readers.python.folding import Folder, Given, Place
from api_stability.readers.python.modules import END
from api_stability.readers.python.statements import dotted_name

_MAX_DEPTH: Final = 6
_LOOKED_THROUGH: Final = frozenset({"items", "keys"})


class Environments:
    """Tells environments from other maps, by what is assigned to their names."""

    def __init__(self, folder: Folder, paths: Paths) -> None:
        self._folder = folder
        self._paths = paths

    def is_one(self, node: ast.expr, scope: Scope, depth: int = _MAX_DEPTH) -> bool:
        """``os.environ``, a name for it, or what is made of it."""
        if depth <= 0:
            return False
        match node:
            case ast.Name(id=name) if scope.find(name) is not None:
                values = [*(scope.find(name) or ()), scope.default(name)]
                return any(v is not None and self.is_one(v, scope, depth - 1) for v in values)
            case ast.Call(func=ast.Attribute(value=inner, attr="copy"), args=[]):
                return self.is_one(inner, scope, depth - 1)
            case ast.Call(func=ast.Name(id="dict"), args=[inner, *_]):
                return self.is_one(inner, scope, depth - 1)
            case ast.BoolOp(values=values):
                return any(self.is_one(each, scope, depth - 1) for each in values)
            case ast.IfExp(body=body, orelse=orelse):
                return any(self.is_one(each, scope, depth - 1) for each in (body, orelse))
            case ast.NamedExpr(value=value):
                return self.is_one(value, scope, depth - 1)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=attribute) if scope.owner:
                return self._is_attribute(attribute, scope, depth)
            case ast.Name() | ast.Attribute():
                return self._is_named(node, scope)
        return False

    def is_looked_through(self, node: ast.expr, scope: Scope) -> bool:
        """Whether a loop over *node* takes every variable that there is."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
            return node.func.attr in _LOOKED_THROUGH and self.is_one(node.func.value, scope)
        return isinstance(node, (ast.Name, ast.Attribute)) and self.is_one(node, scope)

    def _is_attribute(self, attribute: str, scope: Scope, depth: int) -> bool:
        """What the class says of it, or what a method of it stores."""
        inside: Scope | None = scope
        while inside is not None and inside.name != scope.owner:
            inside = inside.outer
        if inside is None:
            return False
        for method, value in inside.attributes.get(attribute, ()):
            if self.is_one(value, function_scope(method, inside), depth - 1):
                return True
        return self._is_named(ast.Name(attribute, ctx=ast.Load()), inside)

    def _is_named(self, node: ast.expr, scope: Scope) -> bool:
        if self._paths.of(node, scope) in ENVIRONMENTS:
            return True
        place = Place(scope.facts, END, scope.owner)
        behind = self._folder.expression(Given(node, place))
        if behind.node is node or not dotted_name(behind.node):
            return False
        outside = Scope(behind.place.facts)
        return self._paths.of(behind.node, outside) in ENVIRONMENTS
