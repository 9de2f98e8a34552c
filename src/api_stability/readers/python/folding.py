"""Evaluates what can be known without running anything: literals, constants, simple expressions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from api_stability.readers.python.calls import evaluate_call, is_known
from api_stability.readers.python.expressions import (
    OPAQUE,
    Given,
    Place,
    UnknownValueError,
    parse_expression,
    source_of,
)
from api_stability.readers.python.facts import Binding, ModuleFacts
from api_stability.readers.python.formatting import (
    TEXT_METHODS,
    call_method,
    convert,
    format_braces,
)
from api_stability.readers.python.names import World
from api_stability.readers.python.operations import (
    MAX_TEXT,
    Value,
    add,
    compare,
    negative,
    percent,
    times,
)
from api_stability.readers.python.origins import Origins
from api_stability.readers.python.statements import dotted_name

__all__ = [
    "OPAQUE",
    "Folder",
    "Given",
    "Place",
    "UnknownValueError",
    "parse_expression",
    "source_of",
]

_OWN_NAMES: Final = frozenset({"__name__", "__qualname__", "__module__"})
_MAX_STEPS: Final = 5000
_MAX_NAMES: Final = 20
"""Names for names of an expression: more is a cycle."""


class Folder:
    """Folds expressions of one world; bounded in steps and size, whatever the source does."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._origins = Origins(world)
        self._known: dict[tuple[str, str, int], Value] = {}
        self._busy: set[tuple[str, str, int]] = set()
        self._steps = 0

    def fold(self, given: Given) -> Value:
        """The value of an expression; raises `UnknownValueError`."""
        self._steps = _MAX_STEPS
        self._origins.restart()
        self._busy.clear()
        try:
            return self._fold(given.node, given.place)
        except RecursionError:
            raise UnknownValueError("nested too deeply") from None

    def expression(self, given: Given) -> Given:
        """What stands behind a name: the one expression that is assigned to it, else the name."""
        self._origins.restart()
        return self._expression(given)

    def _expression(self, given: Given) -> Given:
        for _ in range(_MAX_NAMES):
            behind = self._behind(given)
            if behind is None:
                break
            given = behind
        return given

    def _behind(self, given: Given) -> Given | None:
        name, place = dotted_name(given.node), given.place
        if not name:
            return None
        if name in place.env:
            return place.env[name]
        try:
            leaves = list(self._origins.find(place.facts, name, place.line, place.scope))
        except (LookupError, RecursionError):
            return None
        if len(leaves) != 1:
            return None
        facts, binding = leaves[0]
        if binding.value is None or binding.name in facts.rebound:
            return None
        scope = binding.name.rpartition(".")[0]
        return Given(parse_expression(binding.value), Place(facts, binding.line, scope))

    def path(self, given: Given) -> str | None:
        """Where the function or class is defined that *given* names, or is imported from."""
        name, place = dotted_name(given.node), given.place
        if not name or name in place.env:
            return None
        return self._origins.path(place.facts, name, place.line, place.scope)

    def is_function(self, call: Given) -> bool:
        """Whether a call is of a function that was read: what it returns is out of sight."""
        callee = call.node.func if isinstance(call.node, ast.Call) else call.node
        path = self.path(Given(callee, call.place))
        return path is not None and self._origins.is_function(path)

    def _fold(self, node: ast.expr, place: Place) -> Value:
        self._steps -= 1
        if self._steps < 0:
            raise UnknownValueError("too many steps")
        value = self._fold_node(node, place)
        if isinstance(value, (str, tuple)) and len(value) > MAX_TEXT:
            raise UnknownValueError("too long")
        return value

    def _fold_node(self, node: ast.expr, place: Place) -> Value:
        match node:
            case ast.Constant(value=None | str() | int() | float() as value):
                return value
            case ast.JoinedStr(values=parts):
                return "".join(self._format(part, place) for part in parts)
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                return tuple(self._items(parts, place))
            case ast.Call(func=ast.Attribute(value=text, attr=method)) if method in TEXT_METHODS:
                return self._method(node, text, method, place)
            case ast.Call(keywords=[]):
                return self._call(node, place)
            case ast.Name() | ast.Attribute():
                return self._name(node, place)
            case ast.Subscript(value=container, slice=index):
                return self._subscript(container, self._fold(index, place), place)
        try:
            return self._operator(node, place)
        except ValueError as error:
            raise UnknownValueError(str(error)) from None

    def _items(self, parts: list[ast.expr], place: Place) -> Iterator[Value]:
        for part in parts:
            if isinstance(part, ast.Starred):
                inner = self._fold(part.value, place)
                if not isinstance(inner, tuple):
                    raise UnknownValueError(source_of(part))
                yield from inner
            else:
                yield self._fold(part, place)

    def _operator(self, node: ast.expr, place: Place) -> Value:
        match node:
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return add(self._fold(left, place), self._fold(right, place))
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return times(self._fold(left, place), self._fold(right, place))
            case ast.BinOp(left=left, op=ast.Mod(), right=right):
                return self._percent(self._fold(left, place), right, place)
            case ast.BoolOp(op=op, values=parts):
                return self._choose(op, parts, place)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._condition(test, body, orelse, place)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return negative(self._fold(operand, place))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self._fold(operand, place)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return compare(op, self._fold(left, place), self._fold(right, place))
        raise UnknownValueError(source_of(node))

    def _format(self, node: ast.expr, place: Place) -> str:
        if isinstance(node, ast.FormattedValue):
            if node.format_spec is not None:
                raise UnknownValueError("a formatted value")
            value = self._fold(node.value, place)
            try:
                return convert(value, chr(node.conversion) if node.conversion > 0 else None)
            except ValueError:
                raise UnknownValueError("a formatted value") from None
        return str(self._fold(node, place))

    def _condition(self, test: ast.expr, body: ast.expr, orelse: ast.expr, place: Place) -> Value:
        """What both sides say, where it is not known which of them it is."""
        try:
            chosen = body if self._fold(test, place) else orelse
        except UnknownValueError:
            value, other = self._fold(body, place), self._fold(orelse, place)
            if value == other and type(value) is type(other):
                return value
            raise
        return self._fold(chosen, place)

    def _choose(self, op: ast.boolop, parts: list[ast.expr], place: Place) -> Value:
        value: Value = None
        for part in parts:
            value = self._fold(part, place)
            if bool(value) is isinstance(op, ast.Or):
                break
        return value

    def _method(self, node: ast.Call, text: ast.expr, method: str, place: Place) -> str:
        template = self._fold(text, place)
        positional = list(self._items(node.args, place))
        keywords = {each.arg or "": self._fold(each.value, place) for each in node.keywords}
        found = None
        if isinstance(template, str) and "" not in keywords:
            if method == "format":
                found = format_braces(template, positional, keywords)
            elif not keywords:
                found = call_method(template, method, positional)
        if found is None:
            raise UnknownValueError("a format")
        return found

    def _call(self, node: ast.Call, place: Place) -> Value:
        paths = self._world.resolve(place.facts, dotted_name(node.func), place.line, place.scope)
        known = next((path for path in paths if is_known(path)), None)
        if known is None:
            raise UnknownValueError(source_of(node))
        try:
            return evaluate_call(known, list(self._items(node.args, place)))
        except ValueError:
            raise UnknownValueError(source_of(node)) from None

    def _percent(self, text: Value, node: ast.expr, place: Place) -> str:
        behind = self._expression(Given(node, place))
        if not isinstance(behind.node, ast.Dict):
            return percent(text, self._fold(node, place))
        pairs = zip(behind.node.keys, behind.node.values, strict=True)
        names = {
            str(key.value): self._fold(value, behind.place)
            for key, value in pairs
            if isinstance(key, ast.Constant)
        }
        return percent(text, names)

    def _subscript(self, container: ast.expr, index: Value, place: Place) -> Value:
        behind = self._expression(Given(container, place))
        if isinstance(behind.node, ast.Dict):
            for key, value in zip(behind.node.keys, behind.node.values, strict=True):
                if key is None:  # `**others` may come after it
                    raise UnknownValueError(source_of(container))
                if self._fold(key, behind.place) == index:
                    return self._fold(value, behind.place)
        else:
            values = self._fold(behind.node, behind.place)
            if isinstance(values, (str, tuple)) and isinstance(index, int):
                try:
                    return values[index]
                except IndexError:
                    pass
        raise UnknownValueError(source_of(container))

    def _name(self, node: ast.expr, place: Place) -> Value:
        name = dotted_name(node)
        if not name:
            raise UnknownValueError(source_of(node))
        if name in place.env:
            given = place.env[name]
            return None if given is None else self._fold(given.node, given.place)
        own = self._own_name(node, name, place)
        if own is not None:
            return own
        try:
            leaves = list(self._origins.find(place.facts, name, place.line, place.scope))
        except LookupError:
            raise UnknownValueError(name) from None
        values = {repr(value): value for value in (self._leaf(*leaf) for leaf in leaves)}
        if len(values) != 1:
            raise UnknownValueError(name)
        return next(iter(values.values()))

    def _own_name(self, node: ast.expr, name: str, place: Place) -> str | None:
        """What ``__name__`` is of the module, ``f.__name__`` of a function or class."""
        if name == "__name__":
            return place.facts.module
        if isinstance(node, ast.Attribute) and node.attr in _OWN_NAMES:
            path = self.path(Given(node.value, place))
            home = self._world.split(path) if path else None
            if home is not None and node.attr == "__module__":
                return home[0].name
            if home is not None:
                return home[1] if node.attr == "__qualname__" else home[1].rpartition(".")[2]
        return None

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
