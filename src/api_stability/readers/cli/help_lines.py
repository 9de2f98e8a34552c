"""A help text as lines with indentation, and the titles among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple, TypeAlias

from api_stability.readers.labels import LABEL_WORDS

Kind: TypeAlias = Literal["options", "commands", "arguments", "other", "skipped", "usage"]

BOXED: Final = "\0"
"""Begins the line that stands for the upper edge of a box, with the box's title."""
_BARE: Final = re.compile(
    r"(?:global |inherited |available |additional |core )?(?:options|flags|arguments|commands|"
    r"sub-?commands|examples?|learn more|usage|environment variables|positional arguments|"
    r"parameters|description|synopsis|aliases|see also|notes?)",
    re.IGNORECASE,
)
_CAPITALS: Final = re.compile(r"[A-Z][A-Z0-9 /&()'-]{2,60}")
_SKIPPED: Final = re.compile(
    r"examples?\b|synopsis|learn more|see also|(?:environment|env(?:ironment)? ?var(?:iable)?s?)$|"
    r"exit (?:status|codes?)|notes?$|aliases|json fields|more information|authors?$|copyright|"
    r"help topics|"
    r"description|documentation|files$|bugs$",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """One line of a help text."""

    number: int
    indent: int
    text: str
    """Without indentation; empty where the line is blank."""


class Title(NamedTuple):
    """The title of a section."""

    text: str
    kind: Kind


def split_lines(text: str) -> list[Line]:
    """The lines of *text*, tabs expanded; the first one is number 1."""
    return [make_line(number, each) for number, each in enumerate(text.split("\n"), 1)]


def make_line(number: int, text: str) -> Line:
    """A line, measured."""
    expanded = text.rstrip().expandtabs(8)
    stripped = expanded.lstrip()
    return Line(number, len(expanded) - len(stripped), stripped)


def read_title(line: Line) -> Title | None:
    """The title that *line* is, if it is one."""
    if line.text.startswith(BOXED):
        title = line.text.removeprefix(BOXED)
        return Title(title, _kind(title, boxed=True))
    deepest = 1 if line.text.endswith(":") else 0
    if not line.text or line.indent > deepest or len(line.text) > 120:
        return None
    named = line.text.endswith(":") and not line.text.startswith(("-", "http"))
    if not (named or _BARE.fullmatch(line.text) or _CAPITALS.fullmatch(line.text)):
        return None
    title = line.text.rstrip(":").strip()
    return Title(title, _kind(title, boxed=False))


def _kind(title: str, *, boxed: bool) -> Kind:
    lowered = title.casefold()
    if lowered == "usage":
        return "usage"
    if _SKIPPED.match(lowered) or lowered.endswith("topics"):
        return "skipped"
    if re.search(r"\b(?:options?|flags?)\b", lowered):
        return "options"
    if re.search(r"\b(?:sub)?-?commands?\b", lowered):
        return "commands"
    if re.search(r"\b(?:arguments?|args|parameters?|positionals?)\b", lowered):
        return "arguments"
    return "commands" if boxed else "other"


def join_text(lines: Iterable[str]) -> str:
    """Paragraphs of wrapped lines: words that were cut at a hyphen are put together.

    So are labels that a narrow column cut ("[EXPERI", "MENTAL]").
    """
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        if not line.strip():
            if current:
                paragraphs.append(current)
            current = ""
        elif _is_cut(current, line.strip()):
            current += line.strip()
        else:
            current = f"{current} {line.strip()}".strip()
    if current:
        paragraphs.append(current)
    return "\n\n".join(re.sub(r"\s+", " ", each) for each in paragraphs)


def _is_cut(before: str, after: str) -> bool:
    """Whether one word ends *before* and goes on *after*."""
    if before[-1:] == "-":
        return bool(re.search(r"\w-$", before) and re.match(r"\w", after))
    begun, rest = re.search(r"[A-Z]+$", before), re.match(r"[A-Z]+(?![a-z])", after)
    if not (begun and rest):
        return False
    words = (*LABEL_WORDS.levels, *LABEL_WORDS.deprecating)
    return (begun[0] + rest[0]).casefold() in words
