"""Which client class a name in Python code stands for, by whatever names the code gives it."""

from __future__ import annotations

import ast
from typing import Final, NamedTuple

from api_stability.readers.env.python_scopes import Scope
from api_stability.readers.metric.python_calls import CallCollector
from api_stability.readers.python.folding import Folder, Given, Place
from api_stability.readers.python.modules import END
from api_stability.readers.python.statements import dotted_name

_PACKAGE: Final = "prometheus_client."
_KINDS: Final = {
    **{name: name.casefold() for name in ("Counter", "Gauge", "Histogram", "Summary", "Info")},
    "Enum": "enum",
    **{f"{name}MetricFamily": name.casefold() for name in ("Counter", "Gauge", "Histogram")},
    **{f"{name}MetricFamily": name.casefold() for name in ("Summary", "Info")},
    "StateSetMetricFamily": "enum",
}
"""Classes of the client, and what their metrics are."""
_DEEPEST: Final = 8
"""Names for names of a class; more is a circle."""


class Class(NamedTuple):
    """A class of the client."""

    kind: str
    made: bool = False
    """Whether the code has put another function around it."""


class Classes:
    """Answers for one module."""

    def __init__(self, folder: Folder, module: CallCollector) -> None:
        self._folder = folder
        self._attributes = module.attributes
        self._names = _names_of(module)

    def find(self, node: ast.expr, scope: Scope, depth: int = _DEEPEST) -> Class | None:
        """The class that *node* is; ``None`` for anything else.

        What no name of the module leads to is not looked up: it may lead through all modules.
        """
        if depth <= 0:
            return None
        match node:
            case ast.BoolOp(values=values):
                return self._first([(each, scope) for each in values], depth)
            case ast.IfExp(body=body, orelse=orelse):
                return self._first([(body, scope), (orelse, scope)], depth)
            case ast.Call(args=arguments):
                found = self._first([(each, scope) for each in arguments[:4]], depth)
                return found._replace(made=True) if found else None
            case ast.Name(id=name) if (bound := scope.find(name)) is not None:
                return self._first([(each, scope) for each in bound], depth)
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in self._names:
                return self._of_path(node, scope) or self._of_attribute(node, depth)
        return None

    def _first(self, nodes: list[tuple[ast.expr, Scope]], depth: int) -> Class | None:
        found = (self.find(node, scope, depth - 1) for node, scope in nodes)
        return next((each for each in found if each is not None), None)

    def _of_path(self, node: ast.expr, scope: Scope) -> Class | None:
        name = dotted_name(node)
        first, _, rest = name.partition(".")
        local = scope.imported(first)
        if local is not None:
            path: str | None = f"{local}.{rest}" if rest else local
        else:
            place = Place(scope.facts, END, scope.owner)
            path = self._folder.path(Given(node, place)) if name else None
        if path is None or not path.startswith(_PACKAGE):
            return None
        kind = _KINDS.get(path.rpartition(".")[2])
        return Class(kind) if kind else None

    def _of_attribute(self, node: ast.expr, depth: int) -> Class | None:
        if isinstance(node, ast.Attribute):
            return self._first(self._attributes.get(node.attr, []), depth)
        known = self._attributes.get(dotted_name(node), [])
        return self._first([each for each in known if each[1].name == each[1].owner], depth)


def _names_of(module: CallCollector) -> frozenset[str]:
    """Names that may stand for a class in *module*: its own, and those given to it there."""
    names = {*_KINDS, *(new for new, old in module.renamed.items() if old in _KINDS)}
    given = [
        (name, frozenset(filter(None, map(_last_name, ast.walk(value)))))
        for name, value in module.given
        if isinstance(value, ast.Name | ast.Attribute | ast.BoolOp | ast.IfExp | ast.Call)
    ]
    for _ in range(_DEEPEST):
        new = {name for name, used in given if name not in names and not used.isdisjoint(names)}
        if not new:
            break
        names |= new
    return frozenset(names)


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
