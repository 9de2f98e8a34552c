"""Placeholders: lines that no source can contain, each in the place of a directive.

The parser of blocks carries them wherever the author put them: into lists, quotes, tabs and
admonitions. One that ends up in code was an example, and becomes what the author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from markdown.util import ETX, STX

from api_stability.directives.fences import Fence, find_fences

MARK: Final = re.compile(f"{STX}apistability:([0-9]+){ETX}")
ALONE: Final = re.compile(rf"^ {{0,3}}{MARK.pattern}[ \t]*$", re.MULTILINE)
"""One that is a block: what is indented further is code, or goes on with a paragraph."""
_INDENTED: Final = re.compile(rf"([ \t]*){MARK.pattern}")


@dataclass(frozen=True)
class Held:
    """A directive, and what the author wrote."""

    fence: Fence
    source: tuple[str, ...]
    """Its lines, without what stands before each of them."""
    line: int
    """The number of the first of them in the text, from 0."""


def hold(lines: Sequence[str], held: list[Held], start: int = 0) -> list[str]:
    """*lines* with a placeholder for each directive in them, which is added to *held*.

    *start* is the number of the first line.
    """
    left: list[str] = []
    done = 0
    for fence in find_fences(lines):
        left += lines[done : fence.first]
        width = len(fence.before)
        source = tuple(line[width:] for line in lines[fence.first : fence.last + 1])
        left.append(f"{fence.before}{STX}apistability:{len(held)}{ETX}")
        held.append(Held(fence, source, start + fence.first))
        done = fence.last + 1
    return [*left, *lines[done:]]


def restore(text: str, held: Sequence[Held], escape: Callable[[str], str]) -> str:
    """*text* with what the author wrote in the place of each placeholder, escaped."""

    def spell(found: re.Match[str]) -> str:
        number = int(found[2])
        if number >= len(held):
            return found[0]
        lines = escape("\n".join(held[number].source)).split("\n")
        return "\n".join(found[1] + line for line in lines)

    return _INDENTED.sub(spell, text)
