"""What stands first on a page and is not text: data for the engine, in YAML or TOML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_SIGNS: Final = {"---": ("---", "..."), "+++": ("+++",)}
"""What opens it, and what closes it."""
_TITLE: Final = re.compile(r"title\s*[:=](?P<title>.*)")


def measure_front_matter(lines: Sequence[str]) -> int:
    """How many lines it takes; 0 where there is none."""
    ends = _SIGNS.get(lines[0].rstrip()) if lines else None
    if ends is None:
        return 0
    closing = (number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ends)
    return next(closing, -1) + 1


def find_title(lines: Sequence[str]) -> str | None:
    """The title that it gives the page, among the *lines* that it takes."""
    for line in lines:
        if found := _TITLE.match(line):
            title = found["title"].strip()
            is_quoted = title[:1] in ("'", '"') and title[-1:] == title[:1]
            return (title[1:-1] if is_quoted else title) or None
    return None
