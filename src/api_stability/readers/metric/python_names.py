"""What names stand for in one Python module, as far as its own text says."""

from __future__ import annotations

import ast
from typing import Final

_DEEPEST: Final = 50
_LONGEST: Final = 10_000


class Names:
    """Imports and text constants of a module."""

    def __init__(self, tree: ast.Module) -> None:
        self._imports: dict[str, str] = {}
        self._constants: dict[str, ast.expr | None] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    name = alias.asname or alias.name.partition(".")[0]
                    self._imports[name] = alias.name if alias.asname else name
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for alias in node.names:
                    self._imports[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        self._collect(tree.body, "")

    def imports_from(self, package: str) -> bool:
        """Whether anything is imported from *package*."""
        return any(f"{name}.".startswith(f"{package}.") for name in self._imports.values())

    def resolve(self, node: ast.expr) -> str | None:
        """The dotted path that *node* stands for by way of an import."""
        steps: list[str] = []
        while isinstance(node, ast.Attribute):
            steps.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self._imports:
            return None
        return ".".join([self._imports[node.id], *reversed(steps)])

    def fold(self, node: ast.expr | None, depth: int = 0) -> str | None:
        """The text that *node* is; ``None`` where only running the module would tell."""
        if depth > _DEEPEST:
            return None
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.JoinedStr(values=values):
                return self._join([self.fold(each, depth + 1) for each in values])
            case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                return self.fold(value, depth + 1)
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                return self._join([self.fold(left, depth + 1), self.fold(right, depth + 1)])
            case ast.Name(id=name):
                return self.fold(self._constants.get(name), depth + 1)
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                return self.fold(self._constants.get(f"{owner}.{name}"), depth + 1)
            case _:
                return None

    @staticmethod
    def _join(parts: list[str | None]) -> str | None:
        known = [part for part in parts if part is not None]
        text = "".join(known)
        return text if len(known) == len(parts) and len(text) <= _LONGEST else None

    def _collect(self, body: list[ast.stmt], prefix: str) -> None:
        """Constants of the module and of its classes; a name that is bound twice is none."""
        for statement in body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    self._bind(prefix + name, value)
                case ast.AnnAssign(target=ast.Name(id=name), value=value) if value is not None:
                    self._bind(prefix + name, value)
                case ast.AugAssign(target=ast.Name(id=name)):
                    self._constants[prefix + name] = None
                case ast.ClassDef(name=name, body=inner) if not prefix:
                    self._collect(inner, f"{name}.")
                case _:
                    pass

    def _bind(self, name: str, value: ast.expr) -> None:
        self._constants[name] = None if name in self._constants else value
