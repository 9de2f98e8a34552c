"""Text formatting as the source asks for it, only as far as it needs no format language.

A width in a hostile format ("%99999999d") would cost memory; none is looked at.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence


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
            if specification or conversion not in {None, "s"}:
                return None
            if name and not name.isdecimal():
                parts.append(str(keywords[name]))
                continue
            parts.append(str(positional[int(name or automatic)]))
            automatic += not name
    except (ValueError, LookupError):
        return None
    return "".join(parts)


def format_percent(text: str, values: Sequence[object]) -> str | None:
    """``text % values``; ``None`` where a field is not plain ``%s`` or ``%%``."""
    rest = list(values)
    parts: list[str] = []
    for piece in re.split(r"(%.?)", text, flags=re.DOTALL):
        if piece == "%%":
            parts.append("%")
        elif piece == "%s" and rest:
            parts.append(str(rest.pop(0)))
        elif piece.startswith("%"):
            return None
        else:
            parts.append(piece)
    return None if rest else "".join(parts)
