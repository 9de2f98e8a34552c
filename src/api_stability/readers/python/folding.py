"""Evaluates what can be known without running anything: literals, constants, simple expressions."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeAlias

from api_stability.readers.python.facts import Binding, ModuleFacts
from api_stability.readers.python.formatting import format_braces, format_percent
from api_stability.readers.python.names import World
from api_stability.readers.python.statements import dotted_name

Value: TypeAlias = "str | int | float | tuple[Value, ...] | None"

_MAX_STEPS: Final = 5000
_MAX_TEXT: Final = 100_000
_TEXT_CALLS: Final[dict[str, Callable[[str], str]]] = {
    "str": str,
    "textwrap.dedent": textwrap.dedent,
    "inspect.cleandoc": inspect.cleandoc,
}


class UnknownValueError(Exception):
    """A value that static reading cannot know."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression is evaluated."""

    facts: ModuleFacts
    line: int
    scope: str = ""
    env: Mapping[str, Given | None] = field(default_factory=dict)
    """Parameters of a decorator that is being evaluated; ``None``: not given, without default."""


@dataclass(frozen=True, slots=True)
class Given:
    """An expression together with the place that gives its names their meaning."""

    node: ast.expr
    place: Place


OPAQUE: Final = ast.Constant(value=...)
"""Stands for source text that cannot be parsed again: too deep for brackets around it."""


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> ast.expr:
    """Parse source text that was an expression; `OPAQUE`, which never folds, where it is none."""
    try:
        return ast.parse(f"(\n{text}\n)", mode="eval").body
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        return OPAQUE


def source_of(node: ast.expr) -> str:
    """The expression as source, for messages."""
    try:
        return ast.unparse(node)
    except RecursionError:
        return "…"


class Folder:
    """Folds expressions of one world; bounded in steps and size, whatever the source does."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[tuple[str, str, int], Value] = {}
        self._busy: set[tuple[str, str, int]] = set()
        self._steps = 0

    def fold(self, given: Given) -> Value:
        """The value of an expression; raises `UnknownValueError`."""
        self._steps = _MAX_STEPS
        self._busy.clear()
        try:
            return self._fold(given.node, given.place)
        except RecursionError:
            raise UnknownValueError("nested too deeply") from None

    def _fold(self, node: ast.expr, place: Place) -> Value:
        self._steps -= 1
        if self._steps < 0:
            raise UnknownValueError("too many steps")
        value = self._fold_node(node, place)
        if isinstance(value, (str, tuple)) and len(value) > _MAX_TEXT:
            raise UnknownValueError("too long")
        return value

    def _fold_node(self, node: ast.expr, place: Place) -> Value:
        match node:
            case ast.Constant(value=None | str() | int() | float() as value):
                return value
            case ast.JoinedStr(values=parts):
                return "".join(self._format(part, place) for part in parts)
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                return tuple(self._fold(part, place) for part in parts)
            case ast.Call(func=ast.Attribute(value=text, attr="format")):
                return self._braces(node, text, place)
            case ast.Call(args=[argument], keywords=[]):
                return self._call(node, argument, place)
            case ast.Name() | ast.Attribute():
                return self._name(node, place)
        return self._operator(node, place)

    def _operator(self, node: ast.expr, place: Place) -> Value:
        match node:
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return _add(self._fold(left, place), self._fold(right, place))
            case ast.BinOp(left=left, op=ast.Mod(), right=right):
                return _percent(self._fold(left, place), self._fold(right, place))
            case ast.BoolOp(op=op, values=parts):
                return self._choose(op, parts, place)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._fold(body if self._fold(test, place) else orelse, place)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self._fold(operand, place)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return _compare(op, self._fold(left, place), self._fold(right, place))
        raise UnknownValueError(source_of(node))

    def _format(self, node: ast.expr, place: Place) -> str:
        if isinstance(node, ast.FormattedValue):
            if node.format_spec is not None or node.conversion not in {-1, ord("s")}:
                raise UnknownValueError("a formatted value")
            return str(self._fold(node.value, place))
        return str(self._fold(node, place))

    def _choose(self, op: ast.boolop, parts: list[ast.expr], place: Place) -> Value:
        value: Value = None
        for part in parts:
            value = self._fold(part, place)
            if bool(value) is isinstance(op, ast.Or):
                break
        return value

    def _braces(self, node: ast.Call, text: ast.expr, place: Place) -> str:
        template = self._fold(text, place)
        positional = [self._fold(each, place) for each in node.args]
        keywords = {each.arg or "": self._fold(each.value, place) for each in node.keywords}
        found = None
        if isinstance(template, str) and "" not in keywords:
            found = format_braces(template, positional, keywords)
        if found is None:
            raise UnknownValueError("a format")
        return found

    def _call(self, node: ast.Call, argument: ast.expr, place: Place) -> Value:
        paths = self._world.resolve(place.facts, dotted_name(node.func), place.line, place.scope)
        for path in paths:
            if path in _TEXT_CALLS:
                return _TEXT_CALLS[path](str(self._fold(argument, place)))
        raise UnknownValueError(source_of(node))

    def _name(self, node: ast.expr, place: Place) -> Value:
        name = dotted_name(node)
        if not name:
            raise UnknownValueError(source_of(node))
        if name in place.env:
            given = place.env[name]
            return None if given is None else self._fold(given.node, given.place)
        leaves = list(self._leaves(place.facts, name, place.line, place.scope))
        values = {repr(value): value for value in (self._leaf(*leaf) for leaf in leaves)}
        if len(values) != 1:
            raise UnknownValueError(name)
        return next(iter(values.values()))

    def _leaf(self, facts: ModuleFacts, binding: Binding) -> Value:
        key = (facts.file, binding.name, binding.line)
        if key in self._known:
            return self._known[key]
        if binding.value is None or binding.name in facts.rebound or key in self._busy:
            raise UnknownValueError(binding.name)
        self._busy.add(key)
        scope = binding.name.rpartition(".")[0]
        place = Place(facts, binding.line, scope)
        value = self._known[key] = self._fold(parse_expression(binding.value), place)
        return value

    def _leaves(
        self, facts: ModuleFacts, name: str, line: int, scope: str
    ) -> Iterator[tuple[ModuleFacts, Binding]]:
        """Every assignment that *name* can come from; raises where one is out of sight."""
        module = self._world.modules[facts.module]
        for each in ([f"{scope}."] if scope else []) + [""]:
            for candidate in _attribute_names(name):
                live = module.live(facts, each + candidate, line)
                if live:
                    for binding in live:
                        yield from self._leaves_of(facts, binding, "")
                    return
            head, _, rest = name.partition(".")
            live = module.live(facts, each + head, line)
            if live:
                for binding in live:
                    yield from self._leaves_of(facts, binding, rest)
                return
        wildcard = self._world.wildcards(facts.module).get(name.partition(".")[0])
        if wildcard is None:
            raise UnknownValueError(name)
        yield from self._leaves_at(wildcard + name[len(name.partition(".")[0]) :])

    def _leaves_of(
        self, facts: ModuleFacts, binding: Binding, rest: str
    ) -> Iterator[tuple[ModuleFacts, Binding]]:
        if binding.target is not None:
            yield from self._leaves_at(f"{binding.target}.{rest}" if rest else binding.target)
        elif rest or binding.defines:
            raise UnknownValueError(binding.name)
        else:
            yield facts, binding

    def _leaves_at(self, path: str) -> Iterator[tuple[ModuleFacts, Binding]]:
        self._steps -= 1
        place = self._world.split(path)
        if place is None or self._steps < 0:
            raise UnknownValueError(path)
        module, name = place
        for candidate in _attribute_names(name):
            for facts, binding in module.last_live(candidate):
                yield from self._leaves_of(facts, binding, "")
            if candidate in module.names:
                return
        head, _, rest = name.partition(".")
        wildcard = self._world.wildcards(module.name).get(head)
        bound = module.last_live(head)
        if not bound and wildcard is None:
            raise UnknownValueError(path)
        for facts, binding in bound:
            yield from self._leaves_of(facts, binding, rest)
        if not bound and wildcard is not None:
            yield from self._leaves_at(f"{wildcard}.{rest}" if rest else wildcard)


def _attribute_names(name: str) -> list[str]:
    """A class attribute as bound; the value of an enumeration's member is what it is assigned."""
    return [name, name.removesuffix(".value")] if name.endswith(".value") else [name]


def _add(left: Value, right: Value) -> Value:
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, tuple) and isinstance(right, tuple):
        return left + right
    raise UnknownValueError("a sum")


def _percent(text: Value, values: Value) -> str:
    given = values if isinstance(values, tuple) else (values,)
    found = format_percent(text, given) if isinstance(text, str) else None
    if found is None:
        raise UnknownValueError("a format")
    return found


def _compare(op: ast.cmpop, left: Value, right: Value) -> bool:
    if isinstance(op, (ast.Is, ast.Eq)):
        return left == right and type(left) is type(right)
    if isinstance(op, (ast.IsNot, ast.NotEq)):
        return not (left == right and type(left) is type(right))
    raise UnknownValueError("a comparison")
