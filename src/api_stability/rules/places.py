"""Where a configuration file names an id, so that findings about it can be opened.

TOML and YAML parsers do not say on which line a value stands; the lines are searched for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from api_stability.rules.model import Place

_SECTION: Final = re.compile(
    r"""\s*(?:\[\[?(?:[\w-]+\.)*)?["']?(annotations|features|sources|waivers)["']?\s*[\]:=]"""
)
_ID: Final = re.compile(
    r"""(?:^|[\s{,])["']?id["']?\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|([^\s"'#,}]+))"""
)


def find_places(files: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Place]:
    """The first line that says ``id = "…"`` in a section, for each section and id.

    *files* are names and texts. One id may stand in several sections: what is annotated may be
    waived as well.
    """
    found: dict[tuple[str, str], Place] = {}
    for name, text in files:
        section = ""
        for number, line in enumerate(text.splitlines(), start=1):
            if begins := _SECTION.match(line):
                section = begins[1]
            for match in _ID.finditer(line):
                value = match[1] or match[2] or match[3]
                found.setdefault((section, value), Place(name, number))
    return found
