"""Finds functions that are called like a marker, and those that do nothing but give one.

``def moved(message): return deprecated("2.0", message=message)`` is read like what it gives. Only
what is certain counts: one ``return``, at the end, of a call whose arguments are the function's
own.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Final, NamedTuple, TypeAlias

from api_stability.readers.python.facts import Binding, Factory
from api_stability.readers.python.statements import CHANGING, FunctionNode, dotted_name
from api_stability.readers.python.templates import call_parameters
from api_stability.readers.python.texts import Text

Maker: TypeAlias = "FunctionNode | ast.ClassDef"

_PARTIAL: Final = re.compile(r"(?:\w+\.)*partial\(\s*(?:\w+\.)*(\w+)")
_PASSIVE: Final = frozenset({"overload", "staticmethod", "classmethod"})
"""What a function can be decorated with and still be called as it is defined."""


class _Given(NamedTuple):
    """What a function gives: the call of a marker, and whether that is applied already."""

    call: ast.Call
    applied: bool
    bodies: tuple[ast.FunctionDef, ...]


def find_factories(
    makers: Sequence[tuple[str, Maker]], bindings: Iterable[Binding], names: Set[str], text: Text
) -> tuple[Factory, ...]:
    """Those of one module, where markers are called by *names*; in source order."""
    known = {*names, *_other_names(bindings, names)}
    nodes = dict(makers)
    callees = {
        name: callee
        for name, node in makers
        if isinstance(node, ast.FunctionDef) and (callee := _last_callee(node))
    }
    giving: set[str] = set()
    while True:
        # to a fixed point: one may give what another one of them gives
        new = {name for name, callee in callees.items() if callee in known} - giving
        if not new:
            break
        giving |= new
        known.update(name.rpartition(".")[2] for name in new)
    return tuple(
        _factory(name, node, nodes, text, giving=name in giving)
        for name, node in makers
        if (name.rpartition(".")[2] in names or name in giving) and not _is_overload(node)
    )


def _last_callee(function: ast.FunctionDef) -> str:
    """The last step of what the last statement of a function calls and returns, roughly."""
    value = _last_value(function)
    if isinstance(value, ast.Name):
        for statement in reversed(function.body):
            match statement:
                case ast.FunctionDef(name=name) if name == value.id:
                    value = _last_value(statement)
                    break
                case ast.Assign(targets=[ast.Name(id=name)], value=assigned) if name == value.id:
                    value = assigned
                    break
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Call):
        value = value.func
    return _callee(value) if isinstance(value, ast.Call) else ""


def _last_value(function: ast.FunctionDef) -> ast.expr | None:
    last = function.body[-1]
    return last.value if isinstance(last, ast.Return) else None


def _other_names(bindings: Iterable[Binding], names: Set[str]) -> Iterator[str]:
    """What a module calls markers that it imports, or makes by ``partial``."""
    for each in bindings:
        if each.target is not None and each.target.rpartition(".")[2] in names:
            yield each.name
        elif each.value is not None and "partial(" in each.value:
            found = _PARTIAL.match(each.value)
            if found is not None and found[1] in names:
                yield each.name


def _factory(
    name: str, node: Maker, nodes: dict[str, Maker], text: Text, *, giving: bool
) -> Factory:
    decorated = any(
        dotted_name(each).rpartition(".")[2] not in _PASSIVE for each in node.decorator_list
    )
    parameters = call_parameters(name, nodes, text)
    given = _given(node) if giving and isinstance(node, ast.FunctionDef) else None
    if given is None:
        return Factory(name=name, parameters=parameters, decorated=decorated)
    own, changing = _local_values(given.bodies, {each.name for each in parameters})
    return Factory(
        name=name,
        parameters=parameters,
        decorated=decorated,
        given=text.of(given.call),
        applied=given.applied,
        locals=tuple((local, text.of(value)) for local, value in sorted(own.items())),
        changing=tuple(sorted(changing)),
        taking=any(_is_pop(each, given.bodies[0]) for each in ast.walk(given.bodies[0])),
    )


def _is_overload(node: Maker) -> bool:
    return any(dotted_name(each).rpartition(".")[2] == "overload" for each in node.decorator_list)


def _callee(call: ast.Call) -> str:
    """The last step of what is called; of what is made partial, where it is ``partial``."""
    last = dotted_name(call.func).rpartition(".")[2]
    if last == "partial" and call.args:
        return dotted_name(call.args[0]).rpartition(".")[2]
    return last


def _given(function: ast.FunctionDef) -> _Given | None:
    """``return mark(…)``, ``return mark(…)(f)``, or the latter in a function that is returned."""
    value = _returned(function)
    bodies: tuple[ast.FunctionDef, ...] = (function,)
    if not isinstance(value, ast.Call):
        inner = _inner(function, value)
        value = _returned(inner) if inner is not None else None
        if inner is None or not (isinstance(value, ast.Call) and isinstance(value.func, ast.Call)):
            return None
        bodies = (function, inner)
    call, applied = value, isinstance(value.func, ast.Call)
    if isinstance(value.func, ast.Call):
        if not _takes(bodies[-1], value):
            return None
        call = value.func
    if dotted_name(call.func).partition(".")[0] in _own_names(function):
        return None
    return _Given(call, applied and len(bodies) == 1, bodies)


def _inner(function: ast.FunctionDef, value: ast.expr | None) -> ast.FunctionDef | None:
    """The function that *function* defines and gives back."""
    defined = [each for each in function.body if isinstance(each, ast.FunctionDef)]
    if not isinstance(value, ast.Name) or not defined or defined[-1].name != value.id:
        return None
    return None if defined[-1].decorator_list else defined[-1]


def _takes(function: ast.FunctionDef, call: ast.Call) -> bool:
    """Whether *call* is given what *function* is given first."""
    plain = [*function.args.posonlyargs, *function.args.args]
    match call.args:
        case [ast.Name(id=given)]:
            return bool(plain) and plain[0].arg == given
    return False


def _returned(function: ast.FunctionDef) -> ast.expr | None:
    """What the one ``return`` of a function gives, at its end; names for it are looked through."""
    last = function.body[-1]
    if not isinstance(last, ast.Return) or last.value is None:
        return None
    returns = 0
    pending: list[ast.AST] = [*function.body]
    while pending:
        node = pending.pop()
        returns += isinstance(node, ast.Return)
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return None
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            pending.extend(ast.iter_child_nodes(node))
    if returns > 1:
        return None
    if isinstance(last.value, ast.Name):
        assigned = _assignments([function])
        values = assigned.get(last.value.id, [])
        if len(values) == 1 and values[0] is not None:
            return values[0]
    return last.value


def _local_values(
    bodies: Sequence[ast.FunctionDef], parameters: Set[str]
) -> tuple[dict[str, ast.expr], set[str]]:
    """What local names are assigned once and for all, and the names of which that is not known."""
    known: dict[str, ast.expr] = {}
    changing = set(_changed(bodies[0])) | (_own_names(bodies[0]) - parameters)
    for inner in bodies[1:]:
        arguments = ast.walk(inner.args)
        changing.update(each.arg for each in arguments if isinstance(each, ast.arg))
    for name, values in _assignments(bodies).items():
        if len(values) == 1 and values[0] is not None and name not in parameters:
            known[name] = values[0]
        else:
            changing.add(name)
    known = {name: value for name, value in known.items() if name not in _changed(bodies[0])}
    return known, changing - known.keys()


def _own_names(function: ast.FunctionDef) -> set[str]:
    """All names that mean something of their own in a function."""
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
    return found - {function.name}


def _assignments(bodies: Sequence[ast.FunctionDef]) -> dict[str, list[ast.expr | None]]:
    """What is assigned to each name; ``None`` where a condition or a loop does it."""
    counts = Counter(
        node.id
        for node in ast.walk(bodies[0])
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    )
    found: dict[str, list[ast.expr | None]] = {name: [None] * n for name, n in counts.items()}
    for body in bodies:
        for statement in body.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if counts[name] == 1:
                    found[name] = [value]
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                    if counts[name] == 1:
                        found[name] = [value]
    return found


def _changed(function: ast.FunctionDef) -> Iterator[str]:
    """Names of lists and dictionaries that a function changes; ``**kwargs`` may lose entries."""
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
                if method in CHANGING and not _is_pop(node, function):
                    yield name
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                yield name


def _is_pop(node: ast.AST, function: ast.FunctionDef) -> bool:
    """``kwargs.pop(…)`` of a function's own ``**kwargs``."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="pop")):
            return function.args.kwarg is not None and name == function.args.kwarg.arg
    return False
