"""Patterns over symbol ids: ``*`` stays inside one segment, ``**`` crosses them.

Segments are separated by ``.``, ``::``, ``/``, a space or ``:``. Everything else is literal.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from api_stability.model.ids import SURFACES

_INSIDE: Final = "[^.:/ ]"
"""A character that separates no segments."""


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> re.Pattern[str]:
    """The pattern as an expression that never tries two ways to the same end.

    Patterns come with inventories of others too, and a plain ``.*a.*a.*a.*b`` takes for ever on a
    long id of only ``a``. The first place where what follows a ``**`` fits leaves the most for the
    rest, so that no other need be tried (an atomic group); only what comes last has to reach the
    end.
    """
    first, *others = re.split(r"\*\*", pattern)
    if not others:
        return re.compile(_spell_run(first, is_last=True), re.DOTALL)
    middle = "".join(f"(?>.*?{_spell_run(run, is_last=False)})" for run in others[:-1])
    last = f".*{_spell_run(others[-1], is_last=True)}"
    return re.compile(_spell_run(first, is_last=False) + middle + last, re.DOTALL)


def _spell_run(run: str, *, is_last: bool) -> str:
    """What stands between two ``**``: the same within one segment, for each ``*``."""
    first, *others = map(re.escape, run.split("*"))
    if not others:
        return first
    if not is_last:
        return first + "".join(f"(?>{_INSIDE}*?{text})" for text in others)
    middle = "".join(f"(?>{_INSIDE}*?{text})" for text in others[:-1])
    return f"{first}{middle}{_INSIDE}*{others[-1]}"


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
