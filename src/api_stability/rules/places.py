"""Where a configuration file names an id, so that findings about it can be opened.

TOML and YAML parsers do not say on which line a value stands; the lines are searched for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from api_stability.rules.model import Place

_ID: Final = re.compile(
    r"""(?:^|[\s{,])["']?id["']?\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|([^\s"'#,}]+))"""
)


def find_places(files: Iterable[tuple[str, str]]) -> Mapping[str, Place]:
    """The first line that says ``id = "…"`` for each id; *files* are names and texts."""
    found: dict[str, Place] = {}
    for name, text in files:
        for number, line in enumerate(text.splitlines(), start=1):
            for match in _ID.finditer(line):
                value = match[1] or match[2] or match[3]
                found.setdefault(value, Place(name, number))
    return found
