"""Functions and classes of the sources that read the variable whose name they are given."""

from __future__ import annotations

import ast
import copy
from typing import Final, NamedTuple

from api_stability.readers.env.classes import Classes, argument_of
from api_stability.readers.env.python_scopes import Scope

_MAX_STEPS: Final = 4


class Helper(NamedTuple):
    """Reads the variable that it is given."""

    position: int
    """Of the argument in a call; below 0: by its name only."""
    parameter: str
    template: ast.expr
    """The name of the variable, in terms of `given`."""
    given: str
    """The parameter in the template, which another function may have been given."""
    scope: Scope
    each: bool = False
    """Whether the argument is a collection of names."""
    rest: bool = False
    """Whether all further positions are names."""
    default: ast.expr | None = None
    """What it reads where it is given nothing."""
    perhaps: ast.expr | None = None
    """What it may read instead, under a condition of its own."""

    @property
    def is_plain(self) -> bool:
        """Whether the argument is the name, as it is."""
        return isinstance(self.template, ast.Name) and not self.each and self.perhaps is None

    def read_by(self, other: Helper) -> Helper | None:
        """The same as read through *other*, which passes on what it is given; else ``None``."""
        if not other.is_plain or other.rest:
            return None
        return self._replace(
            position=other.position, parameter=other.parameter, default=other.default, rest=False
        )

    def arguments(self, node: ast.Call) -> list[ast.expr]:
        """What *node* gives it."""
        if self.rest:
            given = node.args[self.position :]
            return [each.value if isinstance(each, ast.Starred) else each for each in given]
        found = argument_of(node, self.position, self.parameter)
        return [found] if found is not None else []


def find_helper(name: ast.expr, scope: Scope, classes: Classes) -> tuple[str, Helper] | None:
    """The function or class around a read of *name*, if *name* is made of one parameter of it.

    With its path inside the module.
    """
    name, is_item, perhaps = _unfold(name, scope)
    if not isinstance(name, ast.Name):
        kept = _find_kept(name, scope, classes)
        if kept is not None:
            return kept
    used = {each.id for each in ast.walk(name) if isinstance(each, ast.Name)}
    inside: Scope | None = scope
    while inside is not None and not used & set(inside.parameters):
        inside = inside.outer
    if inside is None or "<lambda>" in inside.name:
        return None
    given = sorted(used & set(inside.parameters))
    if len(given) != 1 or given[0] in {"self", "cls"} or _has_attributes(name, given[0]):
        return None
    rest = given[0] == inside.rest
    bound = bool(inside.owner) and inside.parameters[:1] in (["self"], ["cls"])
    position = inside.parameters.index(given[0]) - (1 if bound else 0)
    return inside.name, Helper(
        position,
        given[0],
        name,
        given[0],
        inside,
        each=is_item and not rest,
        rest=rest,
        default=inside.defaults.get(given[0]),
        perhaps=perhaps,
    )


def _unfold(name: ast.expr, scope: Scope) -> tuple[ast.expr, bool, ast.expr | None]:
    """What a local name stands for; whether it is one item of that; what else it may be."""
    for _ in range(_MAX_STEPS):
        bound = scope.find(name.id) if isinstance(name, ast.Name) else None
        if bound is None or len(bound) != 1 or not isinstance(name, ast.Name):
            break
        if isinstance(bound[0], ast.Starred):
            return bound[0].value, True, None
        if isinstance(bound[0], ast.Subscript) and isinstance(bound[0].value, ast.Starred):
            break  # one column of a table
        if name.id in scope.sometimes:
            return name, False, bound[0]
        name = bound[0]
    return name, False, None


def _find_kept(name: ast.expr, scope: Scope, classes: Classes) -> tuple[str, Helper] | None:
    """``self.name``, where the class around keeps an argument by that name."""
    attributes = {
        each.attr
        for each in ast.walk(name)
        if isinstance(each, ast.Attribute)
        and isinstance(each.value, ast.Name)
        and each.value.id == "self"
    }
    others = {e.id for e in ast.walk(name) if isinstance(e, ast.Name)} - {"self"}
    if not scope.owner or len(attributes) != 1 or any(scope.find(each) for each in others):
        return None
    (attribute,) = attributes
    kept = classes.kept(f"{scope.facts.module}.{scope.owner}").get(attribute)
    if kept is None:
        return None
    parameter = ast.Name(kept.parameter, ctx=ast.Load())
    template = _Replace(attribute, parameter).visit(copy.deepcopy(name))
    outside = Scope(scope.facts, owner=scope.owner)
    return scope.owner, Helper(
        kept.position,
        kept.parameter,
        template,
        kept.parameter,
        outside,
        default=kept.default,
    )


class _Replace(ast.NodeTransformer):
    """Puts a parameter in the place of an attribute."""

    def __init__(self, attribute: str, parameter: ast.Name) -> None:
        self._attribute = attribute
        self._parameter = parameter

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        is_it = isinstance(node.value, ast.Name) and node.value.id == "self"
        if is_it and node.attr == self._attribute:
            return self._parameter
        return self.generic_visit(node)


def _has_attributes(name: ast.expr, parameter: str) -> bool:
    """Whether it takes more than the text that is given: ``option.variable``."""
    called = {id(e.func) for e in ast.walk(name) if isinstance(e, ast.Call)}
    return any(
        isinstance(each, ast.Attribute)
        and id(each) not in called
        and isinstance(each.value, ast.Name)
        and each.value.id == parameter
        for each in ast.walk(name)
    )
