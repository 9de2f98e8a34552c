"""Classes of a project: where they are defined, and which of their arguments objects keep."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Final, NamedTuple

from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.modules import END
from api_stability.readers.python.projects import Project
from api_stability.readers.python.statements import dotted_name

_MAX_DEPTH: Final = 8
_RECORDS: Final = frozenset(
    {
        "dataclasses.dataclass",
        "attr.s",
        "attr.attrs",
        "attr.define",
        "attr.frozen",
        "attrs.define",
        "attrs.frozen",
        "attrs.mutable",
        "typing.NamedTuple",
        "typing_extensions.NamedTuple",
    }
)
"""What makes the annotated names of a class its parameters."""

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


class Kept(NamedTuple):
    """The argument that an attribute holds."""

    position: int
    """Without the object itself."""
    parameter: str
    default: ast.expr | None


class FoundClass(NamedTuple):
    """A class, and the module that gives its names their meaning."""

    facts: ModuleFacts
    node: ast.ClassDef


class Classes:
    """Looks up classes of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._kept: dict[str, Mapping[str, Kept]] = {}

    def find(self, path: str) -> FoundClass | None:
        """The class at *path*, at the top of a module or in another class."""
        split = self._project.world.split(path)
        tree = self._project.tree(split[0].name) if split is not None else None
        if split is None or tree is None or not split[0].files or not split[1]:
            return None
        body: list[ast.stmt] = tree.body
        found: ast.ClassDef | None = None
        for step in split[1].split("."):
            found = next((e for e in body if isinstance(e, ast.ClassDef) and e.name == step), None)
            if found is None:
                return None
            body = found.body
        return FoundClass(split[0].files[0], found) if found is not None else None

    def path_of(self, facts: ModuleFacts, node: ast.expr) -> str:
        """Where what *node* names at the top of a module is defined, or imported from."""
        name = dotted_name(node)
        return self._project.world.resolve(facts, name, END)[-1] if name else ""

    def kept(self, path: str, depth: int = 0) -> Mapping[str, Kept]:
        """Which argument of a call of the class at *path* each attribute of the object holds.

        Only what a constructor stores as it is given: ``self.name = name``.
        """
        if path not in self._kept:
            self._kept[path] = {}  # what extends itself keeps nothing
            found = self.find(path)
            if found is not None and depth < _MAX_DEPTH:
                self._kept[path] = self._kept_by(found, depth)
        return self._kept[path]

    def _kept_by(self, found: FoundClass, depth: int) -> Mapping[str, Kept]:
        bases = [self.path_of(found.facts, base) for base in found.node.bases]
        above: dict[str, Kept] = {}
        for base in bases:
            for attribute, kept in self.kept(base, depth + 1).items():
                above.setdefault(attribute, kept)
        makers = [*bases, *(self._maker(found.facts, each) for each in found.node.decorator_list)]
        if not _RECORDS.isdisjoint(makers):
            return _fields(found.node, above)
        own = next((e for e in found.node.body if _is_constructor(e)), None)
        return _stored(own, above) if isinstance(own, ast.FunctionDef) else above

    def _maker(self, facts: ModuleFacts, node: ast.expr) -> str:
        return self.path_of(facts, node.func if isinstance(node, ast.Call) else node)


def _is_constructor(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == "__init__"


def _fields(node: ast.ClassDef, above: Mapping[str, Kept]) -> dict[str, Kept]:
    found = dict(above)
    for each in node.body:
        match each:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                if "ClassVar" not in ast.unparse(annotation):
                    plain = value if isinstance(value, ast.Constant) else None
                    position = found[name].position if name in found else len(found)
                    found[name] = Kept(position, name, plain)
    return found


def _stored(node: ast.FunctionDef, above: Mapping[str, Kept]) -> dict[str, Kept]:
    given = parameters_of(node)
    found: dict[str, Kept] = {}
    for each in ast.walk(node):
        match each:
            case ast.Call(
                func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__")
            ):
                for attribute, kept in above.items():
                    passed = argument_of(each, kept.position, kept.parameter)
                    if isinstance(passed, ast.Name) and passed.id in given:
                        found[attribute] = given[passed.id]
            case (
                ast.Assign(
                    targets=[ast.Attribute(value=ast.Name(id="self"), attr=attribute)],
                    value=ast.Name(id=name),
                )
                | ast.AnnAssign(
                    target=ast.Attribute(value=ast.Name(id="self"), attr=attribute),
                    value=ast.Name(id=name),
                )
            ) if name in given:
                found[attribute] = given[name]
    return found


def parameters_of(node: FunctionNode, *, bound: bool = True) -> dict[str, Kept]:
    """The parameters of a function, without the object that a method is *bound* to."""
    spec = node.args
    plain = [*spec.posonlyargs, *spec.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(spec.defaults))
    defaults += spec.defaults
    pairs = list(zip(plain, defaults, strict=True))[1 if bound else 0 :]
    found = {
        each.arg: Kept(place, each.arg, default) for place, (each, default) in enumerate(pairs)
    }
    for each, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        found[each.arg] = Kept(-1, each.arg, default)
    return found


def argument_of(node: ast.Call, position: int, name: str) -> ast.expr | None:
    """What *node* gives the parameter *name* at *position*; below 0: by its name only."""
    for keyword in node.keywords:
        if keyword.arg == name:
            return keyword.value
    plain = node.args[: position + 1] if position >= 0 else []
    if not plain or len(plain) <= position or any(isinstance(e, ast.Starred) for e in plain):
        return None
    return plain[position]
