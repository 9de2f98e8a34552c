"""``use`` declarations, flattened: ``use a::{self, b as c, d::*}`` brings in three things."""

from __future__ import annotations

import re
from typing import Final

from api_stability.readers.rust.facts import Import

MAX_DEPTH: Final = 64
"""Braces in braces, and steps of a path."""
MAX_IMPORTS: Final = 5_000
"""Names of one declaration; with more, nobody wrote it."""
_SIMPLE: Final = re.compile(r"(?!self\b|r#)\w+(?:::(?!self\b)\w+)*(?:::\*)?")
_STEP: Final = re.compile(r"(?P<skip>\s+|//[^\n]*|/\*.*?\*/)|(?:r#)?\w+|::|[{},*]", re.DOTALL)


def flatten_use(text: str) -> tuple[Import, ...]:
    """The names that the tree *text* (what stands between ``use`` and ``;``) brings in.

    Raises `ValueError` for a tree that nobody wrote.
    """
    if _SIMPLE.fullmatch(text):  # most are, and there are many
        path = tuple(text.split("::"))
        return (Import(path[:-1], "*") if path[-1] == "*" else Import(path, path[-1]),)
    return tuple(_flatten(text))


def _flatten(text: str) -> list[Import]:
    steps = [match[0] for match in _STEP.finditer(text) if not match["skip"]]
    found: list[Import] = []
    prefixes: list[tuple[str, ...]] = [()]
    path: list[str] = []
    index = 0
    while index < len(steps):
        if len(found) >= MAX_IMPORTS:
            raise ValueError("too many names")
        step = steps[index]
        index += 1
        if len(prefixes) > MAX_DEPTH or len(path) > MAX_DEPTH:
            raise ValueError("nested too deeply")
        if step == "::":
            if not path and len(prefixes) == 1:
                path.append("")  # from the crates, not from here
        elif step == "{":
            prefixes.append((*prefixes[-1], *path))
            path = []
        elif step in {",", "}"}:
            _add(found, prefixes[-1], path, None)
            path = []
            if step == "}" and len(prefixes) > 1:
                prefixes.pop()
        elif step == "as" and path and index < len(steps):
            _add(found, prefixes[-1], path, _plain(steps[index]))
            path = []
            index += 1
        else:
            path.append(_plain(step))
    _add(found, prefixes[-1], path, None)
    return found


def _add(found: list[Import], prefix: tuple[str, ...], path: list[str], name: str | None) -> None:
    if not path:
        return
    whole = (*prefix, *path)
    if whole[-1] == "self" and len(whole) > 1:
        whole = whole[:-1]
    if whole[-1] == "*":
        found.append(Import(whole[:-1], "*"))
    else:
        found.append(Import(whole, name or whole[-1]))


def _plain(step: str) -> str:
    return step.removeprefix("r#")
