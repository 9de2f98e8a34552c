"""Built-in functions, and methods of texts, lists and dictionaries, as far as they are plain."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from typing import Any, Final

from api_stability.readers.cli.values import ABSENT, Arguments, Value, is_plain

MAX_ITEMS: Final = 10_000
"""More than anybody writes options for."""


def items_of(value: Value) -> list[Value] | None:
    """What a loop over *value* goes over; ``None`` where it is not known."""
    if isinstance(value, (list, tuple, dict)):
        return list(value)[:MAX_ITEMS]
    if isinstance(value, str):
        return list(value[:MAX_ITEMS])
    return None


def call_method(receiver: Value, name: str, arguments: Arguments) -> Value:
    """``receiver.name(…)`` of a container or text; `ABSENT` where it is not one of those known."""
    table = (
        _OF_LISTS
        if isinstance(receiver, list)
        else _OF_DICTIONARIES
        if isinstance(receiver, dict)
        else _OF_TEXTS
        if isinstance(receiver, str)
        else {}
    )
    method = table.get(name)
    if method is None or not arguments.whole:
        return ABSENT
    try:
        return method(receiver, *arguments.positional, **arguments.keywords)
    except (TypeError, ValueError, LookupError, AttributeError):
        return ABSENT


def call_builtin(name: str, arguments: Arguments) -> Value:
    """A call of the built-in function *name*; `ABSENT` where it is not one of those known."""
    function = _BUILTINS.get(name)
    if function is None or arguments.keywords or not arguments.whole:
        return dict(arguments.keywords) if name == "dict" and not arguments.positional else ABSENT
    try:
        return function(*arguments.positional)
    except (TypeError, ValueError, LookupError):
        return ABSENT


def _append(found: list[Value], value: Value) -> None:
    if len(found) < MAX_ITEMS:
        found.append(value)


def _extend(found: list[Value], values: Value) -> None:
    found.extend((items_of(values) or [])[: MAX_ITEMS - len(found)])


def _update(found: dict[str, Value], other: Value = None, **more: Value) -> None:
    if isinstance(other, dict):
        found.update(other)
    found.update(more)


def _range(*bounds: Value) -> list[int]:
    return list(range(*bounds)[:MAX_ITEMS])


def _listed(value: Value = ()) -> list[Value]:
    found = items_of(value)
    if found is None:
        raise TypeError(value)
    return found


def _text(value: Value) -> str:
    if not is_plain(value) or isinstance(value, (list, tuple, dict)):
        raise TypeError(value)
    return str(value)


def _plain(value: Value) -> Value:
    if not is_plain(value):
        raise TypeError(value)
    return value


def _pairs(value: Value = ()) -> dict[Any, Value]:
    return dict(value) if isinstance(value, dict) else dict(map(tuple, _listed(value)))


_OF_LISTS: Final[dict[str, Callable[..., Value]]] = {
    "append": _append,
    "copy": list.copy,
    "extend": _extend,
    "insert": list.insert,
    "pop": list.pop,
}
_OF_DICTIONARIES: Final[dict[str, Callable[..., Value]]] = {
    "copy": dict.copy,
    "get": dict.get,
    "items": lambda found: [tuple(each) for each in found.items()],
    "keys": list,
    "pop": dict.pop,
    "setdefault": dict.setdefault,
    "update": _update,
    "values": lambda found: list(found.values()),
}
_OF_TEXTS: Final[dict[str, Callable[..., Value]]] = {
    "endswith": str.endswith,
    "isidentifier": str.isidentifier,
    "partition": str.partition,
    "rpartition": str.rpartition,
    "split": str.split,
    "splitlines": str.splitlines,
    "startswith": str.startswith,
}
_BUILTINS: Final[dict[str, Callable[..., Value]]] = {
    "bool": lambda found: bool(_plain(found)),
    "dict": _pairs,
    "enumerate": lambda found, start=0: list(enumerate(_listed(found), start)),
    "inspect.cleandoc": lambda text: inspect.cleandoc(_text(text)),
    "len": lambda found: len(_listed(found)),
    "list": _listed,
    "range": _range,
    "reversed": lambda found: list(reversed(_listed(found))),
    "set": _listed,
    "sorted": lambda found: sorted(_listed(found)),
    "str": _text,
    "textwrap.dedent": lambda text: textwrap.dedent(_text(text)),
    "tuple": lambda found=(): tuple(_listed(found)),
    "zip": lambda *found: list(zip(*map(_listed, found), strict=False)),
}
