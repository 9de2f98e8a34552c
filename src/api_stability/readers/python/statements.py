"""What the statements of a module bind, import, export and assign, in source order."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from api_stability.readers.python.facts import Assignment, Binding, Decorator
from api_stability.readers.python.texts import Text
from api_stability.readers.python.walking import walk_everything, walk_statements

FunctionNode: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

_MAX_VALUE: Final = 4000
"""Longer values are no names, labels or reasons."""
_VALUES: Final = (
    *(ast.Constant, ast.JoinedStr, ast.BinOp, ast.UnaryOp, ast.IfExp, ast.Subscript),
    *(ast.Name, ast.Attribute, ast.Call, ast.Dict, ast.List, ast.Tuple),
)
CHANGING: Final = frozenset(
    {
        "append",
        "clear",
        "extend",
        "insert",
        "pop",
        "remove",
        "reverse",
        "setdefault",
        "sort",
        "update",
    }
)
"""Methods after which a list or a dictionary is not what was assigned."""


def dotted_name(node: ast.expr) -> str:
    """``a.b.c`` of a plain name, else nothing."""
    steps: list[str] = []
    while isinstance(node, ast.Attribute):
        steps.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(steps)])


@dataclass(slots=True)
class Statements:
    """Collects from one module; see `collect`."""

    module: str
    package: bool
    text: Text
    attributes: frozenset[str]
    names: frozenset[str] = frozenset()
    """By which markers are called."""
    stub: bool = False
    """A stub has what it annotates; a source may annotate what it has from elsewhere."""
    bindings: list[Binding] = field(default_factory=list)
    wildcards: list[Binding] = field(default_factory=list)
    exports: list[str] | None = None
    exports_known: bool = True
    rebound: set[str] = field(default_factory=set)
    assignments: list[Assignment] = field(default_factory=list)
    makers: list[tuple[str, FunctionNode | ast.ClassDef]] = field(default_factory=list)
    """Functions and classes outside of functions, which may mark what they decorate."""
    calls: list[tuple[str, Decorator]] = field(default_factory=list)
    """Calls of markers that stand alone, each with the class it stands in."""
    _renamed: set[str] = field(default_factory=set)
    """What markers are called here that have another name elsewhere."""

    def collect(self, tree: ast.Module) -> None:
        """Go through all statements outside of function bodies."""
        for scope, conditional, node, _ in walk_statements(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                name = scope + node.name
                self._bind(name, node.lineno, conditional=conditional, defines=True)
                self.makers.append((name, node))
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                self._import(scope, node, conditional=conditional)
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    self._assign(scope, target, node.value, conditional=conditional)
            elif isinstance(node, ast.AnnAssign):
                if node.value:
                    self._assign(scope, node.target, node.value, conditional=conditional)
                elif self.stub and isinstance(node.target, ast.Name):
                    self._bind(scope + node.target.id, node.lineno, conditional=conditional)
            elif isinstance(node, ast.Expr):
                self._call(scope, node.value)
            else:
                self._rebind(scope, node)

    def _bind(
        self,
        name: str,
        line: int,
        *,
        conditional: bool,
        target: str | None = None,
        explicit: bool = False,
        value: str | None = None,
        defines: bool = False,
    ) -> None:
        self.bindings.append(
            Binding(
                name=name,
                line=line,
                conditional=conditional,
                target=target,
                explicit=explicit,
                value=value,
                defines=defines,
            )
        )

    def _import(self, scope: str, node: ast.Import | ast.ImportFrom, *, conditional: bool) -> None:
        if isinstance(node, ast.Import):
            for name in node.names:
                target = name.name if name.asname else name.name.partition(".")[0]
                bound = scope + (name.asname or target)
                explicit = name.asname == name.name
                self._bind(
                    bound, node.lineno, conditional=conditional, target=target, explicit=explicit
                )
            return
        origin = self._absolute(node)
        for name in node.names:
            if name.name == "*":
                star = Binding(
                    name="*",
                    line=node.lineno,
                    conditional=conditional,
                    target=origin,
                    explicit=True,
                )
                self.wildcards.append(star)
                continue
            if name.name in self.names and name.asname:
                self._renamed.add(name.asname)
            self._bind(
                scope + (name.asname or name.name),
                node.lineno,
                conditional=conditional,
                target=f"{origin}.{name.name}" if origin else name.name,
                explicit=name.asname == name.name,
            )

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        steps = self.module.split(".")
        up = node.level - 1 if self.package else node.level
        base = steps[: len(steps) - up] if up < len(steps) else []
        return ".".join([*base, node.module] if node.module else base)

    def _assign(self, scope: str, target: ast.expr, value: ast.expr, *, conditional: bool) -> None:
        if isinstance(target, ast.Name):
            if not scope and target.id == "__all__":
                self.exports, self.exports_known = [], True
                self._export(value)
            elif target.id in self.attributes:
                text = self.text.of(value)
                self.assignments.append(
                    Assignment(scope.rstrip("."), target.id, text, target.lineno)
                )
            kept = self.text.of(value) if isinstance(value, _VALUES) else ""
            self._bind(
                scope + target.id,
                target.lineno,
                conditional=conditional,
                value=kept if 0 < len(kept) <= _MAX_VALUE else None,
            )
        elif isinstance(target, ast.Attribute) and target.attr in self.attributes:
            self._mark(scope, target.value, target.attr, value)
        elif isinstance(target, ast.Attribute) and dotted_name(target) and self._applies(value):
            bound, text = scope + dotted_name(target), self.text.of(value)
            self._bind(bound, target.lineno, conditional=conditional, value=text)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for name in names_in(target):
                self._bind(scope + name, target.lineno, conditional=conditional)
        elif isinstance(target, ast.Subscript):
            self.rebound.add(scope + dotted_name(target.value))

    def _is_marker(self, name: str) -> bool:
        return name in self.names or name in self._renamed

    def _applies(self, value: ast.expr) -> bool:
        """Whether it is ``mark(…)(old)``, as far as a name tells."""
        match value:
            case ast.Call(func=ast.Call(func=callee)):
                return self._is_marker(dotted_name(callee).rpartition(".")[2])
        return False

    def _mark(self, scope: str, target: ast.expr, attribute: str, value: ast.expr) -> None:
        name = dotted_name(target)
        if name:
            self.assignments.append(
                Assignment(scope + name, attribute, self.text.of(value), target.lineno)
            )

    def _call(self, scope: str, node: ast.expr) -> None:
        """``__all__.extend(…)``, ``__all__.append(…)``, ``setattr(f, "__stability__", …)``."""
        if not isinstance(node, ast.Call):
            return
        callee = dotted_name(node.func)
        changed, _, method = callee.rpartition(".")
        if self._is_marker(method):
            call = Decorator(callee, self.text.of(node), node.lineno, called=True)
            self.calls.append((scope.rstrip("."), call))
        if method in CHANGING:
            self.rebound.add(scope + changed)
        match callee, node.args:
            case "__all__.extend", [values] if not scope:
                self._export(values)
            case "__all__.append", [value] if not scope:
                self._export(ast.List(elts=[value]))
            case "setattr", [target, ast.Constant(value=str(attribute)), value]:
                if attribute in self.attributes:
                    self._mark(scope, target, attribute, value)

    def _export(self, node: ast.expr) -> None:
        exports = self.exports = self.exports if self.exports is not None else []
        pending = [node]
        while pending:
            part = pending.pop()
            if isinstance(part, (ast.List, ast.Tuple, ast.Set)):
                pending.extend(reversed(part.elts))
            elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add):
                pending.extend((part.right, part.left))
            elif isinstance(part, ast.Starred):
                pending.append(part.value)
            elif isinstance(part, ast.Constant) and isinstance(part.value, str):
                exports.append(part.value)
            elif dotted_name(part):
                exports.append(f"*{dotted_name(part)}")
            else:
                self.exports_known = False

    def _rebind(self, scope: str, node: ast.AST) -> None:
        targets: list[ast.expr] = []
        if isinstance(node, ast.AugAssign):
            if not scope and dotted_name(node.target) == "__all__":
                self._export(node.value)
            targets = [node.target]
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            targets = [node.target]
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            targets = [item.optional_vars for item in node.items if item.optional_vars]
        elif isinstance(node, ast.Delete):
            targets = [
                each.value if isinstance(each, ast.Subscript) else each for each in node.targets
            ]
        elif isinstance(node, ast.ExceptHandler) and node.name:
            self.rebound.add(scope + node.name)
        for target in targets:
            self.rebound.update(scope + name for name in names_in(target))


def names_in(target: ast.expr) -> Iterator[str]:
    """The plain names that an assignment target binds, in order."""
    pending = [target]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Starred):
            pending.append(node.value)
        elif isinstance(node, (ast.Tuple, ast.List)):
            pending.extend(reversed(node.elts))


def global_names(tree: ast.Module) -> set[str]:
    """Names that a function declares ``global`` and may therefore change."""
    return {
        name
        for node in walk_everything(tree.body)
        if isinstance(node, ast.Global)
        for name in node.names
    }
