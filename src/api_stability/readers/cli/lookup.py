"""What global names and attributes of classes are, across the modules of the sources."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from api_stability.readers.cli.frames import Frame
from api_stability.readers.cli.values import (
    ABSENT,
    ClassValue,
    Foreign,
    Function,
    ModuleValue,
    Unknown,
    Value,
)
from api_stability.readers.python.folding import Given, Place, UnknownValueError
from api_stability.readers.python.modules import END
from api_stability.readers.python.projects import Project

if TYPE_CHECKING:
    from api_stability.readers.cli.interpreter import Interpreter

_COMMAND_LINE: Final = re.compile(r"\b(?:argparse|click|typer|cyclopts|add_argument)\b")
_MAX_BASES: Final = 100


class Names:
    """Looks up what is not local."""

    def __init__(self, interpreter: Interpreter, project: Project) -> None:
        self._interpreter = interpreter
        self._project = project
        self._frames: dict[str, Frame] = {}
        self._begun: set[str] = set()
        self._static: dict[tuple[str, str], Value] = {}
        self._imports = 0

    def frame(self, module: str) -> Frame | None:
        """The frame of *module*; ``None`` where it cannot be read."""
        if module not in self._frames:
            found = self._project.world.modules.get(module)
            if found is None or not found.files:
                return None
            variables: dict[str, Value] = {"__name__": module}
            self._frames[module] = Frame(found.files[0], variables)
        return self._frames[module]

    def execute(self, module: str, *, main: bool = False) -> None:
        """Follow the statements of *module* once, where it has to do with command lines."""
        frame = self.frame(module)
        if frame is None or module in self._begun:
            return
        self._begun.add(module)
        text = self._project.texts.get(module, "")
        tree = self._project.tree(module)
        if tree is None or not (main or _COMMAND_LINE.search(text)):
            return
        if main:
            frame.variables["__name__"] = "__main__"
        self._interpreter.run_module(tree, frame)

    def value(self, module: str, name: str) -> Value:
        """What the global *name* of *module* is."""
        self.execute(module)
        frame = self.frame(module)
        if frame is None:
            return Unknown(name)
        if name in frame.variables:
            return frame.variables[name]
        key = (module, name)
        if key not in self._static:
            self._static[key] = Unknown(name)  # seen by a cycle
            self._static[key] = self._look_up(frame, name)
        return self._static[key]

    def at(self, path: str) -> Value:
        """What the absolute *path* of an import leads to."""
        split = self._project.world.split(path)
        if split is None or self._interpreter.is_known(path):
            # a framework is what it is, also where its own sources are beside
            return Foreign(path)
        module, rest = split
        if not rest:
            return ModuleValue(module.name)
        head, _, tail = rest.partition(".")
        value = self.value(module.name, head)
        for step in filter(None, tail.split(".")):
            value = self._interpreter.attribute(value, step)
        return value

    def _look_up(self, frame: Frame, name: str) -> Value:
        world = self._project.world
        foreign: list[str] = []
        paths = world.resolve(frame.facts, name, END)
        known = [path for path in paths if self._interpreter.is_known(path)]
        if known:
            return Foreign(known[0])
        for path in reversed(paths):
            split = world.split(path)
            bound = bool(world.modules[frame.module].last_live(name.partition(".")[0]))
            if split is None or (path == name and not bound):
                foreign.append(path)
                continue
            module, rest = split
            if not rest:
                return ModuleValue(module.name)
            found = self.definition(module.name, rest)
            if found is not None:
                return found
            if module.name != frame.module and "." not in rest:
                other = self.frame(module.name)
                self.execute(module.name)
                if other is not None and rest in other.variables:
                    return other.variables[rest]
        value = self._constant(frame, name)
        if value is not ABSENT:
            return value
        return Foreign(foreign[0]) if foreign else Unknown(name)

    def _constant(self, frame: Frame, name: str) -> Value:
        node = ast.parse(name, mode="eval").body if name.isidentifier() else None
        if node is None:
            return ABSENT
        given = Given(node, Place(frame.facts, END))
        try:
            return self._project.folder.fold(given)
        except UnknownValueError:
            behind = self._project.folder.expression(given)
        home = self.frame(behind.place.facts.module)
        if behind.node is node or home is None:
            return ABSENT
        return self._interpreter.evaluate(behind.node, home)

    def definition(self, module: str, name: str) -> Function | ClassValue | None:
        """The class or function that *name* of *module* is defined as; the last one."""
        tree = self._project.tree(module)
        body: list[ast.stmt] = tree.body if tree is not None else []
        owner: ClassValue | None = None
        steps = name.split(".")
        for index, step in enumerate(steps):
            node = _find_definition(body, step)
            last = index == len(steps) - 1
            if isinstance(node, ast.ClassDef):
                owner = ClassValue(module, ".".join(steps[: index + 1]), node)
                body = node.body
                if last:
                    return owner
            elif node is not None and last:
                return Function(module, name, node, owner=owner)
            else:
                return None
        return None

    def line_of(self, module: str, name: str) -> ast.stmt | None:
        """The definition that *name* of *module* is."""
        found = self.definition(module, name)
        return found.node if found is not None and isinstance(found.node, ast.stmt) else None

    def ancestors(self, owner: ClassValue) -> list[ClassValue | Foreign]:
        """*owner* and its bases, nearest first."""
        found: list[ClassValue | Foreign] = []
        pending: list[ClassValue | Foreign] = [owner]
        while pending and len(found) < _MAX_BASES:
            each = pending.pop(0)
            if each in found:
                continue
            found.append(each)
            if isinstance(each, ClassValue):
                pending = [*self._bases(each), *pending]
        return found

    def _bases(self, owner: ClassValue) -> Iterator[ClassValue | Foreign]:
        frame = self.frame(owner.module)
        for node in owner.node.bases:
            plain = node.value if isinstance(node, ast.Subscript) else node
            value = self._interpreter.evaluate(plain, frame) if frame is not None else None
            if isinstance(value, (ClassValue, Foreign)):
                yield value

    def member(self, owner: ClassValue, name: str, *, after: ClassValue | None = None) -> Value:
        """The attribute *name* of a class; of the classes *after* one; `ABSENT` where not ours."""
        classes = self.ancestors(owner)
        if after is not None and after in classes:
            classes = classes[classes.index(after) + 1 :]
        for each in classes:
            if isinstance(each, ClassValue):
                found = self._own_member(each, name)
                if found is not ABSENT:
                    return found
        return ABSENT

    def _own_member(self, owner: ClassValue, name: str) -> Value:
        node = _find_definition(owner.node.body, name)
        path = f"{owner.name}.{name}"
        if isinstance(node, ast.ClassDef):
            return ClassValue(owner.module, path, node)
        if node is not None:
            return Function(owner.module, path, node, owner=owner)
        frame = self.frame(owner.module)
        for statement in reversed(owner.node.body):
            if _binds(statement, name) and frame is not None:
                value = statement.value  # type: ignore[attr-defined]
                return self._interpreter.evaluate(value, frame)
        return ABSENT


def _binds(node: ast.stmt, name: str) -> bool:
    if isinstance(node, ast.Assign):
        return any(isinstance(each, ast.Name) and each.id == name for each in node.targets)
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        return isinstance(node.target, ast.Name) and node.target.id == name
    return False


def _find_definition(
    body: list[ast.stmt], name: str
) -> ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | None:
    """The last one, also in the branches of conditions."""
    found = None
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if node.name == name:
                found = node
        elif isinstance(node, (ast.If, ast.Try)):
            inner = [*node.body, *node.orelse]
            found = _find_definition(inner, name) or found
    return found
