"""Calls: of functions and classes of the sources, of frameworks, of described helpers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from api_stability.readers.cli.argparse_objects import Parser, is_parser, make_parser
from api_stability.readers.cli.click_objects import make_own
from api_stability.readers.cli.containers import call_builtin, call_method
from api_stability.readers.cli.foreign import say_foreign
from api_stability.readers.cli.frames import Frame, Site
from api_stability.readers.cli.helpers import add_described_option
from api_stability.readers.cli.values import (
    ABSENT,
    Arguments,
    Called,
    Choice,
    ClassValue,
    Foreign,
    Function,
    Instance,
    Live,
    Method,
    ModuleValue,
    Native,
    Super,
    Unknown,
    Value,
    merge_values,
)

if TYPE_CHECKING:
    from api_stability.readers.cli.interpreter import Interpreter

_CASTS: Final = frozenset({"typing.cast", "typing_extensions.cast"})
_MAX_CALLS: Final = 24
"""Functions that call each other in a row."""
_MAX_REPEATS: Final = 2
"""How often a function may be in its own chain of calls."""
_SMALL: Final = 30
"""Statements of a function that is followed for its value alone."""
_PLAIN: Final = (ast.Return, ast.If, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Raise)
_ADDING: Final = re.compile(
    r"\badd_(?:argument|parser|command|typer|subparsers)|Argument(?:Parser|Group)\b|\bArgParser\b"
    r"|\b(?:click|typer|cyclopts)\."
)
_MAX_DEPTH: Final = 12
WRAPS: Final = frozenset({"functools.wraps", "functools.update_wrapper"})
"""What makes one function look like another."""


class Calls:
    """Calls values; see `call`."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._running: list[Function | ast.AST] = []
        self._adding: dict[int, bool] = {}

    def call(self, callee: Value, arguments: Arguments, site: Site) -> Value:
        """What ``callee(…)`` returns, and what it does to what is followed."""
        match callee:
            case Native(call=native):
                return native(arguments, site)
            case Function():
                return self._call_function(callee, arguments, site)
            case Method(receiver=receiver, function=function):
                bound = Arguments(
                    [receiver, *arguments.positional],
                    arguments.keywords,
                    {
                        str(int(key) + 1) if key.isdecimal() else key: text
                        for key, text in arguments.texts.items()
                    },
                    arguments.whole,
                )
                return self._call_function(function, bound, site)
            case ClassValue():
                return self._make(callee, arguments, site)
            case Foreign(path=path):
                return self._call_foreign(path, arguments, site)
            case Live():
                called = callee.attribute("__call__")
                return called.call(arguments, site) if isinstance(called, Native) else Unknown()
            case Choice(values=values):
                return merge_values(*(self.call(each, arguments, site) for each in values))
        return Unknown()

    def decorate(self, callee: Value, value: Value, frame: Frame, node: ast.expr) -> Value:
        """``@callee`` over *value*: a decorator that says nothing to us changes nothing."""
        if isinstance(callee, Foreign) and not self._interpreter.is_known(callee.path):
            return value
        made = self.call(callee, Arguments([value], {}), Site(frame, node))
        return value if made is None or isinstance(made, (Unknown, Called)) else made

    def super_of(self, frame: Frame, given: list[ast.expr]) -> Value:
        """``super()`` in a method, and ``super(Class, self)``."""
        if len(given) == 2:
            owner, receiver = (self._interpreter.evaluate(each, frame) for each in given)
            known = isinstance(owner, ClassValue)
            return Super(receiver, owner) if known else Unknown("super()")
        function = frame.function
        if function is None or function.owner is None or not function.node.args.args:
            return Unknown("super()")
        receiver = frame.find(function.node.args.args[0].arg)
        return Super(receiver, function.owner)

    def _call_foreign(self, path: str, arguments: Arguments, site: Site) -> Value:
        if self._interpreter.helper(path) is not None:
            return add_described_option(self._interpreter, path, arguments, site)
        made = self._interpreter.make(path, arguments, site)
        if made is not ABSENT:
            return made
        if is_parser(path):
            return make_parser(self._interpreter, arguments, site)
        if path in _CASTS:
            return arguments.get("val", 1)
        unbound = self._unbound(path, arguments, site)
        if unbound is not ABSENT:
            return unbound
        if path == "functools.update_wrapper":
            return _wrapped(arguments.get("wrapped", 1), arguments)
        if path == "functools.wraps":
            original = arguments.get("wrapped", 0)
            return Native(lambda given, _site: _wrapped(original, given))
        if path == "getattr" and len(arguments.positional) >= 2:
            return self._interpreter.attribute(*arguments.positional[:2])
        if path.startswith("asyncio.") or path.endswith(".run"):
            self._follow_passed(arguments, site)
        say_foreign(self._interpreter, path, arguments, site)
        built = call_builtin(path, arguments)
        return Called(path, arguments) if built is ABSENT else built

    def _unbound(self, path: str, arguments: Arguments, site: Site) -> Value:
        """``Group.command(group, …)``: a method by its class; `ABSENT` where it is none."""
        owner, _, name = path.rpartition(".")
        receiver = arguments.positional[0] if arguments.positional else None
        if not isinstance(receiver, Live) or not self._interpreter.is_known(owner):
            return ABSENT
        rest = Arguments(arguments.positional[1:], arguments.keywords, {}, arguments.whole)
        return self.call(receiver.attribute(name), rest, site)

    def _follow_passed(self, arguments: Arguments, site: Site) -> None:
        """``runner.run(main)``: what is handed over is called."""
        for value in arguments.positional:
            if isinstance(value, Function) and self._adds_options(value, 0):
                self._call_function(value, Arguments([], {}), site)

    def method(self, receiver: Value, name: str) -> Value:
        """A method of a plain container, bound to it."""

        def call(arguments: Arguments, _site: Site) -> Value:
            answer = call_method(receiver, name, arguments)
            return Unknown(name) if answer is ABSENT else answer

        return Native(call)

    def _call_function(self, function: Function, arguments: Arguments, site: Site) -> Value:
        path = f"{function.module}.{function.name}"
        if self._interpreter.helper(path) is not None:
            return add_described_option(self._interpreter, path, arguments, site)
        variables = self._interpreter.variable(path, arguments)
        if variables is not None:
            return variables
        if not self._is_followed(function, arguments):
            return Unknown(path)
        return self.follow(function, arguments, site)

    def follow(self, function: Function, arguments: Arguments, site: Site | None) -> Value:
        """Run the body of *function*; `Unknown` where calls go too deep."""
        home = self._interpreter.names.frame(function.module)
        if home is None or self._running.count(function.node) >= _MAX_REPEATS:
            return Unknown(function.name)
        if len(self._running) >= _MAX_CALLS:
            self._interpreter.say_deep(home, function.node)
            return Unknown(function.name)
        frame = Frame(home.facts, {}, function.frame, function, site)
        self._bind(function, arguments, frame, home)
        self._running.append(function.node)
        try:
            if isinstance(function.node, ast.Lambda):
                return self._interpreter.evaluate(function.node.body, frame)
            self._interpreter.statements.run(function.node.body, frame)
        finally:
            self._running.pop()
        return merge_values(*frame.returned) if frame.returned else None

    def _bind(self, function: Function, arguments: Arguments, frame: Frame, home: Frame) -> None:
        spec = function.node.args
        names = [each.arg for each in (*spec.posonlyargs, *spec.args)]
        given = arguments.positional[: len(names)]
        keywords = dict(arguments.keywords)
        frame.variables.update(zip(names, given, strict=False))
        if spec.vararg:
            frame.variables[spec.vararg.arg] = list(arguments.positional[len(names) :])
        defaults = dict(zip(reversed(names), reversed(spec.defaults), strict=False))
        wanted = [*names[len(given) :], *(each.arg for each in spec.kwonlyargs)]
        defaults.update(
            (each.arg, default)
            for each, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True)
            if default is not None
        )
        for name in wanted:
            if name in keywords:
                frame.variables[name] = keywords.pop(name)
            elif name in defaults and arguments.whole:
                around = function.frame or home
                frame.variables[name] = self._interpreter.evaluate(defaults[name], around)
            else:
                frame.variables[name] = self._interpreter.parameter(function, name, home)
        if spec.kwarg:
            frame.variables[spec.kwarg.arg] = keywords

    def _is_followed(self, function: Function, arguments: Arguments) -> bool:
        given = [*arguments.positional, *arguments.keywords.values()]
        if isinstance(function.node, ast.Lambda):
            return True
        if any(map(self._gives_options, (*given, *_enclosed_in(function)))):
            return True
        return _is_small(function.node) or self._adds_options(function, 0)

    def _gives_options(self, value: Value, depth: int = 2) -> bool:
        """Whether *value* is something that adds options when it is called, or a list of such."""
        if isinstance(value, (list, tuple)):
            return depth > 0 and any(self._gives_options(each, depth - 1) for each in value)
        return isinstance(value, Function) or _is_live(value)

    def _adds_options(self, function: Function, depth: int) -> bool:
        """Whether options can be added in *function*, or in what it calls."""
        node = function.node
        if isinstance(node, ast.Lambda) or depth > _MAX_DEPTH:
            return False
        key = id(node)
        if key not in self._adding:
            self._adding[key] = False  # seen by a cycle
            lines = self._interpreter.lines(function.module)
            text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            self._adding[key] = bool(_ADDING.search(text)) or any(
                self._adds_options(each, depth + 1) for each in self._called_in(function)
            )
        return self._adding[key]

    def _called_in(self, function: Function) -> Iterator[Function]:
        nodes = list(ast.walk(function.node))
        home = self._interpreter.names.frame(function.module)
        if home is None:
            return
        local: dict[str, str] = {}
        for node in nodes:
            if isinstance(node, ast.ImportFrom) and not node.level:
                local.update((a.asname or a.name, f"{node.module}.{a.name}") for a in node.names)
        for node in nodes:
            value = self._named_in(function, node, local, home)
            if isinstance(value, ClassValue):
                value = self._interpreter.names.member(value, "__init__")
            if isinstance(value, Function) and value.node is not function.node:
                yield value

    def _named_in(
        self, function: Function, node: ast.AST, local: dict[str, str], home: Frame
    ) -> Value:
        """What a name, an attribute of a module, or ``self.method`` in *function* is."""
        names = self._interpreter.names
        match node:
            case ast.Name(id=name):
                return names.at(local[name]) if name in local else names.value(home.module, name)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=attr) if function.owner:
                return names.member(function.owner, attr)
            case ast.Attribute(value=ast.Name(id=name), attr=attr):
                module = names.at(local[name]) if name in local else names.value(home.module, name)
                if isinstance(module, ModuleValue):
                    return names.value(module.name, attr)
        return ABSENT

    def _make(self, owner: ClassValue, arguments: Arguments, site: Site) -> Value:
        """An object of a class of the sources."""
        foreign = [
            each.path
            for each in self._interpreter.names.ancestors(owner)
            if isinstance(each, Foreign)
        ]
        made: Value
        if any(map(is_parser, foreign)):
            made = Parser(self._interpreter, site, owner=owner)
        else:
            made = make_own(self._interpreter, owner, site) or Instance(owner, arguments)
        init = self._interpreter.names.member(owner, "__init__")
        if isinstance(init, Function):
            bound = Arguments(
                [made, *arguments.positional], arguments.keywords, {}, arguments.whole
            )
            self.follow(init, bound, site)
        elif isinstance(made, Instance):
            self._fill(made, arguments)
        else:
            self.call(made.attribute("__init__"), arguments, site)
        return made

    def _fill(self, made: Instance, arguments: Arguments) -> None:
        """The fields of a data class, by position and name."""
        classes = [
            each
            for each in reversed(self._interpreter.names.ancestors(made.owner))
            if isinstance(each, ClassValue)
        ]
        fields = [
            node.target.id
            for each in classes
            for node in each.node.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        ]
        made.attributes.update(zip(dict.fromkeys(fields), arguments.positional, strict=False))
        made.attributes.update(arguments.keywords)


def _wrapped(original: Value, given: Arguments) -> Value:
    wrapper = given.get("wrapper", 0)
    if isinstance(original, Function) and isinstance(wrapper, Function):
        return original
    return wrapper


def _enclosed_in(function: Function) -> list[Value]:
    """What a function uses of the function around it."""
    around: dict[str, Value] = function.frame.variables if function.frame is not None else {}
    used = {each.id for each in ast.walk(function.node) if isinstance(each, ast.Name)}
    return [value for name, value in around.items() if name in used]


def _is_live(value: Value, depth: int = 2) -> bool:
    if isinstance(value, (Live, Native)):
        return True
    if isinstance(value, Function):
        return bool(value.parameters)
    if isinstance(value, Instance):
        return depth > 0 and any(_is_live(each, depth - 1) for each in value.attributes.values())
    if isinstance(value, (list, tuple)):
        return depth > 0 and any(_is_live(each, depth - 1) for each in value)
    return False


def _is_small(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> bool:
    if isinstance(node, ast.Lambda):
        return True
    count = 0
    pending: list[ast.stmt] = list(node.body)
    while pending:
        each = pending.pop()
        count += 1
        if not isinstance(each, _PLAIN) or count > _SMALL:
            return False
        if isinstance(each, ast.If):
            pending += [*each.body, *each.orelse]
    return True
