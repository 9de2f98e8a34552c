"""Files of a configuration: tables in TOML or YAML, and the lines of their entries."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec

from api_stability.model.errors import UserError
from api_stability.model.validation import decode_text, parse_toml

_HEADER: Final = re.compile(r"\s*\[\[\s*(?:tool\s*\.\s*[\w-]+\s*\.\s*)?([\w-]+)\s*\]\]")
_SECTION: Final = re.compile(r"\s*(?:\[\s*([\w-]+)|([\w-]+)\s*[=.])")

Lines: TypeAlias = dict[tuple[int | str, ...], int]
"""The line of a section, by its name; of an entry of it, by that and its number or key there."""


class LocatedTable(msgspec.Struct, frozen=True):
    """What a file holds, and where its entries begin."""

    table: Any
    lines: Lines


def read_table(file: Path) -> LocatedTable:
    """Read a TOML or YAML file; raise `UserError` naming it, and the line where that is known.

    In YAML whatever is neither true, false nor null is text as it is written: ``1.10`` stays that.
    """
    text = read_config_text(file)
    if file.suffix in {".yaml", ".yml"}:
        from api_stability.config_yaml import read_yaml_table

        return LocatedTable(*read_yaml_table(text, str(file)))
    return LocatedTable(parse_toml(text, where=str(file)), find_toml_lines(text))


def read_config_text(file: Path) -> str:
    """The text of a configuration file; raise `UserError` naming it."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UserError(error.strerror or "cannot be read", where=str(file)) from None
    return decode_text(data, where=str(file))


def find_toml_lines(text: str) -> Lines:
    """The lines of sections, and of ``[[section]]`` headers: a list in one piece has no others."""
    lines: Lines = {}
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        begins = _SECTION.match(line)
        if begins is not None and not counts:
            lines.setdefault((begins[1] or begins[2],), number)
        found = _HEADER.match(line)
        if found is not None:
            count = counts.get(found[1], 0)
            lines.setdefault((found[1],), number)
            lines[found[1], count] = number
            counts[found[1]] = count + 1
    return lines
