"""What expressions are while the code of a command line is followed.

Texts, numbers, lists and dictionaries are themselves. What cannot be known is `Unknown`, and may
still carry the names of the environment variables that it depends on.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

Value: TypeAlias = Any
"""A plain value, or one of the classes here."""

FunctionNode: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only running the code would tell."""

    text: str = ""
    variables: tuple[str, ...] = ()
    """Environment variables that it is read from."""
    default: Value = None
    """What it is where none of them is set."""
    partial: str | None = None
    """Of a text that is known in part: the text, with the source of the rest in braces."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values; which of them is not known."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something outside of the sources, by the path that it is imported from."""

    path: str


@dataclass(frozen=True, slots=True)
class ModuleValue:
    """A module of the sources."""

    name: str


@dataclass(eq=False, slots=True)
class Function:
    """A function of the sources."""

    module: str
    name: str
    node: FunctionNode
    frame: Any = None
    """The frame that it is defined in, where that is a function's."""
    parameters: list[Any] = field(default_factory=list)
    """Options that decorators have given it so far, as they are shown."""
    owner: ClassValue | None = None


@dataclass(frozen=True, slots=True)
class ClassValue:
    """A class of the sources."""

    module: str
    name: str
    node: ast.ClassDef = field(compare=False, hash=False)


@dataclass(eq=False, slots=True)
class Called:
    """What the call of something outside of the sources returns."""

    path: str
    arguments: Arguments


@dataclass(eq=False, slots=True)
class Instance:
    """An object of a class of the sources."""

    owner: ClassValue
    arguments: Arguments
    attributes: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Method:
    """A function bound to its object or class."""

    receiver: Value
    function: Function


@dataclass(frozen=True, slots=True)
class Super:
    """``super()``: the attributes of the classes after one."""

    receiver: Value
    owner: ClassValue


@dataclass(frozen=True, slots=True)
class AnnotatedValue:
    """``Annotated[…]``, or what stands behind an alias of one."""

    annotation: ast.expr
    metadata: tuple[Value, ...]


@dataclass(slots=True)
class Arguments:
    """The arguments of one call."""

    positional: list[Value]
    keywords: dict[str, Value]
    texts: Mapping[str, str] = field(default_factory=dict)
    """Source text by keyword, or position."""
    whole: bool = True
    """Whether no ``*`` or ``**`` of something unknown is among them."""

    def get(self, name: str, position: int | None = None, default: Value = None) -> Value:
        """The argument called *name*, which may be given by *position*."""
        if name in self.keywords:
            return self.keywords[name]
        if position is not None and position < len(self.positional):
            return self.positional[position]
        return default

    def text(self, name: str, position: int | None = None) -> str:
        """The source text of that argument."""
        found = self.texts.get(name)
        return found if found is not None else self.texts.get(str(position), "")

    def role(self, key: str, parameters: tuple[str, ...]) -> tuple[Value, str]:
        """The argument that a marker set calls *key*, and its text; `ABSENT` where not given."""
        if key.isdecimal():
            position: int | None = int(key)
            name = parameters[int(key)] if int(key) < len(parameters) else key
        else:
            name, position = key, parameters.index(key) if key in parameters else None
        return self.get(name, position, ABSENT), self.text(name, position)


class Absent:
    """Stands for an argument that is not given."""


ABSENT: Final = Absent()


@dataclass(frozen=True, slots=True)
class Native:
    """Something of a framework that can be called."""

    call: Callable[[Arguments, Any], Value]
    """With the arguments and the `Site` of the call."""


class Live:
    """An object of a framework, which collects what is done to it."""

    def attribute(self, name: str) -> Value:
        """What ``object.name`` is; `Unknown` where it does not matter."""
        method = getattr(self, f"do_{name}", None)
        return Native(method) if method is not None else Unknown(name)

    def set(self, name: str, _value: Value, /) -> None:
        """``object.name = value``."""


def is_plain(value: Value) -> bool:
    """Whether *value* is a constant, or a list, tuple or dictionary of such."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return True
    if isinstance(value, (list, tuple)):
        return all(map(is_plain, value))
    return isinstance(value, dict) and all(map(is_plain, value.values()))


def alternatives(value: Value) -> tuple[Value, ...]:
    """Everything that *value* may be."""
    return value.values if isinstance(value, Choice) else (value,)


def merge_values(*values: Value) -> Value:
    """What is known when it may be any of *values*: objects rather than nothing."""
    flat = [each for value in values for each in alternatives(value)]
    kept: list[Value] = []
    for each in flat:
        if not any(each is other or _same(each, other) for other in kept):
            kept.append(each)
    if len(kept) == 1:
        return kept[0]
    live = [each for each in kept if not is_plain(each) and not isinstance(each, Unknown)]
    if live:
        return live[0]
    return Choice(tuple(kept))


def _same(left: Value, right: Value) -> bool:
    if not is_plain(left) or not is_plain(right):
        return isinstance(left, (Unknown, Foreign)) and left == right
    return type(left) is type(right) and bool(left == right)


def variables_of(value: Value) -> tuple[str, ...]:
    """The environment variables that *value* depends on, in order."""
    found: dict[str, None] = {}
    for each in alternatives(value):
        if isinstance(each, Unknown):
            found.update(dict.fromkeys(each.variables))
    return tuple(found)


def default_of(value: Value) -> Value:
    """The value where no environment variable is set; `Unknown` where that is not known."""
    plain = [each for each in alternatives(value) if not isinstance(each, Unknown)]
    if plain:
        return plain[0] if len(plain) == 1 else Unknown()
    read = [each.default for each in alternatives(value) if each.variables]
    if read and all(is_plain(each) and each == read[0] for each in read):
        return read[0]
    return Unknown()
