"""Expressions as source gives them: parsed, and with the place that gives names their meaning."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from api_stability.readers.python.facts import ModuleFacts


class UnknownValueError(Exception):
    """A value that static reading cannot know."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression is evaluated."""

    facts: ModuleFacts
    line: int
    scope: str = ""
    env: Mapping[str, Given | None] = field(default_factory=dict)
    """Parameters of a decorator that is being evaluated; ``None``: not given, without default."""


@dataclass(frozen=True, slots=True)
class Given:
    """An expression together with the place that gives its names their meaning."""

    node: ast.expr
    place: Place


OPAQUE: Final = ast.Constant(value=...)
"""Stands for source text that cannot be parsed again: too deep for brackets around it."""


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> ast.expr:
    """Parse source text that was an expression; `OPAQUE`, which never folds, where it is none."""
    try:
        return ast.parse(f"(\n{text}\n)", mode="eval").body
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        return OPAQUE


def source_of(node: ast.expr) -> str:
    """The expression as source, for messages."""
    try:
        return ast.unparse(node)
    except RecursionError:
        return "…"
