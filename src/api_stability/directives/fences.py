"""Directives in Markdown text: fenced blocks whose info string names one, as MyST has them.

```` ```{stability-table} ````, with three or more backticks, tildes or colons, possibly in lists
and quotes, closed by as many of the same. Options stand first, a line each (``:name: value``) or as
a YAML block between lines of three dashes. A fenced block of anything else is code, and what looks
like a directive in it is left alone.

The rules of fences are CommonMark's (spec 0.31, section 4.5), those of options MyST-Parser's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import dedent
from typing import Final

import msgspec

from api_stability.directives.grammar import Written, is_ours
from api_stability.directives.option_lines import parse_option_lines
from api_stability.directives.problems import DIRECTIVE
from api_stability.directives.uses import Options
from api_stability.model.errors import UserError

CONTAINERS: Final = r"(?P<before>[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])(?:[ \t]+|(?<=>)))*)"
_OPENING: Final = re.compile(rf"{CONTAINERS}(?P<fence>`{{3,}}|~{{3,}}|:{{3,}})(?P<info>[^\n]*)")
_DIRECTIVE: Final = re.compile(r"\{(?P<name>[A-Za-z][\w:.+-]*)\}(?:[ \t]+(?P<argument>.*))?$")
_MARKER: Final = re.compile(r"[-+*]|\d{1,9}[.)]")
_COMMENT: Final = re.compile(rf"{CONTAINERS}<!--")


class Fence(msgspec.Struct, frozen=True, kw_only=True):
    """A directive of ours in a text."""

    first: int
    """The opening line, counted from 0."""
    last: int
    """The closing line; of one that is not closed, the last line that it could have."""
    before: str
    """What stands before the fence on its first line: indentation, signs of quotes and lists."""
    written: Written
    is_closed: bool = True
    content: tuple[str, ...] = ()
    """The author's own lines, without what stands before each of them."""
    content_line: int = 0
    """The number of the first of them, counted from 0."""
    error: UserError | None = None
    """Why it cannot be understood."""


def find_fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Every directive of ours in *lines*, in order; those in another one's content are not.

    What is not closed reaches to the end of what it stands in. The time is that of reading the
    lines once, whatever they are.
    """
    number = 0
    while number < len(lines):
        opening = _OPENING.match(lines[number])
        if opening is None or not _opens(opening):
            number = _skip_comment(lines, number) + 1
        elif is_directive(opening["info"]):
            last, is_closed = _find_end(lines, number, opening)
            yield _read(lines, number, last, opening, is_closed=is_closed)
            number = last + 1
        elif opening["fence"][0] == ":":
            number += 1  # somebody else's container: what stands in it is read
        else:
            number = _find_end(lines, number, opening)[0] + 1


def _opens(opening: re.Match[str]) -> bool:
    """Whether it is a fence: backticks that close on the same line are code in a text."""
    return opening["fence"][0] != "`" or "`" not in opening["info"]


def _skip_comment(lines: Sequence[str], number: int) -> int:
    """The last line of the comment that begins on that line; the line itself where none does."""
    found = _COMMENT.match(lines[number])
    if found is None or "-->" in lines[number][found.end() :]:
        return number
    for last, line in _inside(lines, number, found["before"]):
        number = last
        if "-->" in line:
            break
    return number


def _find_end(lines: Sequence[str], first: int, opening: re.Match[str]) -> tuple[int, bool]:
    """The closing line and whether there is one: else the last line of what is around."""
    fence = opening["fence"]
    close = re.compile(rf"[ \t]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
    last = first
    for last, line in _inside(lines, first, opening["before"]):
        if close.match(line):
            return last, True
    return last, False


def _inside(lines: Sequence[str], first: int, before: str) -> Iterator[tuple[int, str]]:
    """The lines after *first* in its container, each with its number, without what stands before.

    A quote ends where its sign is missing; a list, where text is not indented.
    """
    container = Container(before)
    for number in range(first + 1, len(lines)):
        line = container.enter(lines[number])
        if line is None:
            if container.is_quoted or lines[number].strip():
                return
            line = ""
        yield number, line


class Container:
    """What a line stands in, read from what stands *before* its text: quotes, items of lists."""

    def __init__(self, before: str) -> None:
        self.is_quoted = ">" in before
        self._signs = [
            (len(sign.expandtabs(4)) if sign != ">" else 0, bool(_MARKER.search(sign)))
            for sign in re.findall(r">|[^>]+", before)
        ]

    def enter(self, line: str) -> str | None:
        """*line* without what stands before it in the container; ``None`` where it is outside."""
        rest = line
        for width, is_item in self._signs:
            text = rest.lstrip(" \t")
            if not width:
                if not text.startswith(">"):
                    return None
                rest = text[1:]
                continue
            indent = len(rest[: len(rest) - len(text)].expandtabs(4))
            if not text:
                rest = ""
            elif indent >= width:
                rest = " " * (indent - width) + text
            elif is_item or (indent == 0 and width > 3):
                return None
            else:
                rest = text
        return rest


def _read(
    lines: Sequence[str],
    first: int,
    last: int,
    opening: re.Match[str],
    *,
    is_closed: bool,
) -> Fence:
    before = opening["before"]
    enter = Container(before).enter
    return read_fence(
        opening["info"],
        [enter(line) or "" for line in lines[first + 1 : last]] if is_closed else (),
        first=first,
        last=last,
        before=before,
        unclosed=None if is_closed else opening["fence"],
    )


def is_directive(info: str) -> bool:
    """Whether a fence with that *info* string is a directive of ours."""
    found = _DIRECTIVE.match(info.strip())
    return found is not None and is_ours(found["name"])


def read_fence(
    info: str,
    inside: Sequence[str],
    *,
    first: int,
    last: int,
    before: str,
    unclosed: str | None = None,
) -> Fence:
    """The directive whose fence says *info*, with the lines *inside* of it.

    *unclosed*: the sign that would close a fence that nothing closes. `is_directive` must hold.
    """
    found = _DIRECTIVE.match(info.strip())
    assert found is not None  # noqa: S101 - as promised
    name, argument = found["name"], (found["argument"] or "").strip()
    error: UserError | None = None
    if unclosed is not None:
        message = f"{name} is not closed: write {unclosed} on a line of its own after it"
        error = UserError(message, key=DIRECTIVE)
    try:
        options, content, count = _read_options(inside)
    except UserError as wrong:
        options, content, count, error = (), [], len(inside), wrong
    while content and not content[0].strip():
        del content[0]
        count += 1
    has_content = any(line.strip() for line in content)
    return Fence(
        first=first,
        last=last,
        before=before,
        written=Written(name=name, argument=argument, options=options, has_content=has_content),
        is_closed=unclosed is None,
        content=tuple(content) if has_content else (),
        content_line=first + 1 + count,
        error=error,
    )


def _read_options(lines: Sequence[str]) -> tuple[Options, list[str], int]:
    """The options, sorted, the lines after them, and how many lines they take."""
    if lines and lines[0].startswith("---"):
        ends = (number for number, line in enumerate(lines[1:], 1) if line.startswith("---"))
        end = next(ends, None)
        if end is None:
            raise UserError("the options have no end: write --- on a line of its own after them")
        options = parse_option_lines(dedent("\n".join(lines[1:end])).split("\n"))
        rest = lines[end].lstrip("-").removeprefix(" ")
        if rest.strip():
            return options, [rest, *lines[end + 1 :]], end
        return options, list(lines[end + 1 :]), end + 1
    count = 0
    while count < len(lines) and _is_option(lines[count]):
        count += 1
    options = parse_option_lines([line.lstrip()[1:] for line in lines[:count]])
    return options, list(lines[count:]), count


def _is_option(line: str) -> bool:
    text = line.lstrip()
    return text.startswith(":") and not text.startswith(":::")
