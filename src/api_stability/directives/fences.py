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
from typing import Final

import msgspec

from api_stability.directives.grammar import Written, is_ours
from api_stability.directives.option_lines import parse_option_lines
from api_stability.directives.uses import Options
from api_stability.model.errors import UserError

_CONTAINERS: Final = r"(?P<before>[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])(?:[ \t]+|(?<=>)))*)"
_OPENING: Final = re.compile(
    rf"{_CONTAINERS}(?P<fence>`{{3,}}|~{{3,}}|:{{3,}})[ \t]*(?P<info>[^\n]*?)[ \t]*$"
)
_DIRECTIVE: Final = re.compile(r"\{(?P<name>[A-Za-z][\w:.+-]*)\}[ \t]*(?P<argument>.*)$")
_MARKER: Final = re.compile(r"[-+*]|\d{1,9}[.)]")
_COMMENT: Final = re.compile(r"[ \t>]{0,12}<!--")


class Fence(msgspec.Struct, frozen=True, kw_only=True):
    """A directive of ours in a text."""

    first: int
    """The opening line, counted from 0."""
    last: int
    """The closing line; of one that is not closed, the last line that it could have."""
    before: str
    """What stands before the fence on its first line: indentation, signs of quotes and lists."""
    written: Written
    content: tuple[str, ...] = ()
    """The author's own lines, without what stands before each of them."""
    content_line: int = 0
    """The number of the first of them, counted from 0."""
    error: UserError | None = None
    """Why it cannot be understood."""


def find_fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Every directive of ours in *lines*, in order; those in another one's content are not."""
    number = 0
    while number < len(lines):
        opening = _OPENING.match(lines[number])
        if opening is None or not _opens(opening):
            number = _skip_comment(lines, number) + 1
            continue
        last, is_closed = _find_end(lines, number, opening)
        directive = _DIRECTIVE.match(opening["info"])
        if directive is not None and is_ours(directive["name"]):
            yield _read(lines, number, last, opening, directive, is_closed=is_closed)
        elif opening["fence"][0] == ":" or not is_closed:
            last = number  # what stands in another container is read; what is not closed is not one
        number = last + 1


def _opens(opening: re.Match[str]) -> bool:
    """Whether it is a fence: backticks that close on the same line are code in a text."""
    return opening["fence"][0] != "`" or "`" not in opening["info"]


def _skip_comment(lines: Sequence[str], number: int) -> int:
    """The last line of the comment that begins on that line; the line itself where none does."""
    found = _COMMENT.match(lines[number])
    if found is None or "-->" in lines[number][found.end() :]:
        return number
    ends = (later for later in range(number + 1, len(lines)) if "-->" in lines[later])
    return next(ends, number)


def _find_end(lines: Sequence[str], first: int, opening: re.Match[str]) -> tuple[int, bool]:
    """The closing line and whether there is one: else the last line of what is around."""
    fence = opening["fence"]
    close = re.compile(rf"[ \t]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
    quoted = opening["before"].count(">")
    last = first
    for number in range(first + 1, len(lines)):
        inner = _enter(lines[number], opening["before"])
        if inner is None:
            # a quote ends where its sign is missing; a list, where text is not indented
            if quoted or lines[number].strip():
                break
            inner = ""
        last = number
        if close.match(inner):
            return number, True
    return last, False


def _enter(line: str, before: str) -> str | None:
    """*line* without what stands before it in the container; ``None`` where it is outside."""
    rest = line
    for sign in re.findall(r">|[^>]+", before):
        if sign == ">":
            inner = rest.lstrip(" \t")
            if not inner.startswith(">"):
                return None
            rest = inner[1:]
        else:
            width = len(sign.expandtabs(4))
            stripped = rest.lstrip(" \t")
            indent = len(rest[: len(rest) - len(stripped)].expandtabs(4))
            if not stripped:
                rest = ""
            elif indent >= width:
                rest = " " * (indent - width) + stripped
            elif _MARKER.search(sign) or (indent == 0 and width > 3):
                return None
            else:
                rest = stripped
    return rest


def _read(
    lines: Sequence[str],
    first: int,
    last: int,
    opening: re.Match[str],
    directive: re.Match[str],
    *,
    is_closed: bool,
) -> Fence:
    name, argument = directive["name"], directive["argument"].strip()
    before = opening["before"]
    if not is_closed:
        sign = opening["fence"]
        unclosed = UserError(f"{name} is not closed: write {sign} on a line of its own after it")
        written = Written(name=name, argument=argument)
        return Fence(first=first, last=last, before=before, written=written, error=unclosed)
    inside = [_enter(line, before) or "" for line in lines[first + 1 : last]]
    error: UserError | None = None
    try:
        options, count = _read_options(inside)
    except UserError as wrong:
        options, count, error = (), len(inside), wrong
    while count < len(inside) and not inside[count].strip():
        count += 1
    content = tuple(inside[count:])
    has_content = any(line.strip() for line in content)
    return Fence(
        first=first,
        last=last,
        before=before,
        written=Written(name=name, argument=argument, options=options, has_content=has_content),
        content=content if has_content else (),
        content_line=first + 1 + count,
        error=error,
    )


def _read_options(lines: list[str]) -> tuple[Options, int]:
    """The options, sorted, and how many lines they take."""
    if lines and lines[0].startswith("---"):
        ends = (number for number, line in enumerate(lines[1:], 1) if line.startswith("---"))
        end = next(ends, None)
        if end is None:
            raise UserError("the options have no end: write --- on a line of its own after them")
        return parse_option_lines(lines[1:end]), end + 1
    count = 0
    while count < len(lines) and _is_option(lines[count]):
        count += 1
    return parse_option_lines([line.lstrip()[1:] for line in lines[:count]]), count


def _is_option(line: str) -> bool:
    text = line.lstrip()
    return text.startswith(":") and not text.startswith(":::")
