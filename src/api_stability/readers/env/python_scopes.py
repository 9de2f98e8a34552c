"""Functions and classes around a place in Python code, and what is known in them."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.folding import Folder, Given, Place, UnknownValueError
from api_stability.readers.python.modules import END
from api_stability.readers.python.statements import dotted_name

_MAX_NAMES = 500


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
    imports: dict[str, str] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    """Variables that are read in it, in order."""

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

    def imported(self, name: str) -> str | None:
        """The path that a function has imported *name* from."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.imports:
                return scope.imports[name]
            scope = scope.outer
        return None


def function_scope(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, outer: Scope
) -> Scope:
    """The scope of a function, with what its own statements bind."""
    spec = node.args
    parameters = [each.arg for each in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
    parameters += [each.arg for each in (spec.vararg, spec.kwarg) if each is not None]
    name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
    path = f"{outer.name}.{name}" if outer.name else name
    scope = Scope(outer.facts, path, outer.owner, outer, {}, parameters)
    pending: list[ast.AST] = [] if isinstance(node, ast.Lambda) else list(node.body)
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
        case ast.ImportFrom(module=str(module), level=0, names=names):
            scope.imports.update((a.asname or a.name, f"{module}.{a.name}") for a in names)
        case ast.Import(names=names):
            scope.imports.update((a.asname, a.name) for a in names if a.asname)


class Texts:
    """Which texts an expression can be."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def of(self, node: ast.expr, scope: Scope, depth: int = 6) -> list[str] | None:
        """The texts; ``None`` where they are not known."""
        if depth <= 0:
            return None
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.IfExp(body=body, orelse=orelse):
                return self._all([body, orelse], scope, depth)
            case ast.BoolOp(values=values):
                return self._all(values, scope, depth)
            case ast.Starred(value=value):
                return self._each(value, scope, depth)
            case ast.Subscript(ast.Starred(value=value), ast.Constant(value=int(index))):
                return self._column(value, index, scope, depth)
            case ast.Name(id=name):
                bound = scope.find(name)
                if bound is not None:
                    return self._all(bound, scope, depth) if bound else None
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=attr) if scope.owner:
                return self._fold(ast.Name(attr, ctx=ast.Load()), scope, scope.owner)
            case ast.JoinedStr() | ast.BinOp() | ast.Call():
                return self._combine(node, scope, depth)
        return self._fold(node, scope, scope.owner)

    def _all(self, nodes: list[ast.expr], scope: Scope, depth: int) -> list[str] | None:
        found: list[str] = []
        for each in nodes:
            texts = self.of(each, scope, depth - 1)
            if texts is None:
                return None
            found += texts
        return list(dict.fromkeys(found))[:_MAX_NAMES]

    def _each(self, node: ast.expr, scope: Scope, depth: int) -> list[str] | None:
        """What a loop over *node* gives: texts of a display, keys of a dictionary."""
        behind = self._behind(node, scope)
        if isinstance(behind, (ast.Tuple, ast.List, ast.Set)):
            return self._all(list(behind.elts), scope, depth)
        if isinstance(behind, ast.Dict):
            return self._all([key for key in behind.keys if key is not None], scope, depth)
        try:
            value = self._folder.fold(Given(node, Place(scope.facts, END, scope.owner)))
        except UnknownValueError:
            return None
        if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
            return [str(each) for each in value][:_MAX_NAMES]
        return None

    def _column(self, node: ast.expr, index: int, scope: Scope, depth: int) -> list[str] | None:
        """What a loop over rows gives: the text at *index* of each."""
        behind = self._behind(node, scope)
        if isinstance(behind, ast.Dict):
            pairs = zip(behind.keys, behind.values, strict=True)
            rows = [(key, value)[index] for key, value in pairs if index < 2]
        elif isinstance(behind, (ast.Tuple, ast.List, ast.Set)):
            inner = [each for each in behind.elts if isinstance(each, (ast.Tuple, ast.List))]
            rows = [each.elts[index] for each in inner if index < len(each.elts)]
            if len(rows) < len(behind.elts):
                return None
        else:
            return None
        return self._all([each for each in rows if each is not None], scope, depth)

    def _behind(self, node: ast.expr, scope: Scope) -> ast.expr:
        if isinstance(node, ast.Name):
            bound = scope.find(node.id)
            if bound is not None:
                return bound[0] if len(bound) == 1 else node
            return self._folder.expression(Given(node, Place(scope.facts, END, scope.owner))).node
        if isinstance(node, ast.Call) and dotted_name(node.func).endswith((".keys", ".items")):
            return self._behind(node.func.value, scope)  # type: ignore[attr-defined]
        return node

    def fill(self, node: ast.expr, scope: Scope, name: str, texts: list[str]) -> list[str] | None:
        """What *node* is for each of *texts* in place of the parameter *name*."""
        found: list[str] = []
        for text in texts:
            env: dict[str, Given | None] = {
                name: Given(ast.Constant(text), Place(scope.facts, END))
            }
            try:
                value = self._folder.fold(Given(node, Place(scope.facts, END, scope.owner, env)))
            except UnknownValueError:
                return None
            if not isinstance(value, str):
                return None
            found.append(value)
        return found

    def _combine(self, node: ast.expr, scope: Scope, depth: int) -> list[str] | None:
        """An expression over a name that may be several texts: each of them."""
        local = {
            each.id: bound
            for each in ast.walk(node)
            if isinstance(each, ast.Name) and (bound := scope.find(each.id)) is not None
        }
        places: list[dict[str, Given | None]] = [{}]
        for name, bound in local.items():
            texts = self._all(bound, scope, depth) if bound else None
            if texts is None or len(texts) * len(places) > _MAX_NAMES:
                return None
            plain = Place(scope.facts, END)
            places = [
                {**each, name: Given(ast.Constant(text), plain)}
                for each in places
                for text in texts
            ]
        found: list[str] = []
        for env in places:
            try:
                value = self._folder.fold(Given(node, Place(scope.facts, END, scope.owner, env)))
            except UnknownValueError:
                return None
            if not isinstance(value, str):
                return None
            found.append(value)
        return list(dict.fromkeys(found))

    def _fold(self, node: ast.expr, scope: Scope, owner: str) -> list[str] | None:
        try:
            value = self._folder.fold(Given(node, Place(scope.facts, END, owner)))
        except UnknownValueError:
            return None
        if isinstance(value, str):
            return [value]
        if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
            return [str(each) for each in value]
        return None
