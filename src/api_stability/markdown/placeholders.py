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

MARK: Final = re.compile(f"{STX}apistability:(?P<number>[0-9]+){ETX}")
ALONE: Final = re.compile(rf"^ {{0,3}}{MARK.pattern} *$", re.MULTILINE)
"""One that is a block: what is indented further is code, or goes on with a paragraph."""
_LINE: Final = re.compile(
    rf"(?P<above>(?<=\n) *\n)?(?P<indent> *){MARK.pattern}(?P<below>\n *(?=\n))?"
)
_PREFORMATTED: Final = re.compile(rf"(?P<tag></?(?:pre|textarea)\b)|{_LINE.pattern}", re.IGNORECASE)
TAB: Final = 4
"""How far what belongs to a list is indented at least, in most engines."""
_OPTION: Final = re.compile(r" *:(?!::)")
_CLOSING: Final = re.compile(r" *(?:`{3,}|~{3,}|:{3,})$")
_AROUND: Final = re.compile(r"[ >]*")


@dataclass(frozen=True)
class Held:
    """A directive, and what the author wrote."""

    fence: Fence
    source: tuple[str, ...]
    """Its lines."""
    line: int
    """The number of the first of them in the text, from 0."""
    is_parted: tuple[bool, bool]
    """Whether a blank line before, and one after the placeholder is none of the author's."""

    @property
    def content(self) -> tuple[tuple[str, ...], int]:
        """The author's own text, and the number of its first line in the text.

        Of a directive that cannot be understood it is all that is not an option.
        """
        fence = self.fence
        if fence.error is None or fence.content:
            return fence.content, self.line + fence.content_line - fence.first
        lines = [_cut(line, len(fence.before)) for line in self.source]
        first = next((n for n, line in enumerate(lines[1:], 1) if not _OPTION.match(line)), 1)
        last = len(lines) - bool(_CLOSING.match(lines[-1]))
        return tuple(lines[first:last]), self.line + first

    def spell(self, above: str, indent: str, below: str) -> str:
        """What the author wrote, in code or text that has *indent* of what stands before it.

        *above* and *below* are the blank lines around the placeholder.
        """
        first, *others = self.source
        width = len(self.fence.before)
        outside = width - len(indent)
        lines = [indent + first[width:], *(_cut(line, outside) for line in others)]
        before, after = self.is_parted
        return ("" if before else above) + "\n".join(lines) + ("" if after else below)


def _cut(line: str, width: int) -> str:
    """*line* without that much of what containers have before it."""
    around = _AROUND.match(line)
    return line[min(width, around.end() if around else 0) :]


def hold(lines: Sequence[str], held: list[Held], start: int = 0) -> list[str]:
    """*lines* with a placeholder for each directive in them, which is added to *held*.

    *start* is the number of the first line.
    """
    left: list[str] = []
    done = 0
    for fence in find_fences(lines):
        left += lines[done : fence.first]
        done = fence.last + 1
        parted = _part(lines, fence)
        placeholder = f"{fence.before}{STX}apistability:{len(held)}{ETX}"
        left += [*("",) * parted[0], placeholder, *("",) * parted[1]]
        held.append(Held(fence, tuple(lines[fence.first : done]), start + fence.first, parted))
    return [*left, *lines[done:]]


def _part(lines: Sequence[str], fence: Fence) -> tuple[bool, bool]:
    """Whether a blank line has to part *fence* from what is before it, and from what is after.

    In nested lists, text and what stands below it, further in or further out, would be one.
    """
    is_deep = not fence.before.strip() and len(fence.before) >= TAB
    after = lines[fence.last + 1] if fence.last + 1 < len(lines) else ""
    return (
        is_deep and fence.first > 0 and bool(lines[fence.first - 1].strip()),
        0 < _measure(after) < len(fence.before),
    )


def _measure(line: str) -> int:
    """How far *line* is indented; not at all where it is blank."""
    text = line.lstrip(" ")
    return len(line) - len(text) if text else 0


def restore_code(text: str, held: Sequence[Held], escape: Callable[[str], str]) -> str:
    """*text* with what the author wrote in the place of each placeholder, escaped."""
    return _LINE.sub(lambda found: _spell(found, held, escape), text)


def restore_rest(
    text: str, held: Sequence[Held], escape: Callable[[str], str]
) -> tuple[str, list[Held]]:
    """The same of HTML, and what is in it that is not preformatted: meant to be shown."""
    depth = 0
    missed: list[Held] = []

    def spell(found: re.Match[str]) -> str:
        nonlocal depth
        if found["tag"]:
            depth += -1 if found["tag"].startswith("</") else 1
            return found[0]
        number = int(found["number"])
        if depth <= 0 and number < len(held):
            missed.append(held[number])
        return _spell(found, held, escape)

    return _PREFORMATTED.sub(spell, text), missed


def _spell(found: re.Match[str], held: Sequence[Held], escape: Callable[[str], str]) -> str:
    number = int(found["number"])
    if number >= len(held):
        return found[0]
    return escape(held[number].spell(found["above"] or "", found["indent"], found["below"] or ""))
