"""Which texts of a policy's file are words for a reader: those that can be in another language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

Translate: TypeAlias = Callable[[str], str]

_KEYS: Final = frozenset(
    (
        "label",
        "summary",
        "commitment",
        "breaking-changes",
        "removal-requires",
        "documentation",
        "marking",
        "criteria",
        "checklist",
        "title",
        "columns",
        "rows",
    )
)
"""Keys, at any depth, whose values are such texts, or hold nothing but such texts."""

_CODE: Final = re.compile(
    r"`[^`]*`(, `[^`]*`)*"  # all of it in backticks
    r"|[#@/]\S.*"  # an attribute, a decorator, a path
    r"|\w+: [\w.]+"  # a field and its value
    r"|v\d\w*|[A-Z]+_\S*"  # a version of an API, a variable
)


def as_written(text: str) -> str:
    """No translation."""
    return text


def translate_table(table: Mapping[str, Any], translate: Translate) -> dict[str, Any]:
    """The TOML *table* of a policy with every text for readers put through *translate*."""
    said = {key: value for key, value in table.items() if key != "title"}  # names a document
    return {**table, **_translate(said, translate)}


def find_texts(table: Mapping[str, Any]) -> Iterator[str]:
    """Every text for readers in the TOML *table* of a policy, in order."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    translate_table(table, note)
    yield from found


def _translate(value: Any, translate: Translate, *, is_said: bool = False) -> Any:
    if isinstance(value, str):
        return translate(value) if is_said and not _CODE.fullmatch(value) else value
    if isinstance(value, list):
        return [_translate(each, translate, is_said=is_said) for each in value]
    if isinstance(value, dict):
        # a convention has levels for keys, each with what is written there
        is_convention = "surface" in value
        return {
            key: _translate(
                each, translate, is_said=key in _KEYS or (is_convention and key != "surface")
            )
            for key, each in value.items()
        }
    return value
