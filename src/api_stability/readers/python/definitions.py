"""What a module defines: classes, functions, properties, attributes, and what is said on them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from api_stability.markers.signature import parameters_of
from api_stability.readers.python.docmarks import find_doc_marks
from api_stability.readers.python.docstrings import first_sentence
from api_stability.readers.python.facts import Decorator, Definition, DocMark, Metadata
from api_stability.readers.python.signatures import overload_signature
from api_stability.readers.python.statements import FunctionNode, dotted_name, names_in
from api_stability.readers.python.texts import Text
from api_stability.readers.python.vocabulary import Vocabulary, docstring_needles
from api_stability.readers.python.walking import Statement, walk_block, walk_statements

_WRAPPERS: Final = frozenset(
    {"ClassVar", "Final", "InitVar", "NotRequired", "Required", "ReadOnly"}
)
"""What may stand around ``Annotated``."""
_PROPERTIES: Final = frozenset({"property", "cached_property", "abstractproperty"})


class Definitions:
    """Reads the definitions of one module."""

    def __init__(self, text: Text, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self._words = vocabulary.docstrings
        self._keywords = frozenset(vocabulary.keywords)
        self._needles = tuple(filter(text.spells, docstring_needles(self._words)))
        self._describes = not text.plain or text.spells("Annotated", *self._keywords)
        """Whether an attribute or parameter can be described by more than its type."""

    def find(self, tree: ast.Module) -> Iterator[Definition]:
        """Everything that is defined outside of functions, in source order; names can repeat."""
        deleted = _deleted(tree)
        for definition in self._find(tree):
            if not (deleted and _is_gone(definition, deleted)):
                yield definition

    def _find(self, tree: ast.Module) -> Iterator[Definition]:
        for statement in walk_statements(tree):
            node = statement.node
            if isinstance(node, ast.ClassDef):
                yield self._class(node, statement)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if node.name == "__init__" and statement.scope:
                    yield from self._instance_attributes(node, statement.scope)
                yield self._function(node, statement)
            else:
                for name in _plain_names(node):
                    yield self._attribute(name, statement)

    def docstring(self, node: ast.AST) -> tuple[str | None, tuple[DocMark, ...]]:
        """The first sentence of what documents *node*, and the marks in it."""
        body = getattr(node, "body", None)
        return self._said(body[0]) if isinstance(body, list) and body else (None, ())

    def _said(self, node: ast.AST | None) -> tuple[str | None, tuple[DocMark, ...]]:
        constant = node.value if isinstance(node, ast.Expr) else None
        text = constant.value if isinstance(constant, ast.Constant) else None
        if not isinstance(text, str):
            return None, ()
        marks: tuple[DocMark, ...] = ()
        if self._needles and any(each in text for each in self._needles):
            marks = find_doc_marks(text, self._words)
        if marks and constant is not None:
            lines = self._text.lines_of(constant, text.count("\n") + 1)
            marks = tuple(replace(each, line=lines[each.line - 1]) for each in marks)
        return first_sentence(text), marks

    def _commented(self, node: ast.stmt) -> tuple[str | None, tuple[DocMark, ...]]:
        """What Sphinx takes for the description of an attribute: ``#:`` above it or behind it."""
        first, text = self._text.comment_of(node)
        if not text:
            return None, ()
        # below a first line, which has no indentation of its own
        marks = find_doc_marks(f"\n{text}", self._words)
        return first_sentence(text), tuple(replace(m, line=first + m.line - 2) for m in marks)

    def _class(self, node: ast.ClassDef, statement: Statement) -> Definition:
        summary, docs = self.docstring(node)
        return Definition(
            name=statement.scope + node.name,
            kind="class",
            line=node.lineno,
            decorators=tuple(map(self.decorator, node.decorator_list)),
            summary=summary,
            conditional=statement.conditional,
            docs=docs,
        )

    def _function(self, node: FunctionNode, statement: Statement) -> Definition:
        method = bool(statement.scope)
        summary, docs = self._said(node.body[0])
        kind = "method" if method else "function"
        accessor = overload = None
        if node.decorator_list:
            accessor = next(filter(None, map(_accessor, node.decorator_list)), None)
            plain = [dotted_name(each).rpartition(".")[2] for each in node.decorator_list]
            if method and any(_makes_property(each, node.args) for each in plain):
                kind = "property"
            if "overload" in plain:
                overload = overload_signature(node.args, method=method)
        return Definition(
            name=statement.scope + node.name,
            kind=accessor or kind,
            line=node.lineno,
            decorators=tuple([self.decorator(each) for each in node.decorator_list]),
            summary=summary,
            asynchronous=isinstance(node, ast.AsyncFunctionDef),
            accessor=accessor,
            overload=overload,
            conditional=statement.conditional,
            docs=docs,
            metadata=tuple(self._parameters(node.args)) if self._describes else (),
            parameters=parameters_of(node.args, self._text.of) if node.decorator_list else None,
        )

    def _attribute(self, name: str, statement: Statement) -> Definition:
        node = statement.node
        assigned = isinstance(node, (ast.Assign, ast.AnnAssign))
        summary, docs = self._said(statement.following)
        if summary is None and isinstance(node, ast.stmt):
            summary, docs = self._commented(node)
        metadata: list[Metadata] = []
        if self._describes and isinstance(node, ast.AnnAssign):
            metadata += self.annotated("", node.annotation)
        if self._describes and isinstance(node, (ast.Assign, ast.AnnAssign)):
            metadata += self._value("", node.value)
        return Definition(
            name=statement.scope + name,
            kind="attribute" if assigned else "type alias",
            line=getattr(node, "lineno", 1),
            summary=summary,
            conditional=statement.conditional,
            docs=docs,
            metadata=tuple(metadata),
        )

    def _instance_attributes(self, function: FunctionNode, scope: str) -> Iterator[Definition]:
        plain = [*function.args.posonlyargs, *function.args.args]
        if not plain:
            return
        own = plain[0].arg
        for statement in walk_block(function.body, scope=scope, conditional=True):
            node = statement.node
            targets = node.targets if isinstance(node, ast.Assign) else []
            if isinstance(node, ast.AnnAssign):
                targets = [node.target]
            for target in targets:
                match target:
                    case ast.Attribute(value=ast.Name(id=holder), attr=name) if holder == own:
                        yield self._attribute(name, statement)

    def _parameters(self, arguments: ast.arguments) -> Iterator[Metadata]:
        plain = [*arguments.posonlyargs, *arguments.args]
        defaults = [None] * (len(plain) - len(arguments.defaults)) + [*arguments.defaults]
        pairs = [
            *zip(plain, defaults, strict=True),
            *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
            *((each, None) for each in (arguments.vararg, arguments.kwarg) if each is not None),
        ]
        for parameter, default in pairs:
            if parameter.annotation is not None:
                yield from self.annotated(parameter.arg, parameter.annotation)
            yield from self._value(parameter.arg, default)

    def annotated(self, parameter: str, annotation: ast.expr | None) -> Iterator[Metadata]:
        """The metadata of ``Annotated[type, metadata…]``, which may be quoted."""
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            quoted = Definitions(Text(annotation.value), self._vocabulary)
            for found in quoted.annotated(parameter, _parse_quoted(annotation.value)):
                yield replace(found, decorator=replace(found.decorator, line=annotation.lineno))
            return
        while isinstance(annotation, ast.Subscript):
            wrapper = dotted_name(annotation.value).rpartition(".")[2]
            inner = annotation.slice
            if wrapper == "Annotated" and isinstance(inner, ast.Tuple):
                for each in inner.elts[1:]:
                    if isinstance(each, (ast.Call, ast.Name, ast.Attribute)):
                        yield Metadata(parameter, self.decorator(each))
                return
            if wrapper not in _WRAPPERS:
                return
            annotation = inner

    def _value(self, parameter: str, value: ast.expr | None) -> Iterator[Metadata]:
        """A value that may be the call of a field that says it is deprecated."""
        if isinstance(value, ast.Call) and any(
            keyword.arg in self._keywords for keyword in value.keywords
        ):
            yield Metadata(parameter, self.decorator(value))

    def decorator(self, node: ast.expr) -> Decorator:
        """A decorator, or an expression that is read like one."""
        called = isinstance(node, ast.Call)
        callee = node.func if isinstance(node, ast.Call) else node
        return Decorator(dotted_name(callee), self._text.of(node), node.lineno, called)


def _parse_quoted(text: str) -> ast.expr | None:
    if "Annotated" not in text:
        return None
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _deleted(tree: ast.Module) -> dict[str, int]:
    """Where names of the module and of its classes are deleted for good, if nothing prevents it."""
    return {
        statement.scope + target.id: target.lineno
        for statement in walk_statements(tree)
        if isinstance(statement.node, ast.Delete) and not statement.conditional
        for target in statement.node.targets
        if isinstance(target, ast.Name)
    }


def _is_gone(definition: Definition, deleted: dict[str, int]) -> bool:
    """Whether it, or a class that it is in, is deleted below it."""
    steps = definition.name.split(".")
    names = (".".join(steps[: n + 1]) for n in range(len(steps)))
    return any(definition.line < deleted.get(name, 0) for name in names)


def _plain_names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from names_in(target)
    elif isinstance(node, ast.AnnAssign):
        yield from names_in(node.target)
    elif type(node).__name__ == "TypeAlias":  # a statement since Python 3.12
        yield from names_in(node.name)  # type: ignore[attr-defined]


def _makes_property(decorator: str, arguments: ast.arguments) -> bool:
    """By its name, where the function takes nothing but its object: ``@classproperty``, too."""
    if decorator in _PROPERTIES:
        return True
    plain = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return decorator.endswith("property") and len(plain) == 1


def _accessor(node: ast.expr) -> str | None:
    """``@x.setter`` and ``@x.deleter``, whatever ``x`` is: a base class's property too."""
    if isinstance(node, ast.Attribute) and node.attr in {"setter", "deleter"}:
        return node.attr
    return None
