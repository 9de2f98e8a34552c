"""Text as the source asks for it: formats and methods of texts, only as far as they are plain.

A width in a hostile format ("%99999999d") would cost memory; none is looked at.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping, Sequence
from typing import Final

_MAX_TEXT: Final = 100_000

_METHODS: Final[dict[str, Callable[..., str]]] = {
    "capitalize": str.capitalize,
    "lower": str.lower,
    "lstrip": str.lstrip,
    "removeprefix": str.removeprefix,
    "removesuffix": str.removesuffix,
    "rstrip": str.rstrip,
    "strip": str.strip,
    "title": str.title,
    "upper": str.upper,
}

TEXT_METHODS: Final = frozenset({*_METHODS, "format", "join", "replace"})
"""Methods of texts that are evaluated."""


def call_method(text: str, method: str, values: Sequence[object]) -> str | None:
    """``text.method(*values)``; ``None`` where it is not one of those that are evaluated."""
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) < len(values):
        parts = values[0] if len(values) == 1 else None
        if method == "join" and isinstance(parts, tuple):
            return _join(text, parts)
        return None
    if method == "replace":
        return _replace(text, texts)
    known = _METHODS.get(method)
    try:
        return known(text, *texts) if known else None
    except TypeError:
        return None


def _join(text: str, parts: tuple[object, ...]) -> str | None:
    texts = [part for part in parts if isinstance(part, str)]
    if len(texts) < len(parts) or len(text) * len(texts) > _MAX_TEXT:
        return None
    return text.join(texts)


def _replace(text: str, texts: list[str]) -> str | None:
    if len(texts) != 2 or (text.count(texts[0]) + 1) * len(texts[1]) > _MAX_TEXT:
        return None
    return text.replace(texts[0], texts[1])


def format_braces(
    text: str, positional: Sequence[object], keywords: Mapping[str, object]
) -> str | None:
    """``text.format(…)``; ``None`` where a field is more than a name or a position."""
    parts: list[str] = []
    automatic = 0
    try:
        for literal, name, specification, conversion in string.Formatter().parse(text):
            parts.append(literal)
            if name is None:
                continue
            if specification:
                return None
            if name and not name.isdecimal():
                parts.append(convert(keywords[name], conversion))
                continue
            parts.append(convert(positional[int(name or automatic)], conversion))
            automatic += not name
    except (ValueError, LookupError):
        return None
    return "".join(parts)


def convert(value: object, conversion: str | None) -> str:
    """A value as ``{…}``, ``{…!s}``, ``{…!r}`` spell it; raises `ValueError` for other ones."""
    if conversion in {None, "s"}:
        return str(value)
    if conversion == "r" and isinstance(value, (str, int, float)):
        return repr(value)
    raise ValueError(conversion)


def format_percent(text: str, values: Sequence[object]) -> str | None:
    """``text % values``; ``None`` where a field is not plain ``%s``, ``%d``, ``%r`` or ``%%``."""
    rest = list(values)
    parts: list[str] = []
    for piece in re.split(r"(%.?)", text, flags=re.DOTALL):
        if piece == "%%":
            parts.append("%")
        elif piece == "%d" and rest and isinstance(rest[0], int):
            parts.append(str(int(rest.pop(0))))  # type: ignore[call-overload]
        elif piece in {"%s", "%r"} and rest:
            value = rest.pop(0)
            parts.append(repr(value) if piece == "%r" else str(value))
        elif piece.startswith("%"):
            return None
        else:
            parts.append(piece)
    return None if rest else "".join(parts)


def format_names(text: str, values: Mapping[str, object], *, strict: bool = True) -> str | None:
    """``text % {"name": value}`` with plain ``%(name)s`` and ``%%``.

    ``None`` where something else is asked for; not *strict*, ``{name}`` is meant as well, and what
    is not known stays as it is.
    """
    parts: list[str] = []
    pieces = r"(%\(\w+\)s|%.?)" if strict else r"(%\(\w+\)s|%.?|\{\w+\})"
    for piece in re.split(pieces, text, flags=re.DOTALL):
        if piece.startswith("%(") and piece.endswith(")s") and piece[2:-2] in values:
            parts.append(str(values[piece[2:-2]]))
        elif not strict and piece[:1] == "{" and piece[1:-1] in values:
            parts.append(str(values[piece[1:-1]]))
        elif piece == "%%":
            parts.append("%")
        elif piece.startswith("%") and strict:
            return None
        else:
            parts.append(piece)
    return "".join(parts)
