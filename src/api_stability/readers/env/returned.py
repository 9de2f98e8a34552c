"""What functions of a project return: the expressions, with what their names stand for."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from typing import Final

from api_stability.readers.env.classes import Classes, FunctionNode, argument_of, parameters_of
from api_stability.readers.python.folding import OPAQUE, Given, Place
from api_stability.readers.python.modules import END
from api_stability.readers.python.projects import Project

_MAX_RETURNS: Final = 20
_METHODS: Final = frozenset({"staticmethod", "classmethod"})


class Returns:
    """Looks up functions of one project."""

    def __init__(self, project: Project, classes: Classes) -> None:
        self._project = project
        self._classes = classes

    def of(self, node: ast.Call, path: str, place: Place) -> list[Given] | None:
        """What a call of the function at *path* may return; ``None`` where that is not known."""
        found = self._find(path)
        if found is None:
            return None
        home, function, bound = found
        returned, assigned = _read_body(function)
        names: dict[str, Given | None] = dict.fromkeys(assigned, Given(OPAQUE, home))
        for name, given in parameters_of(function, bound=bound).items():
            passed = argument_of(node, given.position, name)
            if passed is not None:
                value = Given(passed, place)
            else:
                value = Given(_plain(given.default) or OPAQUE, home)
            names[name] = value if name not in assigned else Given(OPAQUE, home)
        inside = Place(home.facts, END, home.scope, names)
        names.update(
            (name, Given(value, inside)) for name, value in assigned.items() if value is not None
        )
        return [Given(each, inside) for each in returned] or None

    def _find(self, path: str) -> tuple[Place, FunctionNode, bool] | None:
        """A function at the top of a module, or a method that needs no object."""
        split = self._project.world.split(path)
        if split is None or not split[0].files or not split[1]:
            return None
        owner, _, name = split[1].rpartition(".")
        tree = self._project.tree(split[0].name)
        body: list[ast.stmt] = tree.body if tree is not None else []
        if owner:
            around = self._classes.find(f"{split[0].name}.{owner}")
            body = around.node.body if around is not None else []
        function = _only(body, name)
        if function is None:
            return None
        made = {each.id for each in function.decorator_list if isinstance(each, ast.Name)}
        if len(made) < len(function.decorator_list) or not made <= (_METHODS if owner else set()):
            return None
        return Place(split[0].files[0], END, owner), function, "classmethod" in made


def _plain(node: ast.expr | None) -> ast.expr | None:
    """``tuple()`` is an empty display."""
    match node:
        case ast.Call(func=ast.Name(id="tuple" | "list" | "set"), args=[], keywords=[]):
            return ast.Tuple([], ctx=ast.Load())
    return node


def _only(body: list[ast.stmt], name: str) -> ast.FunctionDef | None:
    found = [each for each in body if isinstance(each, ast.FunctionDef) and each.name == name]
    return found[0] if len(found) == 1 else None


def _read_body(
    node: FunctionNode,
) -> tuple[list[ast.expr], dict[str, ast.expr | None]]:
    """What is returned, nothing if that is too much to follow, and what names are given.

    A name that is given more than one value, or one in another way, stands for ``None``.
    """
    returned: list[ast.expr] = []
    plain: dict[str, ast.expr] = {}
    counts: Counter[str] = Counter()
    for rest in (node.args.vararg, node.args.kwarg):
        counts.update([rest.arg, rest.arg] if rest is not None else [])
    for each in _own_nodes(node):
        match each:
            case ast.Return(value=value):
                returned.append(value if value is not None else ast.Constant(None))
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                plain[name] = value
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                counts[name] += 1
            case ast.Yield() | ast.YieldFrom():
                return [], {}
    if len(returned) > _MAX_RETURNS:
        return [], {}
    return returned, {
        name: plain.get(name) if count == 1 else None for name, count in counts.items()
    }


def _own_nodes(node: FunctionNode) -> Iterator[ast.AST]:
    pending: list[ast.AST] = list(node.body)
    while pending:
        each = pending.pop()
        if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        yield each
        pending.extend(ast.iter_child_nodes(each))
