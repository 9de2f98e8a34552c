"""Functions and classes around a place in Python code, and what is known in them."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TypeAlias

from api_stability.readers.python.facts import ModuleFacts

Method: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True)
class Scope:
    """A module, or a function or class in it."""

    facts: ModuleFacts
    name: str = ""
    """Dotted, inside the module."""
    owner: str = ""
    """The class around it."""
    outer: Scope | None = None
    values: dict[str, list[ast.expr]] = field(default_factory=dict)
    """What is assigned to local names, or what loops give them."""
    parameters: list[str] = field(default_factory=list)
    defaults: dict[str, ast.expr] = field(default_factory=dict)
    """Of the parameters that have one."""
    rest: str = ""
    """The parameter that takes what positions are left (``*names``)."""
    sometimes: set[str] = field(default_factory=set)
    """Parameters that keep what they are given, except perhaps under a condition."""
    imports: dict[str, str] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    """Variables that are read in it, in order."""
    attributes: dict[str, list[tuple[Method, ast.expr]]] = field(default_factory=dict)
    """Of a class: what its methods give attributes of the object."""

    def find(self, name: str) -> list[ast.expr] | None:
        """What the local *name* can be; ``None`` where it is not local."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.values:
                return scope.values[name]
            if name in scope.parameters:
                return []
            scope = scope.outer
        return None

    def default(self, name: str) -> ast.expr | None:
        """The default of the parameter that the local *name* is."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.values or name in scope.parameters:
                return scope.defaults.get(name)
            scope = scope.outer
        return None

    def imported(self, name: str) -> str | None:
        """The path that a function has imported *name* from."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.imports:
                return scope.imports[name]
            scope = scope.outer
        return None


def class_scope(node: ast.ClassDef, outer: Scope, *, with_attributes: bool) -> Scope:
    """The scope of a class; *with_attributes*: also what its methods give the object."""
    path = f"{outer.name}.{node.name}" if outer.name else node.name
    scope = Scope(outer.facts, path, path, outer)
    for method in node.body if with_attributes else ():
        if not isinstance(method, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for each in ast.walk(method):
            match each:
                case (
                    ast.Assign(
                        targets=[ast.Attribute(value=ast.Name(id="self"), attr=attribute)],
                        value=value,
                    )
                    | ast.AnnAssign(
                        target=ast.Attribute(value=ast.Name(id="self"), attr=attribute),
                        value=ast.expr() as value,
                    )
                ):
                    scope.attributes.setdefault(attribute, []).append((method, value))
    return scope


def function_scope(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, outer: Scope
) -> Scope:
    """The scope of a function, with what its own statements bind."""
    spec = node.args
    plain = [*spec.posonlyargs, *spec.args]
    others = [each for each in (spec.vararg, *spec.kwonlyargs, spec.kwarg) if each is not None]
    parameters = [each.arg for each in (*plain, *others)]
    with_default = plain[len(plain) - len(spec.defaults) :]
    pairs = [*zip(with_default, spec.defaults, strict=True)]
    named = zip(spec.kwonlyargs, spec.kw_defaults, strict=True)
    pairs += [(each, default) for each, default in named if default is not None]
    name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
    path = f"{outer.name}.{name}" if outer.name else name
    scope = Scope(outer.facts, path, outer.owner, outer, {}, parameters)
    scope.defaults = {each.arg: default for each, default in pairs}
    scope.rest = spec.vararg.arg if spec.vararg is not None else ""
    body: list[ast.stmt] = [] if isinstance(node, ast.Lambda) else node.body
    scope.sometimes = set(parameters) - {
        target.id
        for each in body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    pending: list[ast.AST] = [*body]
    while pending:
        each = pending.pop(0)
        if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        bind(each, scope)
        pending.extend(child for child in ast.iter_child_nodes(each) if _holds(child))
    return scope


def _holds(node: ast.AST) -> bool:
    return isinstance(node, (ast.stmt, ast.excepthandler, ast.match_case))


def bind(node: ast.AST, scope: Scope) -> None:
    """Note what a statement, or a loop in an expression, gives local names."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            scope.values.setdefault(name, []).append(value)
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            scope.values.setdefault(name, []).append(value)
        case ast.NamedExpr(target=ast.Name(id=name), value=value):
            scope.values.setdefault(name, []).append(value)
        case (
            ast.For(target=ast.Name(id=name), iter=values)
            | ast.AsyncFor(target=ast.Name(id=name), iter=values)
            | ast.comprehension(target=ast.Name(id=name), iter=values)
        ):
            scope.values.setdefault(name, []).append(ast.Starred(value=values))
        case (
            ast.For(target=ast.Tuple(elts=parts), iter=values)
            | ast.AsyncFor(target=ast.Tuple(elts=parts), iter=values)
            | ast.comprehension(target=ast.Tuple(elts=parts), iter=values)
        ):
            for index, part in enumerate(parts):
                if isinstance(part, ast.Name):
                    each = ast.Subscript(ast.Starred(value=values), ast.Constant(index))
                    scope.values.setdefault(part.id, []).append(each)
        case ast.ImportFrom(names=names):
            module = _origin(node, scope.facts)
            scope.imports.update((a.asname or a.name, f"{module}.{a.name}") for a in names)
        case ast.Import(names=names):
            scope.imports.update((a.asname, a.name) for a in names if a.asname)


def _origin(node: ast.ImportFrom, facts: ModuleFacts) -> str:
    """The module that a statement imports from."""
    if not node.level:
        return node.module or ""
    steps = facts.module.split(".")
    base = steps[: len(steps) - node.level + (1 if facts.package else 0)]
    return ".".join([*base, node.module] if node.module else base)
