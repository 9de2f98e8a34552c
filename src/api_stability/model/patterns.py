"""Patterns over symbol ids: ``*`` stays inside one segment, ``**`` crosses them.

Segments are separated by ``.``, ``::``, ``/``, a space or ``:``. Everything else is literal.
"""

from __future__ import annotations

import re
from functools import lru_cache

from api_stability.model.ids import SURFACES


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*|\*)", pattern)
    return re.compile(
        "".join(
            ".*" if part == "**" else "[^.:/ ]*" if part == "*" else re.escape(part)
            for part in parts
        ),
        re.DOTALL,
    )


def match_id(pattern: str, symbol_id: str) -> bool:
    """Whether *pattern* matches the whole id, or, when it names no surface, what follows it."""
    surface = pattern.partition(":")[0]
    text = symbol_id if surface in SURFACES else symbol_id.partition(":")[2]
    return _compile(pattern).fullmatch(text) is not None


def match_any(patterns: tuple[str, ...], symbol_id: str) -> bool:
    """Whether one of *patterns* matches."""
    return any(match_id(pattern, symbol_id) for pattern in patterns)


def is_literal(pattern: str) -> bool:
    """Whether *pattern* can match one id only."""
    return "*" not in pattern
