"""From an error about what a page asks for to its stable code."""

from __future__ import annotations

from typing import Final

from api_stability.directives.shown import Problem
from api_stability.model.errors import UserError

DIRECTIVE: Final = "directive"
"""The key of errors about a directive itself: its name, its arguments, its fence."""

_UNKNOWN_VALUES: Final = {
    "columns": "unknown-column",
    DIRECTIVE: "unknown-directive",
    "feature": "unknown-feature",
    "level": "unknown-level",
    "page": "unknown-page",
    "project": "unknown-project",
    "release": "unknown-release",
    "surface": "unknown-surface",
    "symbol": "unknown-symbol",
    "tables": "unknown-table",
}
_OF_OTHERS: Final = ("unknown-symbol", "unknown-feature")


def make_problem(error: UserError, *, some_are_missing: bool = False) -> Problem:
    """What is wrong; with *some_are_missing*, what is unknown may be another project's.

    Of that project nothing could be had, and that was told.
    """
    code = code_of(error)
    return Problem(code, say_error(error), some_are_missing and code in _OF_OTHERS)


def code_of(error: UserError) -> str:
    """The cause of an *error* about a directive or its options."""
    if not error.message.startswith("unknown"):
        if error.key == DIRECTIVE:
            return "invalid-directive"
        return "invalid-option"
    if error.message.startswith("unknown option"):
        return "unknown-option"
    return _UNKNOWN_VALUES.get(error.key or "level", "invalid-option")


def say_error(error: UserError) -> str:
    """The message, and the option that it is about where it does not say so itself."""
    if error.key in (None, DIRECTIVE):
        return error.message
    if error.message.startswith(f"unknown {error.key.removesuffix('s')} "):
        return error.message
    return f"{error.key}: {error.message}"
