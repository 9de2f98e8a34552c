"""Where on a page something is: what is looked up when there is something to warn of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Final

from api_stability.directives.grammar import is_ours

NEAR: Final = 50
"""Lines before and after a line, by which it is told from others that say the same."""
MANY: Final = 20
"""Of those that say the same, so many are looked at."""
_FENCE: Final = re.compile(r"[ >]*(?:[-+*] +)*(?P<sign>`{3,}|~{3,}) *(?P<info>[^`]*)$")
_NAME: Final = re.compile(r"\{([^{}]+)\}")
_CODE: Final = re.compile(
    r"(?<![\\`])(?P<role>\{[A-Za-z][\w:.+-]*\})?(?P<sign>`+)"
    r"(?:(?!`).+?(?<!`)(?P=sign)(?!`)|[^`]*$)"
)
"""A role, or code in a text."""


@dataclass(frozen=True)
class Places:
    """The lines of a text, and where they are in the file that it was made from.

    The engine has taken away what stands before the text, and extensions have put in what stands in
    other files.
    """

    lines: Sequence[str]
    """The text as it is converted."""
    file: Path | None = None

    def locate(self, number: int | None) -> str | None:
        """File and line of line *number*, from 0; the file alone where that line is not in it."""
        if self.file is None:
            return f"line {number + 1}" if number is not None else None
        found = self._find_same(number) if number is not None else None
        return f"{self.file}:{found + 1}" if found is not None else str(self.file)

    def find_role(self, text: str, nth: int) -> int | None:
        """The number of the line where the role *text* begins for the *nth* time, from 0."""
        found = self._roles.get(text.partition("\n")[0], ())
        return found[nth][1] if nth < len(found) else None

    def _find_same(self, number: int) -> int | None:
        """The line of the file that is line *number* of the text, told by the lines around it."""
        wanted, more = self._lines[number], len(self._lines) - len(self._source)
        places = _choose_near(self._source_numbers[wanted], number - more)
        place = max(places, key=lambda each: self._count_alike(each, number), default=None)
        if place is None:
            return None
        # another line of the text may be more like it: then this one is of another file
        others = _choose_near(self._numbers[wanted], place + more)
        best = max(self._count_alike(place, other) for other in (number, *others))
        return place if self._count_alike(place, number) == best else None

    def _count_alike(self, place: int, number: int) -> int:
        """How many lines around are the same, without one between that is not."""
        before = ((place - step, number - step) for step in range(1, min(place, number, NEAR) + 1))
        left = min(len(self._source) - place, len(self._lines) - number, NEAR)
        after = ((place + step, number + step) for step in range(left))
        return sum(1 for pairs in (before, after) for _ in takewhile(self._are_same, pairs))

    def _are_same(self, pair: tuple[int, int]) -> bool:
        return self._source[pair[0]] == self._lines[pair[1]]

    @cached_property
    def _lines(self) -> list[str]:
        return [_squeeze(line) for line in self.lines]

    @cached_property
    def _source(self) -> list[str]:
        if self.file is None:
            return []
        try:
            return [_squeeze(line) for line in self.file.read_text("utf-8-sig").splitlines()]
        except (OSError, ValueError):
            return []

    @cached_property
    def _numbers(self) -> Mapping[str, list[int]]:
        return _number(self._lines)

    @cached_property
    def _source_numbers(self) -> Mapping[str, list[int]]:
        return _number(self._source)

    @cached_property
    def _roles(self) -> dict[str, list[tuple[bool, int]]]:
        """Every role, to where it is; last where it could be code, for it is indented."""
        found = defaultdict(list)
        for number, line in self._find_texts():
            for code in _CODE.finditer(line):
                if code["role"]:
                    found[code[0]].append((line.startswith("    "), number))
        for places in found.values():
            places.sort()
        return found

    def _find_texts(self) -> Iterator[tuple[int, str]]:
        """The lines that are in no fenced code; what stands in our directives is text."""
        open_fences: list[tuple[str, bool]] = []
        for number, line in enumerate(self.lines):
            fence = _FENCE.match(line)
            sign, info = (fence["sign"], fence["info"]) if fence is not None else ("", "")
            around, is_text = open_fences[-1] if open_fences else ("", True)
            if sign and around and not info.strip() and sign.startswith(around):
                open_fences.pop()
            elif is_text and sign:
                name = _NAME.match(info)
                open_fences.append((sign, name is not None and is_ours(name[1])))
            elif is_text:
                yield number, line


def _squeeze(line: str) -> str:
    """*line*, whatever white space it has."""
    return " ".join(line.split())


def _number(lines: Sequence[str]) -> Mapping[str, list[int]]:
    """What each line says, to where it does."""
    found = defaultdict(list)
    for number, line in enumerate(lines):
        found[line].append(number)
    return found


def _choose_near(numbers: Sequence[int], likely: int) -> Sequence[int]:
    """Those of the ordered *numbers* that are nearest to the *likely* one."""
    place = bisect_left(numbers, likely)
    return numbers[max(place - MANY, 0) : place + MANY]
