"""Follows statements: what they bind, and what runs in them.

Where a condition is not known both sides are followed, and what is added to a parser in them
requires the condition.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from api_stability.readers.cli.containers import items_of
from api_stability.readers.cli.frames import Frame
from api_stability.readers.cli.values import (
    ABSENT,
    ClassValue,
    Function,
    Instance,
    Live,
    Unknown,
    Value,
    merge_values,
)
from api_stability.readers.python.folding import source_of
from api_stability.readers.python.statements import names_in

if TYPE_CHECKING:
    from api_stability.readers.cli.interpreter import Interpreter


class Statements:
    """Runs blocks in frames; see `run`."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter

    def run(self, body: Iterable[ast.stmt], frame: Frame) -> bool:
        """Follow *body*; whether what comes after it is reached."""
        return all(self._run_one(node, frame) for node in body)

    def _run_one(self, node: ast.stmt, frame: Frame) -> bool:  # noqa: C901 - kind by kind
        self._interpreter.spend()
        evaluate = self._interpreter.evaluate
        match node:
            case ast.Expr(value=value):
                evaluate(value, frame)
                return not _ends_the_program(node)
            case ast.Assign(targets=targets, value=value):
                found = evaluate(value, frame)
                for target in targets:
                    self.bind(target, found, frame)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self.bind(target, evaluate(value, frame), frame)
            case ast.AugAssign(target=target, value=value):
                self._augment(target, value, frame)
            case ast.Return(value=answer):
                frame.returned.append(evaluate(answer, frame) if answer is not None else None)
                return False
            case ast.Raise() | ast.Break() | ast.Continue():
                return False
            case ast.If():
                return self._if(node, frame)
            case ast.For() | ast.AsyncFor():
                self._for(node, frame)
            case ast.While(body=body):
                self._maybe(body, frame)
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                for item in items:
                    value = evaluate(item.context_expr, frame)
                    if item.optional_vars is not None:
                        self.bind(item.optional_vars, value, frame)
                return self.run(body, frame)
            case ast.Try() | ast.TryStar():
                return self._try(node, frame)
            case ast.Match(subject=subject, cases=cases):
                evaluate(subject, frame)
                for case in cases:
                    self._maybe(case.body, frame)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._define(node, frame)
            case ast.ClassDef():
                frame.variables[node.name] = self._decorated(
                    ClassValue(frame.module, node.name, node), node, frame
                )
            case ast.Import() | ast.ImportFrom():
                self._import(node, frame)
        return True

    def bind(self, target: ast.expr, value: Value, frame: Frame) -> None:
        """Assign *value* to a target."""
        match target:
            case ast.Name(id=name):
                frame.variables[name] = value
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                found = items_of(value)
                if found is None or len(found) != len(parts):
                    for name in names_in(target):
                        frame.variables[name] = Unknown(name)
                else:
                    for part, each in zip(parts, found, strict=True):
                        self.bind(part, each, frame)
            case ast.Attribute(value=inner, attr=attr):
                owner = self._interpreter.evaluate(inner, frame)
                if isinstance(owner, Live):
                    owner.set(attr, value)
                elif isinstance(owner, Instance):
                    owner.attributes[attr] = value
            case ast.Subscript(value=inner, slice=index):
                holder = self._interpreter.evaluate(inner, frame)
                key = self._interpreter.evaluate(index, frame)
                if isinstance(holder, (dict, list)):
                    with suppress(TypeError, LookupError):
                        holder[key] = value

    def _augment(self, target: ast.expr, value: ast.expr, frame: Frame) -> None:
        node = ast.copy_location(ast.BinOp(left=target, op=ast.Add(), right=value), target)
        self.bind(target, self._interpreter.evaluate(node, frame), frame)

    def _if(self, node: ast.If, frame: Frame) -> bool:
        known = self._interpreter.expressions.truth(node.test, frame)
        if known is not None:
            return self.run(node.body if known else node.orelse, frame)
        text = source_of(node.test)
        first = self._branch(lambda: self.run(node.body, frame), frame, text)
        second = self._branch(lambda: self.run(node.orelse, frame), frame, f"not ({text})")
        self._join(frame, first[1], second[1])
        return first[0] or second[0]

    def _branch(
        self, follow: Callable[[], bool], frame: Frame, condition: str
    ) -> tuple[bool, dict[str, Value]]:
        """Follow one side, and give back the variables as they are at its end."""
        before = dict(frame.variables)
        with self._interpreter.requiring(condition):
            reached = follow()
        after = dict(frame.variables)
        frame.variables.clear()
        frame.variables.update(before)
        return reached, after

    def _join(self, frame: Frame, *sides: dict[str, Value]) -> None:
        for name in sorted({name for side in sides for name in side}):
            values = [side[name] for side in sides if name in side]
            frame.variables[name] = merge_values(*values) if len(values) > 1 else values[0]

    def _maybe(self, body: list[ast.stmt], frame: Frame) -> None:
        """Follow what may not run, or run often; what it says needs no condition."""
        before = dict(frame.variables)
        self.run(body, frame)
        after = dict(frame.variables)
        self._join(frame, before, after)

    def _for(self, node: ast.For | ast.AsyncFor, frame: Frame) -> None:
        values = items_of(self._interpreter.evaluate(node.iter, frame))
        for value in [Unknown(source_of(node.iter))] if values is None else values:
            self._interpreter.spend()
            self.bind(node.target, value, frame)
            self.run(node.body, frame)
        self.run(node.orelse, frame)

    def _try(self, node: ast.Try | ast.TryStar, frame: Frame) -> bool:
        reached = self.run(node.body, frame) and self.run(node.orelse, frame)
        for handler in node.handlers:
            before = dict(frame.variables)
            if handler.name:
                frame.variables[handler.name] = Unknown(handler.name)
            reached = self.run(handler.body, frame) or reached
            # what the block has bound is what usually holds
            frame.variables.update(before)
        return self.run(node.finalbody, frame) and reached

    def _define(self, node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> None:
        outer = frame if frame.function is not None else None
        function = Function(frame.module, node.name, node, outer)
        frame.variables[node.name] = self._decorated(function, node, frame)

    def _decorated(
        self,
        value: Value,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef,
        frame: Frame,
    ) -> Value:
        for decorator in reversed(node.decorator_list):
            callee = self._interpreter.evaluate(decorator, frame)
            value = self._interpreter.calls.decorate(callee, value, frame, decorator)
        return value

    def _import(self, node: ast.Import | ast.ImportFrom, frame: Frame) -> None:
        names = self._interpreter.names
        if isinstance(node, ast.Import):
            for each in node.names:
                names.execute(each.name)
                path = each.name if each.asname else each.name.partition(".")[0]
                frame.variables[each.asname or path] = names.at(path)
            return
        origin = _absolute(node, frame)
        names.execute(origin)
        for each in node.names:
            if each.name == "*":
                continue  # the names that it brings are looked up when they are used
            names.execute(f"{origin}.{each.name}")
            value = names.at(f"{origin}.{each.name}")
            if not isinstance(value, Unknown) or frame.find(each.asname or each.name) is ABSENT:
                frame.variables[each.asname or each.name] = value


def _absolute(node: ast.ImportFrom, frame: Frame) -> str:
    if not node.level:
        return node.module or ""
    steps = frame.module.split(".")
    up = node.level - 1 if frame.facts.package else node.level
    base = steps[: len(steps) - up] if up < len(steps) else []
    return ".".join([*base, node.module] if node.module else base)


def _ends_the_program(node: ast.Expr) -> bool:
    if not isinstance(node.value, ast.Call):
        return False
    return source_of(node.value.func) in {"sys.exit", "os._exit", "exit", "quit"}
