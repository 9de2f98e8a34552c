"""Which texts an expression of Python code can be."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Final

from api_stability.readers.env.classes import Classes, argument_of
from api_stability.readers.env.paths import Paths
from api_stability.readers.env.python_scopes import Scope
from api_stability.readers.env.returned import Returns
from api_stability.readers.python.folding import (
    OPAQUE,
    Folder,
    Given,
    Place,
    UnknownValueError,
    parse_expression,
)
from api_stability.readers.python.modules import END
from api_stability.readers.python.projects import Project
from api_stability.readers.python.statements import dotted_name

_MAX_NAMES: Final = 500
_MAX_DEPTH: Final = 6
_MAX_STEPS: Final = 2000
"""For one expression, whatever it refers to."""
_COLLECTIONS: Final = frozenset({"frozenset", "set", "tuple", "list", "sorted", "reversed"})
"""What gives the same items again."""


class Texts:
    """Follows names, loops, objects and functions of one project to the texts behind them."""

    def __init__(self, project: Project, paths: Paths) -> None:
        self._folder: Folder = project.folder
        self._paths = paths
        self._world = project.world
        self._steps = _MAX_STEPS
        self.classes = Classes(project)
        self._returns = Returns(project, self.classes)

    def of(self, node: ast.expr, scope: Scope) -> list[str] | None:
        """All texts that *node* can be; ``None`` where they are not known."""
        self._steps = _MAX_STEPS
        return self._of(node, scope, _MAX_DEPTH)

    def each(self, node: ast.expr, scope: Scope) -> list[str] | None:
        """What a loop over *node* gives: texts of a display, keys of a dictionary."""
        self._steps = _MAX_STEPS
        return self._each(node, scope, _MAX_DEPTH)

    def returned(self, node: ast.Call, scope: Scope) -> list[Given]:
        """What a call of a function of the project may return; nothing where that is not known."""
        self._steps = _MAX_STEPS
        return self._values_of(node, scope, _MAX_DEPTH)

    def _of(self, node: ast.expr, scope: Scope, depth: int) -> list[str] | None:
        self._steps -= 1
        if depth <= 0 or self._steps < 0:
            return None
        imported = self._imported(node, scope)
        if imported is not None:
            node, scope = imported
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.Constant(value=bytes(data)) if data.isascii():
                return [data.decode("ascii")]
            case ast.NamedExpr(value=value):
                return self._of(value, scope, depth)
            case ast.IfExp(body=body, orelse=orelse):
                return self._all([body, orelse], scope, depth)
            case ast.BoolOp(values=values):
                return self._all(values, scope, depth)
            case ast.Starred(value=value):
                return self._each(value, scope, depth)
            case ast.Name(id=name) if (bound := scope.find(name)) is not None:
                return self._all(bound, scope, depth) if bound else None
        return self._looked_up(node, scope, depth)

    def _looked_up(self, node: ast.expr, scope: Scope, depth: int) -> list[str] | None:
        """What stands in a table, an object or a class, or is made of texts."""
        match node:
            case ast.Subscript(ast.Starred(value=value), ast.Constant(value=int(index))):
                return self._column(value, index, scope, depth)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=attr) if scope.owner:
                return self._fold(ast.Name(attr, ctx=ast.Load()), scope)
            case ast.Attribute(value=value, attr=attr):
                return self._fold(node, scope) or self._kept(value, attr, scope, depth)
            case ast.Subscript(value=table) | ast.Call(func=ast.Attribute(value=table, attr="get")):
                return self._combine(node, scope, depth) or self._values(node, table, scope, depth)
            case ast.JoinedStr() | ast.BinOp():
                return self._combine(node, scope, depth)
            case ast.Call():
                return self._combine(node, scope, depth) or self._returned(node, scope, depth)
        return self._fold(node, scope)

    def _each(self, node: ast.expr, scope: Scope, depth: int) -> list[str] | None:
        if depth <= 0:
            return None
        behind, home = self._behind(node, scope)
        match behind:
            case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
                return self._all(items, home, depth)
            case ast.Dict(keys=keys):
                return None if None in keys else self._all(_known(keys), home, depth)
            case ast.BinOp(left=left, op=ast.Add() | ast.BitOr(), right=right):
                sides = [self._each(side, home, depth - 1) for side in (left, right)]
                return None if None in sides else [t for side in sides for t in side or ()]
            case ast.Call(func=ast.Name(id=name), args=[inner]) if name in _COLLECTIONS:
                return self._each(inner, home, depth - 1)
        try:
            value = self._folder.fold(Given(node, Place(scope.facts, END, scope.owner)))
        except UnknownValueError:
            return None
        if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
            return [str(each) for each in value][:_MAX_NAMES]
        return None

    def fill(self, node: ast.expr, scope: Scope, name: str, texts: list[str]) -> list[str] | None:
        """What *node* is for each of *texts* in place of the parameter *name*."""
        known = Place(scope.facts, END)
        environments = ({name: Given(ast.Constant(text), known)} for text in texts)
        return self._fold_all(
            Given(node, Place(scope.facts, END, scope.owner, env)) for env in environments
        )

    def fold_text(self, given: Given) -> str | None:
        """The text that *given* is; ``None`` where that is not known."""
        found = self._fold_all([given])
        return found[0] if found else None

    def _all(self, nodes: list[ast.expr], scope: Scope, depth: int) -> list[str] | None:
        found: list[str] = []
        for each in nodes:
            texts = self._of(each, scope, depth - 1)
            if texts is None:
                return None
            found += texts
        return list(dict.fromkeys(found))[:_MAX_NAMES]

    def _column(self, node: ast.expr, index: int, scope: Scope, depth: int) -> list[str] | None:
        """What a loop over rows gives: the text at *index* of each."""
        behind, home = self._behind(node, scope)
        if isinstance(behind, ast.Dict):
            if None in behind.keys or index > 1:
                return None
            return self._all(behind.values if index else _known(behind.keys), home, depth)
        if not isinstance(behind, (ast.Tuple, ast.List, ast.Set)):
            return None
        inner = [each for each in behind.elts if isinstance(each, (ast.Tuple, ast.List))]
        cells = [each.elts[index] for each in inner if index < len(each.elts)]
        return self._all(cells, home, depth) if len(cells) == len(behind.elts) else None

    def _behind(self, node: ast.expr, scope: Scope) -> tuple[ast.expr, Scope]:
        """What a name stands for, and the place that gives its names their meaning."""
        imported = self._imported(node, scope)
        if imported is not None:
            node, scope = imported
        match node:
            case ast.Name(id=name) if (bound := scope.find(name)) is not None:
                return (bound[0] if len(bound) == 1 else node), scope
            case ast.Name() | ast.Attribute():
                given = Given(node, Place(scope.facts, END, scope.owner))
                behind = self._folder.expression(given)
                if behind.node is node:
                    return node, scope
                return behind.node, Scope(behind.place.facts, owner=behind.place.scope)
            case ast.Call(func=ast.Attribute(value=inner, attr="keys" | "items"), args=[]):
                return self._behind(inner, scope)
        return node, scope

    def _imported(self, node: ast.expr, scope: Scope) -> tuple[ast.expr, Scope] | None:
        """What a name that a function imports stands for in its own module."""
        head, _, rest = dotted_name(node).partition(".")
        path = scope.imported(head) if head else None
        split = self._world.split(f"{path}.{rest}" if rest else path) if path else None
        if split is None or not split[1] or not split[0].files:
            return None
        return parse_expression(split[1]), Scope(split[0].files[0])

    def _kept(self, value: ast.expr, name: str, scope: Scope, depth: int) -> list[str] | None:
        """The text that an object was given when it was made: ``TIMEOUT.name``."""
        made, home = self._behind(value, scope)
        if not isinstance(made, ast.Call):
            return None
        kept = self.classes.kept(self._paths.of(made.func, home)).get(name)
        if kept is None:
            return None
        given = argument_of(made, kept.position, kept.parameter) or kept.default
        return self._of(given, home, depth - 1) if given is not None else None

    def _values(
        self, node: ast.Subscript | ast.Call, table: ast.expr, scope: Scope, depth: int
    ) -> list[str] | None:
        """All texts of a dictionary, where it is not known which of them is looked up."""
        behind, home = self._behind(table, scope)
        if not isinstance(behind, ast.Dict) or None in behind.keys:
            return None
        found = self._all(behind.values, home, depth)
        other = node.args[1] if isinstance(node, ast.Call) and len(node.args) > 1 else None
        more = self._of(other, scope, depth - 1) if other is not None else []
        return None if found is None or more is None else [*found, *more]

    def _returned(self, node: ast.Call, scope: Scope, depth: int) -> list[str] | None:
        return self._fold_all(self._values_of(node, scope, depth - 1))

    def _values_of(self, node: ast.Call, scope: Scope, depth: int) -> list[Given]:
        if depth <= 0:
            return []
        path = self._paths.of(node.func, scope)
        return self._returns.of(node, path, self._place(node, scope, depth)) or []

    def _combine(self, node: ast.expr, scope: Scope, depth: int) -> list[str] | None:
        """An expression over a name that may be several texts: each of them."""
        places: list[dict[str, Given | None]] = [{}]
        plain = Place(scope.facts, END)
        for name, bound in _locals(node, scope).items():
            texts = self._all(bound, scope, depth) if bound else None
            if texts is None or len(texts) * len(places) > _MAX_NAMES:
                return None
            places = [
                {**each, name: Given(ast.Constant(text), plain)}
                for each in places
                for text in texts
            ]
        return self._fold_all(
            Given(node, Place(scope.facts, END, scope.owner, env)) for env in places
        )

    def _place(self, node: ast.expr, scope: Scope, depth: int) -> Place:
        """Where *node* is evaluated; a local name stands for the one text that it can be."""
        plain = Place(scope.facts, END)
        env: dict[str, Given | None] = {}
        for name, bound in _locals(node, scope).items():
            texts = self._all(bound, scope, depth) if bound else None
            known = texts is not None and len(texts) == 1
            env[name] = Given(ast.Constant(texts[0]) if texts and known else OPAQUE, plain)
        return Place(scope.facts, END, scope.owner, env)

    def _fold_all(self, givens: Iterable[Given]) -> list[str] | None:
        """The texts of all; ``None`` where one of them is not known, or there is none."""
        found: dict[str, None] = {}
        for given in givens:
            try:
                value = self._folder.fold(given)
            except UnknownValueError:
                return None
            if isinstance(value, str):
                found[value] = None
            elif value is not None:  # which a variable cannot be called: it is asked for before
                return None
        return list(found) or None

    def _fold(self, node: ast.expr, scope: Scope) -> list[str] | None:
        try:
            value = self._folder.fold(Given(node, Place(scope.facts, END, scope.owner)))
        except UnknownValueError:
            return None
        if isinstance(value, str):
            return [value]
        if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
            return [str(each) for each in value]
        return None


def _known(keys: list[ast.expr | None]) -> list[ast.expr]:
    return [key for key in keys if key is not None]


def _locals(node: ast.expr, scope: Scope) -> dict[str, list[ast.expr]]:
    """The local names in *node*, with what they can be."""
    return {
        each.id: bound
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and (bound := scope.find(each.id)) is not None
    }
