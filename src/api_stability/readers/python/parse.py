"""One file to facts: griffe finds what is defined, our own pass what is bound, imported, marked."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import griffe
import msgspec

from api_stability.markers.model import Role
from api_stability.markers.signature import parameters_of
from api_stability.readers.python.data import find_attributes
from api_stability.readers.python.decoding import UnreadableSourceError
from api_stability.readers.python.docstrings import first_sentence
from api_stability.readers.python.facts import Decorator, Definition, ModuleFacts
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.pruning import prune_tree
from api_stability.readers.python.signatures import overload_signature
from api_stability.readers.python.statements import (
    Statements,
    Text,
    dotted_name,
    global_names,
)
from api_stability.readers.python.templates import find_templates


def parse_module(file: ModuleFile, source: str, attributes: dict[str, Role]) -> ModuleFacts:
    """What *source* says; raises `UnreadableSourceError` where it is no Python."""
    recorder = _Recorder(file, source, attributes)
    try:
        griffe.visit(file.module, Path(file.path), source, extensions=griffe.Extensions(recorder))
    except SyntaxError as error:
        message = f"is no Python that this interpreter knows: {error.msg}"
        raise UnreadableSourceError("syntax-error", message, error.lineno) from None
    except (RecursionError, MemoryError):
        message = "holds an expression that is nested too deeply"
        raise UnreadableSourceError("too-deep", message) from None
    except Exception as error:  # noqa: BLE001 - one odd file must not cost the others
        message = f"cannot be analysed: {type(error).__name__}: {error}"
        raise UnreadableSourceError("analysis-failed", message) from None
    definitions = sorted(
        [*recorder.attributes, *recorder.definitions], key=lambda definition: definition.line
    )
    return msgspec.structs.replace(
        recorder.facts, summary=recorder.summary, definitions=tuple(definitions)
    )


def _read_statements(
    file: ModuleFile, source: str, tree: ast.Module, attributes: dict[str, Role]
) -> ModuleFacts:
    """Everything but definitions."""
    text = Text(source)
    found = Statements(file.module, file.package, text, frozenset(attributes))
    found.collect(tree)
    if "global " in source:
        found.rebound |= global_names(tree)
    makers = found.makers if any(name in source for name in attributes) else []
    return ModuleFacts(
        module=file.module,
        file=file.file,
        package=file.package,
        bindings=tuple(found.bindings),
        wildcards=tuple(found.wildcards),
        exports=None if found.exports is None else tuple(dict.fromkeys(found.exports)),
        exports_known=found.exports_known,
        rebound=tuple(sorted(found.rebound)),
        assignments=tuple(found.assignments),
        templates=find_templates(makers, attributes, text),
        makers=tuple(
            (name, tuple(each.name for each in parameters_of(node.args, text.of)))
            for name, node in makers
            if not isinstance(node, ast.ClassDef)
        ),
    )


class _Recorder(griffe.Extension):
    """Sees every object that griffe makes, also those that a later definition replaces."""

    def __init__(self, file: ModuleFile, source: str, attributes: dict[str, Role]) -> None:
        self.text = Text(source)
        self.facts = ModuleFacts(module=file.module, file=file.file, package=file.package)
        self.summary: str | None = None
        self.attributes: list[Definition] = []
        self.definitions: list[Definition] = []
        self._read: Callable[[ast.Module], ModuleFacts] = lambda tree: _read_statements(
            file, source, tree, attributes
        )

    def on_module_node(self, *, node: Any, **_: Any) -> None:
        self.facts = self._read(node)
        self.attributes = list(find_attributes(node))
        prune_tree(node)

    def on_module_instance(self, *, mod: griffe.Module, **_: Any) -> None:
        self.summary = _summary(mod)

    def on_class_instance(self, *, node: Any, cls: griffe.Class, **_: Any) -> None:
        self._record(node, cls, "class")

    def on_function_instance(self, *, node: Any, func: griffe.Function, **_: Any) -> None:
        kind = "method" if func.parent is not None and func.parent.is_class else "function"
        accessor = next((each for each in map(_accessor, node.decorator_list) if each), None)
        overload = None
        if any(dotted_name(each).rpartition(".")[2] == "overload" for each in node.decorator_list):
            overload = overload_signature(node.args, method=kind == "method")
        self._record(
            node,
            func,
            accessor or kind,
            asynchronous=isinstance(node, ast.AsyncFunctionDef),
            accessor=accessor,
            overload=overload,
        )

    def on_attribute_instance(self, *, node: Any, attr: griffe.Attribute, **_: Any) -> None:
        # griffe turns a property into an attribute and drops its decorators; it sees no others here
        self._record(node, attr, "property")

    def _record(
        self,
        node: Any,
        obj: griffe.Object,
        kind: str,
        *,
        asynchronous: bool = False,
        accessor: str | None = None,
        overload: str | None = None,
    ) -> None:
        name = _local_name(obj)
        if name is None:
            return
        definition = Definition(
            name=name,
            kind=kind,
            line=node.lineno,
            decorators=tuple(map(self._decorator, getattr(node, "decorator_list", ()))),
            summary=_summary(obj),
            asynchronous=asynchronous,
            accessor=accessor,
            overload=overload,
            conditional=not isinstance(node.parent, (ast.Module, ast.ClassDef)),
        )
        self.definitions.append(definition)

    def _decorator(self, node: ast.expr) -> Decorator:
        called = isinstance(node, ast.Call)
        callee = node.func if isinstance(node, ast.Call) else node
        return Decorator(dotted_name(callee), self.text.of(node), node.lineno, called)


def _local_name(obj: griffe.Object) -> str | None:
    """The dotted name inside the module; ``None`` for what is defined inside a function."""
    steps = [obj.name]
    parent = obj.parent
    while parent is not None and not parent.is_module:
        if parent.is_function:
            return None
        steps.append(parent.name)
        parent = parent.parent
    return ".".join(reversed(steps))


def _accessor(node: ast.expr) -> str | None:
    """``@x.setter`` and ``@x.deleter``, whatever ``x`` is: a base class's property too."""
    if isinstance(node, ast.Attribute) and node.attr in {"setter", "deleter"}:
        return node.attr
    return None


def _summary(obj: griffe.Object) -> str | None:
    return first_sentence(obj.docstring.value) if obj.docstring else None
