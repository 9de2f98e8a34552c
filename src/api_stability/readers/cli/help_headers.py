"""How options, arguments and commands are spelled where a help text lists them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from api_stability.readers.labels import LABEL_WORDS

_FLAG: Final = re.compile(r"(?:--?|\+)(?:\[no-?\])?[A-Za-z0-9?@#][\w.:+?@-]*|-\?")
_GAP: Final = re.compile(r"\s{2,}")
_ENCLOSED: Final = re.compile(
    r"<[^<>\[]{0,200}(?:\[[^<>]{0,200}\])?>|\{[^{}]{0,4000}\}|\[(?!no-?\])[^\[\]]{0,2000}\]|(?<!\w)'[^']{0,200}'|(?<!\w)\"[^\"]{0,200}\""
)
_METAVAR: Final = re.compile(
    r"\*|(?:<[^<>]+>|\{[^{}]*\}|\[[^\[\]]*\|[^\[\]]*\]|[A-Z][A-Z0-9_:.|=/-]*)(?:\s?\.\.\.|…)?"
    r"(?:\s(?:RANGE|RANGE…))?"
)
_LABELS: Final = frozenset((*LABEL_WORDS.levels, *LABEL_WORDS.deprecating))
_NAME: Final = re.compile(
    r"(?P<name>[A-Za-z0-9@][\w.:/@+-]{0,80}?)\*?:?"
    r"(?P<aliases>(?:\s?[,|]\s?[A-Za-z][\w-]{0,40}){1,6}|\s\([a-z][\w-]{0,40}(?:,\s[\w-]{1,40}){0,6}\))?"
    r"(?:\s[<\[A-Z][^\s]{0,60}){0,6}"
    r"(?:\s{2,}(?P<text>\S.*)|\s*$)"
)
_ALIAS: Final = re.compile(r"[A-Za-z][\w-]*")
_POSITIONAL: Final = re.compile(
    r"(?:\*\s+)?(?P<name>[<\[{]?[A-Za-z][^\s]{0,2000}?(?:\s?\.\.\.)?(?:\s\[[^\]\s]{1,80}\]|\s\.\.\.){0,3})"
    r"(?:\s{2,}(?P<text>\S.*)|\s*$)"
)
_WORD: Final = re.compile(r"[A-Za-z][\w.:-]*")
_PROSE: Final = re.compile(r"(?:\([\w ]{1,30}\)\s)?[A-Za-z][\w'/-]*,?\s+[A-Za-z\d(\"'`<]")
_MOST_WORDS: Final = 3
"""Words that a header has besides flags; prose has more."""


class Header(NamedTuple):
    """What stands before the text of an entry."""

    flags: tuple[str, ...]
    name: str
    """Of a command or a positional argument."""
    aliases: tuple[str, ...]
    default: str | None
    text: str
    """What follows on the same line."""


def read_option(line: str, *, columns: bool, column: int = 0) -> Header | None:
    """The option that *line*, without its indentation, begins with.

    *columns*: the flags stand in columns of their own, with gaps between. *column*: where other
    texts begin; a header that is too long for its column is followed by one space.
    """
    if not line.startswith(("-", "+", "*")):
        return None
    head, text = _split(line, columns=columns)
    if not text and 0 < column < len(line):
        head, text = _split_at(line, column)
    flags: list[str] = []
    default = None
    words = 0
    for token in re.split(r"[\s,|/]+", _ENCLOSED.sub(_blank, head)):
        spelled, equals, value = token.strip("()").partition("=")
        flag = spelled.rstrip(":").removesuffix("[")
        if _FLAG.fullmatch(flag):
            flags += _expand(flag)
            default = value.rstrip(":") or default if equals else default
        elif re.search(r"\w", token):
            words += 1
            if token.endswith((".", ",", ";")) and not token.endswith("..."):
                return None
    if not flags or words > _MOST_WORDS + len(flags) or (head[:1] == "+" and len(flags[0]) > 2):
        return None
    shown = _shown_default(head) if default is None else default
    return Header(tuple(dict.fromkeys(flags)), "", (), shown, text)


def _split(line: str, *, columns: bool) -> tuple[str, str]:
    """The header and what follows the gap after it."""
    position = 0
    while gap := _GAP.search(line, position):
        chunk = _GAP.split(line[gap.end() :], 1)[0]
        if not columns or not _is_column(chunk, line[: gap.start()]):
            return line[: gap.start()], line[gap.end() :]
        position = gap.end()
    return line, ""


def _split_at(line: str, column: int) -> tuple[str, str]:
    """Split at one of the first single spaces after *column* at which prose begins."""
    space = max(column - 2, 0) - 1
    for _ in range(_MOST_WORDS + 2):
        space = line.find(" ", space + 1)
        if space <= 0:
            break
        head, text = line[:space], line[space + 1 :]
        if _PROSE.match(text) and head.count("<") == head.count(">"):
            return head, text
    return line, ""


def _is_column(chunk: str, before: str) -> bool:
    """Whether a column of a table holds more of the header: flags, or the kind of a value."""
    if before.strip() == "*" or _METAVAR.fullmatch(chunk):
        return chunk.casefold() not in _LABELS
    tokens = [each for each in re.split(r"[\s,]+", chunk) if each]
    return all(_FLAG.fullmatch(each.rstrip("…")) for each in tokens)


def _blank(found: re.Match[str]) -> str:
    """A value's placeholder is no word, and what is quoted after ``=`` is a default."""
    quoted = found[0][0] in "'\""
    return found[0].strip("'\"").replace(" ", "_") if quoted else " "


def _expand(flag: str) -> list[str]:
    found = re.fullmatch(r"--\[(no-?)\](.+)", flag)
    return [f"--{found[2]}", f"--{found[1]}{found[2]}"] if found else [flag]


def _shown_default(head: str) -> str | None:
    """``--timeout=0s:`` shows a default; ``--color=<when>`` does not."""
    found = re.search(r"=(?P<value>[^\s<\[{,:]+|\[\]|'[^']*'):$", head)
    return found["value"].strip("'") if found else None


def read_command(line: str) -> Header | None:
    """The command that *line* begins with: ``run (r)   Run it.``"""
    found = _NAME.fullmatch(line)
    if found is None or _FLAG.fullmatch(line):
        return None
    aliases = tuple(_ALIAS.findall(found["aliases"] or ""))
    if aliases in {("deprecated",), ("experimental",), ("default",)}:
        # a label that stands where other programs have aliases
        return Header((), found["name"], (), None, f"({aliases[0]}) {found['text'] or ''}".strip())
    return Header((), found["name"], aliases, None, found["text"] or "")


def read_positional(line: str) -> Header | None:
    """The argument that *line* begins with: ``[FILES]...  What to read.``"""
    found = _POSITIONAL.fullmatch(line)
    name = _WORD.search(found["name"]) if found else None
    if found is None or name is None:
        return None
    return Header((), name[0].rstrip(".:"), (), None, found["text"] or "")
