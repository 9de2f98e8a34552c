"""Splits a captured text into help pages: a program's own, and those of its sub-commands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from api_stability.readers.cli.help_lines import Line

_USAGE: Final = re.compile(r"usage:?\s*(?P<line>.*)$", re.IGNORECASE)
_PROMPT: Final = re.compile(
    r"(?:[$%>]|#{1,6}|={2,}|-{2,})\s*`?(?P<words>[\w./-]+(?: [\w.:-]+)*)(?P<rest>.*)$"
)
_HELP: Final = re.compile(r"\s(?:--help|-h|-\?|help)\b")
_WORD: Final = re.compile(r"[A-Za-z0-9_.][\w./:+-]*$")


@dataclass(slots=True)
class RawPage:
    """The lines of one page."""

    words: tuple[str, ...] | None
    """Program and sub-commands as its usage says them; ``None``: it says none."""
    lines: list[Line] = field(default_factory=list)
    usage: list[str] = field(default_factory=list)
    """The text of its usage, without the word."""
    line: int = 1


def split_pages(lines: Sequence[Line], program: str) -> list[RawPage]:
    """One page for each heading or usage; the usage itself is taken out of the lines."""
    headed = list(_split_headed(lines, program))
    if len(headed) > 1:
        return [page for words, part in headed for page in _whole(part, words)]
    starts = [index for index, line in enumerate(lines) if _is_usage(line)]
    if len(starts) < 2:
        return list(_whole(list(lines), None))
    pages: list[RawPage] = []
    bounds = [_back_up(lines, start) for start in starts]
    bounds[0] = 0
    for begin, end in zip(bounds, [*bounds[1:], len(lines)], strict=True):
        pages += _whole(list(lines[begin:end]), None)
    return pages


def _is_usage(line: Line) -> bool:
    return line.indent <= 1 and bool(_USAGE.match(line.text)) and (line.text[5:6] in {":", ""})


def _split_headed(
    lines: Sequence[Line], program: str
) -> Iterator[tuple[tuple[str, ...] | None, list[Line]]]:
    """Parts that begin with a prompt or a heading which names the program."""
    words: tuple[str, ...] | None = None
    part: list[Line] = []
    name = program.split(maxsplit=1)[0]
    for line in lines:
        found = _PROMPT.match(line.text) if line.indent == 0 else None
        if found and _is_heading(line, found, name):
            if any(each.text for each in part):
                yield words, part
            said = found["words"].split()
            words, part = (name, *(each for each in said[1:] if _is_word(each))), []
            continue
        part.append(line)
    if any(each.text for each in part):
        yield words, part


def _is_heading(line: Line, found: re.Match[str], name: str) -> bool:
    """Whether *line* calls the program *name* for its help, or is a title that does."""
    if found["words"].split(maxsplit=1)[0].rpartition("/")[2] != name:
        return False
    return line.text[0] not in "$%>" or bool(_HELP.search(f" {line.text}"))


def _is_word(text: str) -> bool:
    return bool(_WORD.match(text)) and text != "help" and not text.isupper()


def _back_up(lines: Sequence[Line], usage: int) -> int:
    """Where the description begins that stands before a usage."""
    begin = usage
    for index in range(usage - 1, max(usage - 60, -1), -1):
        line = lines[index]
        if line.text and (line.indent > 2 or line.text.startswith(("-", "╰", "│"))):
            break
        if line.text and line.indent == 0:
            begin = index
        elif line.text:
            break
    return begin


def _whole(lines: list[Line], words: tuple[str, ...] | None) -> Iterator[RawPage]:
    """The page with its usage taken out, unless it is empty."""
    if not any(line.text for line in lines):
        return
    page = RawPage(words, line=next(line.number for line in lines if line.text))
    in_usage = False
    for line in lines:
        if not page.usage and _is_usage(line):
            in_usage = True
            said = _USAGE.match(line.text)
            page.usage.append(said["line"] if said else "")
            page.line = line.number
            page.lines.append(Line(line.number, 0, ""))
        elif in_usage and line.text and line.indent > 0 and not line.text.startswith("-"):
            page.usage.append(line.text)
        else:
            in_usage = in_usage and not line.text and not any(page.usage)
            page.lines.append(line)
    if page.words is None:
        page.words = read_usage_words(page.usage)
    yield page


def read_usage_words(usage: Sequence[str]) -> tuple[str, ...] | None:
    """Program and sub-commands: the plain words that a usage begins with."""
    text = next((each for each in usage if each.strip()), "")
    words: list[str] = []
    for token in text.split():
        if not _WORD.match(token) or (words and not _is_word(token)):
            break
        words.append(token.rpartition("/")[2] if not words else token)
    return tuple(words) or None
