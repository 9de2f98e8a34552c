"""What operators do to values that are known; `ValueError` where that is not evaluated."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Final, TypeAlias

from api_stability.readers.python.formatting import format_names, format_percent

Value: TypeAlias = "str | int | float | tuple[Value, ...] | None"

MAX_TEXT: Final = 100_000
_MAX_NUMBER: Final = 10**9


def add(left: Value, right: Value) -> Value:
    """``left + right`` of texts, sequences and whole numbers."""
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, tuple) and isinstance(right, tuple):
        return left + right
    if isinstance(left, int) and isinstance(right, int) and abs(left) + abs(right) < _MAX_NUMBER:
        return left + right
    raise ValueError("a sum")


def times(left: Value, right: Value) -> Value:
    """``["1.0"] * 3``, and a text as often."""
    if isinstance(left, int):
        left, right = right, left
    if isinstance(left, (str, tuple)) and isinstance(right, int) and len(left) * right <= MAX_TEXT:
        return left * right
    raise ValueError("a product")


def negative(value: Value) -> Value:
    """``-value``."""
    if isinstance(value, (int, float)):
        return -value
    raise ValueError("a negative value")


def percent(text: Value, values: Value | dict[str, Value]) -> str:
    """``text % values``."""
    found = None
    if isinstance(text, str):
        if isinstance(values, dict):
            found = format_names(text, values)
        else:
            found = format_percent(text, values if isinstance(values, tuple) else (values,))
    if found is None:
        raise ValueError("a format")
    return found


def compare(op: ast.cmpop, left: Value, right: Value) -> bool:
    """Whether two values are the same, or are not."""
    same = left == right and type(left) is type(right)
    if isinstance(op, (ast.Is, ast.Eq)):
        return same
    if isinstance(op, (ast.IsNot, ast.NotEq)):
        return not same
    raise ValueError("a comparison")


def date(values: Sequence[Value]) -> str:
    """``date(2027, 3, 1)`` as everybody writes it."""
    match values:
        case [int(year), int(month), int(day), *_] if 0 < year < 10000:
            return f"{year:04}-{month:02}-{day:02}"
    raise ValueError("a date")


def version(values: Sequence[Value]) -> str:
    """``(1, 2, 0)`` as everybody writes it; ``(2027, 3, 1)``, which can be a day, as that."""
    if not values or any(isinstance(each, bool) or not isinstance(each, int) for each in values):
        raise ValueError("a version")
    match values:
        case [int(year), int(month), int(day)] if 1970 <= year < 10000 and is_day(month, day):
            return date(values)
    return ".".join(map(str, values))


def is_day(month: int, day: int) -> bool:
    """Whether there is such a day in some year."""
    return 1 <= month <= 12 and 1 <= day <= 31
