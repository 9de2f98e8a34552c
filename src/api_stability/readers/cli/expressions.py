"""Expressions to values. Constants are folded by what the Python reader folds them with."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from api_stability.readers.cli.containers import MAX_ITEMS, items_of
from api_stability.readers.cli.filling import Fill, truth_of
from api_stability.readers.cli.frames import Frame, Site
from api_stability.readers.cli.values import (
    ABSENT,
    AnnotatedValue,
    Arguments,
    Called,
    Choice,
    Foreign,
    Function,
    Unknown,
    Value,
    default_of,
    is_plain,
    merge_values,
    variables_of,
)
from api_stability.readers.python.folding import (
    Given,
    Place,
    UnknownValueError,
    source_of,
)
from api_stability.readers.python.formatting import TEXT_METHODS
from api_stability.readers.python.modules import END
from api_stability.readers.python.operations import MAX_TEXT

if TYPE_CHECKING:
    from api_stability.readers.cli.interpreter import Interpreter

_TRANSLATIONS: Final = frozenset({"_", "__", "gettext", "gettext_lazy", "lazy_gettext"})
_ENVIRONMENT: Final = "os.environ"
_ANNOTATED: Final = frozenset({"typing.Annotated", "typing_extensions.Annotated"})


class Expressions:
    """Evaluates expressions in frames; see `evaluate`."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter

    def evaluate(self, node: ast.expr, frame: Frame) -> Value:  # noqa: C901 - kind by kind
        """What *node* is: whatever runs in it is followed, whether the value is known or not."""
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return self.name(name, frame)
            case ast.Attribute(value=inner, attr=attr):
                return self._attribute(inner, attr, frame)
            case ast.Call():
                return self._call(node, frame)
            case ast.List(elts=parts) | ast.Set(elts=parts):
                return self.items(parts, frame)
            case ast.Tuple(elts=parts):
                return tuple(self.items(parts, frame))
            case ast.Dict():
                return self._dictionary(node, frame)
            case ast.Lambda():
                outer = frame if frame.function is not None else None
                return Function(frame.module, "<lambda>", node, outer)
            case ast.Await(value=inner) | ast.NamedExpr(value=inner):
                value = self.evaluate(inner, frame)
                if isinstance(node, ast.NamedExpr):
                    frame.variables[node.target.id] = value
                return value
            case ast.IfExp(test=test, body=body, orelse=orelse):
                known = self.truth(test, frame)
                if known is None:
                    return merge_values(self.evaluate(body, frame), self.evaluate(orelse, frame))
                return self.evaluate(body if known else orelse, frame)
            case ast.BoolOp():
                return self._choose(node, frame)
            case ast.Subscript(value=container, slice=index):
                return self._subscript(node, container, index, frame)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self._comprehension(node, frame)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._add(node, left, right, frame)
            case ast.JoinedStr():
                return self._join(node, frame)
        return self._fold(node, frame)

    def items(self, parts: list[ast.expr], frame: Frame) -> list[Value]:
        """The elements of a display; a starred one that is not known is one `Unknown`."""
        found: list[Value] = []
        for part in parts:
            if isinstance(part, ast.Starred):
                value = self.evaluate(part.value, frame)
                inner = items_of(value)
                found.extend([Unknown(source_of(part))] if inner is None else inner)
            else:
                found.append(self.evaluate(part, frame))
        return found

    def truth(self, node: ast.expr, frame: Frame) -> bool | None:
        """Whether a condition holds; ``None`` where that is not known."""
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                known = self.truth(operand, frame)
                return None if known is None else not known
            case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot() as op], comparators=[right]):
                first, second = self.evaluate(left, frame), self.evaluate(right, frame)
                return _is_same(first, second, negate=isinstance(op, ast.IsNot))
            case ast.Compare(left=left, ops=[ast.In() | ast.NotIn() as op], comparators=[right]):
                first, second = self.evaluate(left, frame), self.evaluate(right, frame)
                if is_plain(first) and is_plain(second) and isinstance(second, (list, tuple, dict)):
                    return (first in second) is isinstance(op, ast.In)
                return None
            case ast.Compare(ops=[_]):
                return truth_of(self._compare(node, frame))
        return truth_of(self.evaluate(node, frame))

    def _compare(self, node: ast.Compare, frame: Frame) -> Value:
        first = self.evaluate(node.left, frame)
        second = self.evaluate(node.comparators[0], frame)
        if is_plain(first) and is_plain(second):
            return self._fold(node, frame)
        names = (*variables_of(first), *variables_of(second))
        return Unknown(source_of(node), names)

    def name(self, name: str, frame: Frame) -> Value:
        """What a name is at this point."""
        value = frame.find(name)
        if value is not ABSENT:
            return value
        if name == "TYPE_CHECKING":
            return False
        return self._interpreter.names.value(frame.module, name)

    def _attribute(self, inner: ast.expr, attr: str, frame: Frame) -> Value:
        owner = self.evaluate(inner, frame)
        value = self._interpreter.attribute(owner, attr)
        if isinstance(value, Unknown) and not value.variables:
            node = ast.Attribute(value=inner, attr=attr, ctx=ast.Load())
            return self._fold(node, frame)
        return value

    def arguments(self, node: ast.Call, frame: Frame) -> Arguments:
        """The arguments of a call, evaluated."""
        positional: list[Value] = []
        texts: dict[str, str] = {}
        whole = True
        for part in node.args:
            if isinstance(part, ast.Starred):
                inner = items_of(self.evaluate(part.value, frame))
                whole = whole and inner is not None
                texts["*"] = source_of(part)
                positional.extend(inner or ())
            else:
                texts[str(len(positional))] = source_of(part)
                positional.append(self.evaluate(part, frame))
        keywords: dict[str, Value] = {}
        for keyword in node.keywords:
            value = self.evaluate(keyword.value, frame)
            if keyword.arg is not None:
                keywords[keyword.arg] = value
                texts[keyword.arg] = source_of(keyword.value)
            elif isinstance(value, dict):
                keywords.update((str(name), each) for name, each in value.items())
            else:
                whole = False
        return Arguments(positional, keywords, texts, whole)

    def _call(self, node: ast.Call, frame: Frame) -> Value:
        if isinstance(node.func, ast.Attribute) and node.func.attr in TEXT_METHODS:
            receiver = self.evaluate(node.func.value, frame)
            if is_plain(receiver):
                return self._fold(node, frame)
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            return self._interpreter.calls.super_of(frame, node.args)
        callee = self.evaluate(node.func, frame)
        arguments = self.arguments(node, frame)
        value = self._interpreter.calls.call(callee, arguments, Site(frame, node))
        if isinstance(value, (Unknown, Called)) and _is_translation(node):
            return arguments.get("message", 0)
        if isinstance(value, Unknown) and not value.variables:
            given = [callee, *arguments.positional, *arguments.keywords.values()]
            return self._tainted(source_of(node), given) or self._fold_call(node, frame)
        return value

    def _fold_call(self, node: ast.Call, frame: Frame) -> Value:
        """``Version("1.0")`` and other calls that constants are made of."""
        try:
            return self._interpreter.folder.fold(Given(node, Place(frame.facts, END)))
        except UnknownValueError:
            return Unknown(source_of(node))

    def _tainted(self, text: str, values: list[Value]) -> Unknown | None:
        """A value that depends on the environment still does when it has been converted."""
        for value in values:
            names = variables_of(value)
            if names:
                return Unknown(text, names, default_of(value))
        return None

    def _dictionary(self, node: ast.Dict, frame: Frame) -> Value:
        found: dict[Value, Value] = {}
        for key, item in zip(node.keys, node.values, strict=True):
            value = self.evaluate(item, frame)
            if key is None:
                if not isinstance(value, dict):
                    return Unknown(source_of(node))
                found.update(value)
                continue
            name = self.evaluate(key, frame)
            try:
                found[name] = value
            except TypeError:
                return Unknown(source_of(node))
        return found

    def _choose(self, node: ast.BoolOp, frame: Frame) -> Value:
        wanted = isinstance(node.op, ast.Or)
        found: list[Value] = []
        for part in node.values:
            value = self.evaluate(part, frame)
            known = truth_of(value)
            if known is None or known is wanted or part is node.values[-1]:
                found.append(value)
            if known is wanted:
                break
        return merge_values(*found)

    def _subscript(
        self, node: ast.Subscript, container: ast.expr, index: ast.expr, frame: Frame
    ) -> Value:
        holder = self.evaluate(container, frame)
        if isinstance(holder, Foreign):
            if holder.path == _ENVIRONMENT:
                return self._interpreter.environment(self.evaluate(index, frame))
            if holder.path in _ANNOTATED and isinstance(index, ast.Tuple) and index.elts:
                metadata = [self.evaluate(each, frame) for each in index.elts[1:]]
                return AnnotatedValue(index.elts[0], tuple(metadata))
            return Foreign(f"{holder.path}[]")
        if isinstance(holder, (list, tuple, dict, str)) and not isinstance(index, ast.Slice):
            key = self.evaluate(index, frame)
            try:
                return holder[key]
            except (LookupError, TypeError):
                return Unknown(source_of(node))
        return self._tainted(source_of(node), [holder]) or Unknown(source_of(node))

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, frame: Frame
    ) -> Value:
        inner = Frame(frame.facts, {}, frame, frame.function, frame.site)
        found: list[Value] = []
        for known in self._generated(node.generators, inner):
            if not known or len(found) >= MAX_ITEMS:
                return Unknown(source_of(node))
            if isinstance(node, ast.DictComp):
                pair = (self.evaluate(node.key, inner), self.evaluate(node.value, inner))
                found.append(pair)
            else:
                found.append(self.evaluate(node.elt, inner))
        if isinstance(node, ast.DictComp):
            try:
                return dict(found)
            except TypeError:
                return Unknown(source_of(node))
        return found

    def _generated(self, generators: list[ast.comprehension], frame: Frame) -> Iterator[bool]:
        """Bind the targets, once for each round; ``False`` where the rounds are not known."""
        if not generators:
            yield True
            return
        first, rest = generators[0], generators[1:]
        values = items_of(self.evaluate(first.iter, frame))
        if values is None:
            yield False
            return
        for value in values:
            self._interpreter.spend()
            self._interpreter.statements.bind(first.target, value, frame)
            tests = [self.truth(test, frame) for test in first.ifs]
            if None in tests:
                yield False
                return
            if all(tests):
                yield from self._generated(rest, frame)

    def _fold(self, node: ast.expr, frame: Frame) -> Value:
        fill = Fill(self._interpreter, frame)
        place = Place(frame.facts, END)
        fold = self._interpreter.folder.fold
        try:
            filled = fill.visit(copy.deepcopy(node))
            if not fill.variables:
                return fold(Given(filled, place))
        except UnknownValueError:
            return Unknown(source_of(node))
        except RecursionError:
            return Unknown("…")  # generated code nests deeper than anything that is written
        # what it is where none of the variables is set
        default: Value = Unknown()
        with suppress(UnknownValueError):
            default = fold(Given(filled, place))
        return Unknown(source_of(node), tuple(fill.variables), default)

    def _add(self, node: ast.expr, left: ast.expr, right: ast.expr, frame: Frame) -> Value:
        values = [self.evaluate(left, frame), self.evaluate(right, frame)]
        first, second = values
        if isinstance(first, list) and isinstance(second, list):
            return (first + second)[:MAX_ITEMS]
        known = _sum(first, second)
        if known is not ABSENT:
            return known
        names = (*variables_of(first), *variables_of(second))
        default = _sum(*map(_with_default, values)) if names else ABSENT
        partial = _spell_known(values, [left, right])
        return Unknown(source_of(node), names, Unknown() if default is ABSENT else default, partial)

    def _join(self, node: ast.JoinedStr, frame: Frame) -> Value:
        pieces = [
            each.value if isinstance(each, ast.FormattedValue) else each for each in node.values
        ]
        values = [self.evaluate(each, frame) for each in pieces]
        found = self._fold(node, frame)
        if not isinstance(found, Unknown) or isinstance(found.default, str):
            return found
        partial = _spell_known(values, pieces)
        return Unknown(found.text, found.variables, found.default, partial)


def _is_same(first: Value, second: Value, *, negate: bool) -> bool | None:
    if any(isinstance(each, (Unknown, Choice, Foreign)) for each in (first, second)):
        return None
    if first is None or second is None or isinstance(first, bool) or isinstance(second, bool):
        return (first is second) is not negate
    return None


def _is_translation(node: ast.Call) -> bool:
    """``_("text")``: what is shown where nobody has translated it."""
    return (
        isinstance(node.func, ast.Name)
        and node.func.id in _TRANSLATIONS
        and [type(each) for each in node.args] == [ast.Constant]
    )


def _sum(first: Value, second: Value) -> Value:
    """``first + second`` of plain values; `ABSENT` where that is not known."""
    if isinstance(first, tuple) and isinstance(second, tuple):
        return (first + second)[:MAX_ITEMS]
    if isinstance(first, str) and isinstance(second, str):
        return first + second if len(first) + len(second) <= MAX_TEXT else ABSENT
    numbers = isinstance(first, (int, float)) and isinstance(second, (int, float))
    return first + second if numbers else ABSENT


def _with_default(value: Value) -> Value:
    return default_of(value) if variables_of(value) else value


def _spell_known(values: list[Value], pieces: list[ast.expr]) -> str | None:
    """The text as far as it is known, with the source of the rest in braces."""
    texts = [each.partial if isinstance(each, Unknown) else each for each in values]
    if not any(isinstance(each, str) and each.strip() for each in texts):
        return None
    spelled = "".join(
        str(text) if is_plain(text) and text is not None else f"{{{source_of(piece)}}}"
        for text, piece in zip(texts, pieces, strict=True)
    )
    return spelled if len(spelled) <= MAX_TEXT else None
