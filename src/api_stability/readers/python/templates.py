"""Finds the project's own decorators: what sets a stability attribute on what it is given.

A template keeps expressions in terms of the decorator's parameters; `folding` evaluates them where
the decorator is used.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from api_stability.markers.model import Parameter, Role
from api_stability.markers.signature import parameters_of
from api_stability.readers.python.facts import Template
from api_stability.readers.python.statements import FunctionNode, dotted_name, names_in
from api_stability.readers.python.texts import Text


@dataclass(slots=True)
class _Body:
    """What one function does to the objects it is given."""

    values: list[tuple[Role, str]] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    """Callee and text of calls that are returned or are given one of its own objects."""
    locals: dict[str, list[str]] = field(default_factory=dict)


def find_templates(
    makers: list[tuple[str, FunctionNode | ast.ClassDef]], attributes: dict[str, Role], text: Text
) -> tuple[Template, ...]:
    """Templates of one module, sorted by name; one that only calls others of them counts too."""
    nodes = dict(makers)
    bodies: dict[str, _Body] = {}
    for name, node in nodes.items():
        function = _callable(name, node, nodes)
        if function is not None:
            own = _own_object(name, node, function)
            bodies[name] = _read_body(function, attributes, text, own=own)
    for name, node in nodes.items():
        if isinstance(node, ast.ClassDef) and name in bodies:
            bodies[name].locals.update(_fields(name, nodes, text))
    marking = {name for name, body in bodies.items() if _says_level(body)}
    helpers = {name for name, body in bodies.items() if body.values}
    # decorators may go through any number of the module's own functions
    callers: dict[str, list[str]] = {}
    for name, body in bodies.items():
        for callee, _ in body.calls:
            callers.setdefault(callee, []).append(name)
    pending = [*marking]
    while pending:
        found = [name for name in callers.get(pending.pop(), ()) if name not in marking]
        marking.update(found)
        pending += found
    known = marking | helpers
    return tuple(
        Template(
            name=name,
            parameters=call_parameters(name, nodes, text),
            values=tuple(dict.fromkeys(bodies[name].values)),
            calls=tuple(
                dict.fromkeys(
                    call
                    for callee, call in bodies[name].calls
                    if callee in known and callee != name
                )
            ),
            locals=tuple(
                (local, texts[0])
                for local, texts in sorted(bodies[name].locals.items())
                if len(texts) == 1
            ),
        )
        for name in sorted(marking)
    )


def _says_level(body: _Body) -> bool:
    return any(role == "level" for role, _ in body.values)


def _callable(
    name: str, node: FunctionNode | ast.ClassDef, nodes: dict[str, FunctionNode | ast.ClassDef]
) -> FunctionNode | None:
    """The function that runs when the decorated object arrives."""
    if not isinstance(node, ast.ClassDef):
        return node
    call = nodes.get(f"{name}.__call__")
    return None if isinstance(call, ast.ClassDef) else call


def _own_object(name: str, node: FunctionNode | ast.ClassDef, function: FunctionNode) -> str | None:
    """What a method calls its own object or class: ``self``, ``cls``."""
    method = "." in name or isinstance(node, ast.ClassDef)
    static = any(dotted_name(each) == "staticmethod" for each in function.decorator_list)
    plain = [*function.args.posonlyargs, *function.args.args]
    return plain[0].arg if method and plain and not static else None


def _read_body(
    function: FunctionNode, attributes: dict[str, Role], text: Text, *, own: str | None
) -> _Body:
    body = _Body()
    # what a method does to its own object marks nobody else's
    local = set(_local_names(function)) - {own}
    for node in ast.walk(function):
        for target, attribute, value in _settings(node):
            if attribute in attributes and target.partition(".")[0] in local:
                body.values.append((attributes[attribute], text.of(value)))
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            body.locals.setdefault(node.targets[0].id, []).append(text.of(node.value))
        for call in _delegations(node, local):
            body.calls.append((dotted_name(call.func), text.of(call)))
    return body


def _settings(node: ast.AST) -> Iterator[tuple[str, str, ast.expr]]:
    """Target, attribute, value of ``f.x = v``, ``f.__dict__["x"] = v``, ``setattr(f, "x", v)``."""
    if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(target, ast.Attribute):
                yield dotted_name(target.value), target.attr, node.value
            elif isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
                holder = target.value
                if isinstance(holder, ast.Call) and dotted_name(holder.func) == "vars":
                    owner = dotted_name(holder.args[0]) if holder.args else ""
                else:
                    owner, _, last = dotted_name(holder).rpartition(".")
                    owner = owner if last == "__dict__" else ""
                yield owner, str(target.slice.value), node.value
    elif isinstance(node, ast.Call) and dotted_name(node.func).rpartition(".")[2] in {
        "setattr",
        "__setattr__",
    }:
        match node.args:
            case [target, ast.Constant(value=str(attribute)), value]:
                yield dotted_name(target), attribute, value


def _delegations(node: ast.AST, local: set[str]) -> Iterator[ast.Call]:
    value: ast.expr | None = None
    if isinstance(node, ast.Return):
        value = node.value
    elif isinstance(node, ast.Lambda):
        value = node.body
    elif isinstance(node, (ast.Expr, ast.Assign)) and isinstance(node.value, ast.Call):
        given = {each.id for each in node.value.args if isinstance(each, ast.Name)}
        value = node.value if given & local else None
    while isinstance(value, ast.Call):
        if dotted_name(value.func):
            yield value
        value = value.func


def _local_names(function: FunctionNode) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                yield from names_in(target)


def call_parameters(
    name: str, nodes: dict[str, FunctionNode | ast.ClassDef], text: Text
) -> tuple[Parameter, ...]:
    """What a function or class takes when it is called by its name."""
    node = nodes[name]
    if isinstance(node, ast.ClassDef):
        init = nodes.get(f"{name}.__init__")
        if init is None or isinstance(init, ast.ClassDef):
            return tuple(
                Parameter(each.target.id, "any", text.of(each.value) if each.value else None)
                for each in node.body
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
            )
        return parameters_of(init.args, text.of)[1:]
    parameters = parameters_of(node.args, text.of)
    return parameters[1:] if _own_object(name, node, node) else parameters


def _fields(
    name: str, nodes: dict[str, FunctionNode | ast.ClassDef], text: Text
) -> dict[str, list[str]]:
    """What ``self.x`` is in a class-based decorator: from ``__init__``, else the field itself."""
    init = nodes.get(f"{name}.__init__")
    if init is None or isinstance(init, ast.ClassDef):
        return {f"self.{each.name}": [each.name] for each in call_parameters(name, nodes, text)}
    found: dict[str, list[str]] = {}
    for node in ast.walk(init):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Attribute):
                    found.setdefault(dotted_name(target), []).append(text.of(node.value))
    return found
