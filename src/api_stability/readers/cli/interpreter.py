"""Follows the code that defines a command line, without running it.

Bounded in steps and in depth: code that goes further costs a diagnostic, and what was found stays.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

from api_stability.markers.model import MarkerSet
from api_stability.markers.options import OptionHelper, VariableHelper
from api_stability.model.inventory import Grade
from api_stability.readers.cli.argparse_objects import Parser
from api_stability.readers.cli.calls import WRAPS, Calls
from api_stability.readers.cli.click_objects import ClickCommand
from api_stability.readers.cli.collected import Place
from api_stability.readers.cli.expressions import Expressions
from api_stability.readers.cli.frames import Frame, Site
from api_stability.readers.cli.frameworks import FACTORIES, Factory
from api_stability.readers.cli.lookup import Names
from api_stability.readers.cli.statements import Statements
from api_stability.readers.cli.values import (
    ABSENT,
    Arguments,
    Called,
    ClassValue,
    Foreign,
    Function,
    FunctionNode,
    Instance,
    Live,
    Method,
    ModuleValue,
    Super,
    Unknown,
    Value,
    alternatives,
    variables_of,
)
from api_stability.readers.python.projects import Project

MAX_STEPS: Final = 100_000
_READS: Final = frozenset(
    {"os.environ.get", "os.getenv", "os.environ.pop", "os.environ.setdefault"}
)


Say: TypeAlias = Callable[[Grade, str, str, Place], None]
"""Told grade, code, message and place of what is not as it should be."""


class BudgetError(Exception):
    """More steps than any command line needs; never reaches users."""


class Interpreter:
    """One program: what is created in it is collected in `created`."""

    def __init__(
        self,
        project: Project,
        sets: tuple[MarkerSet, ...],
        say: Say,
    ) -> None:
        """*say* is told what is missing, or cannot be known."""
        self.project = project
        self.folder = project.folder
        self.names = Names(self, project)
        self.expressions = Expressions(self)
        self.statements = Statements(self)
        self.calls = Calls(self)
        self.created: list[Live] = []
        self.added: set[tuple[object, ...]] = set()
        """Which options were added, and where: a loop may come by again and again."""
        self.conditions: list[str] = []
        self.say = say
        self._steps = MAX_STEPS
        self._lines: dict[str, list[str]] = {}
        self._options = {
            path: helper for each in sets for helper in each.options for path in helper.paths
        }
        self._variables = {
            path: helper for each in sets for helper in each.variables for path in helper.paths
        }

    def evaluate(self, node: ast.expr, frame: Frame) -> Value:
        """What *node* is in *frame*."""
        self.spend()
        return self.expressions.evaluate(node, frame)

    def spend(self) -> None:
        """One step; raises `BudgetError` when all are used up."""
        self._steps -= 1
        if self._steps < 0:
            raise BudgetError

    def run_module(self, tree: ast.Module, frame: Frame) -> None:
        """Follow the statements of a module, whatever conditions its import is under."""
        conditions, self.conditions = self.conditions, []
        try:
            self.statements.run(tree.body, frame)
        finally:
            self.conditions = conditions

    @contextmanager
    def requiring(self, condition: str) -> Iterator[None]:
        """What is added meanwhile requires *condition*."""
        self.conditions.append(condition)
        try:
            yield
        finally:
            self.conditions.pop()

    def say_deep(self, frame: Frame, node: FunctionNode) -> None:
        """Calls go deeper than they are followed."""
        message = "calls in a row go too deep here: options that are added in them may be missing"
        self.say("incomplete", "calls-in-a-row", message, Place(frame.facts.file, node.lineno))

    def lines(self, module: str) -> list[str]:
        """The source of *module* by lines."""
        if module not in self._lines:
            self._lines[module] = self.project.texts.get(module, "").split("\n")
        return self._lines[module]

    def is_known(self, path: str) -> bool:
        """Whether *path* is something of a framework, or a helper."""
        return path in FACTORIES or path in self._options or path in WRAPS

    def helper(self, path: str) -> OptionHelper | None:
        """What a marker set says about the function at *path*, as a helper for options."""
        return self._options.get(path)

    def make(self, path: str, arguments: Arguments, site: Site) -> Value:
        """A call of a framework, or a read of the environment; `ABSENT` where it is neither."""
        factory: Factory | None = FACTORIES.get(path)
        if factory is not None:
            return factory(self, arguments, site)
        if path in _READS:
            return self.environment(arguments.get("key", 0), arguments.get("default", 1))
        found = self.variable(path, arguments)
        return ABSENT if found is None else found

    def environment(self, name: Value, default: Value = None) -> Unknown:
        """What is read from the variable *name*."""
        names = tuple(each for each in alternatives(name) if isinstance(each, str))
        if isinstance(default, Unknown):
            names += variables_of(default)
            default = default.default
        return Unknown("os.environ", names, default)

    def variable(self, path: str, arguments: Arguments) -> Unknown | None:
        """What a described helper reads from the environment."""
        helper: VariableHelper | None = self._variables.get(path)
        if helper is None:
            return None
        name, _ = arguments.role(helper.name, helper.parameters)
        default: Value = None
        if helper.default is not None:
            default, _ = arguments.role(helper.default, helper.parameters)
        return self.environment(name, None if default is ABSENT else default)

    def parameter(self, function: Function, name: str, home: Frame) -> Value:
        """What is passed as a parameter that nobody is seen to pass: a parser is one."""
        arguments = function.node.args
        for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            if each.arg == name and each.annotation is not None:
                annotation = self.evaluate(each.annotation, home)
                if isinstance(annotation, Foreign) and annotation.path == "argparse.ArgumentParser":
                    return Parser(self, Site(home, each.annotation))
        return Unknown(name)

    def attribute(self, owner: Value, name: str) -> Value:  # noqa: C901 - kind by kind
        """What ``owner.name`` is."""
        match owner:
            case Parser(owner=ClassValue() as kind) | ClickCommand(owner=ClassValue() as kind):
                member = self.names.member(kind, name)
                return owner.attribute(name) if member is ABSENT else self._bound(owner, member)
            case Live():
                return owner.attribute(name)
            case Instance():
                if name in owner.attributes:
                    return owner.attributes[name]
                member = self.names.member(owner.owner, name)
                return Unknown(name) if member is ABSENT else self._bound(owner, member)
            case ClassValue():
                member = self.names.member(owner, name)
                return Unknown(name) if member is ABSENT else self._bound(owner, member)
            case Super(receiver=receiver, owner=after):
                return self._above(receiver, after, name)
            case ModuleValue(name=module) if self.is_known(f"{module}.{name}"):
                return Foreign(f"{module}.{name}")
            case ModuleValue(name=module):
                found = self.names.value(module, name)
                if isinstance(found, (Unknown, Foreign)) and name != "path":
                    inner = self.names.at(f"{module}.{name}")
                    return inner if isinstance(inner, ModuleValue) else found
                return found
            case Foreign(path=path):
                return Foreign(f"{path}.{name}")
            case Called(path=path):
                return Foreign(f"{path}().{name}")
            case Unknown(variables=names) if names:
                return owner
            case Function() if name == "command":
                return Unknown(name)
            case list() | dict() | str():
                return self.calls.method(owner, name)
        return Unknown(name)

    def _above(self, receiver: Value, after: ClassValue, name: str) -> Value:
        kind = getattr(receiver, "owner", None)
        owner = receiver if isinstance(receiver, ClassValue) else kind
        if not isinstance(owner, ClassValue):
            return Unknown(name)
        member = self.names.member(owner, name, after=after)
        if member is not ABSENT:
            return self._bound(receiver, member)
        return receiver.attribute(name) if isinstance(receiver, Live) else Unknown(name)

    def _bound(self, receiver: Value, member: Value) -> Value:
        """A function of a class as its object has it."""
        if not isinstance(member, Function) or isinstance(member.node, ast.Lambda):
            return member
        names = {ast.unparse(each) for each in member.node.decorator_list}
        if "staticmethod" in names:
            return member
        if "classmethod" in names and not isinstance(receiver, ClassValue):
            return Method(getattr(receiver, "owner", receiver), member)
        if isinstance(receiver, ClassValue) and "classmethod" not in names:
            return member
        bound = Method(receiver, member)
        if names & {"property", "cached_property", "functools.cached_property"}:
            return self.calls.follow(member, Arguments([receiver], {}), None)
        return bound
