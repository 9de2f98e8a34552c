"""Every call in a Python module, with the functions and classes around it."""
# ruff: noqa: D102, N815 - methods of a visitor, by kind of node

from __future__ import annotations

import ast

from api_stability.readers.env.python_scopes import Scope, bind, function_scope
from api_stability.readers.python.facts import ModuleFacts


class CallCollector(ast.NodeVisitor):
    """Goes through a module; raises `RecursionError` where it is nested too deeply."""

    def __init__(self, facts: ModuleFacts) -> None:
        self._scope = Scope(facts)
        self.calls: list[tuple[ast.Call, Scope]] = []
        """In the order of the text, outer ones first."""
        self.given: list[tuple[str, ast.expr]] = []
        """What is assigned to names and attributes."""
        self.attributes: dict[str, list[tuple[ast.expr, Scope]]] = {}
        """Of that, what is assigned to attributes, and to names of modules and classes."""
        self.renamed: dict[str, str] = {}
        """Names of imports, to what they are called where they come from."""

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for each in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults):
            if each is not None:
                self.visit(each)
        self._visit_inside(function_scope(node, self._scope), node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._visit_inside(function_scope(node, self._scope), [node.body])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for each in (*node.decorator_list, *node.bases):
            self.visit(each)
        path = f"{self._scope.name}.{node.name}" if self._scope.name else node.name
        self._visit_inside(Scope(self._scope.facts, path, path, self._scope), node.body)

    def _visit_inside(self, scope: Scope, body: list[ast.stmt] | list[ast.expr]) -> None:
        outer, self._scope = self._scope, scope
        try:
            for each in body:
                self.visit(each)
        finally:
            self._scope = outer

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.renamed.update((each.asname, each.name) for each in node.names if each.asname)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._note(target, node.value)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._note(node.target, node.value)
        self.generic_visit(node)

    def _note(self, target: ast.expr, value: ast.expr) -> None:
        is_local = self._scope.name != self._scope.owner
        if isinstance(target, ast.Attribute):
            self.given.append((target.attr, value))
            self.attributes.setdefault(target.attr, []).append((value, self._scope))
        elif isinstance(target, ast.Name):
            self.given.append((target.id, value))
            if not is_local:  # what is local, the scope knows
                self.attributes.setdefault(target.id, []).append((value, self._scope))

    def visit_For(self, node: ast.For) -> None:
        if not self._scope.name:
            bind(node, self._scope)  # of a function it is bound already
        self.generic_visit(node)

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> None:
        self._visit_comprehension(node.generators, node.elt)

    visit_SetComp = visit_ListComp
    visit_GeneratorExp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self._visit_comprehension(node.generators, node.key, node.value)

    def _visit_comprehension(self, generators: list[ast.comprehension], *parts: ast.expr) -> None:
        scope = Scope(self._scope.facts, self._scope.name, self._scope.owner, self._scope)
        for generator in generators:
            bind(generator, scope)
        self._visit_inside(scope, [*(each.iter for each in generators), *parts])

    def visit_Call(self, node: ast.Call) -> None:
        self.calls.append((node, self._scope))
        self.generic_visit(node)
