"""Regions: what stands between two comments, and is put anew when what it shows has changed.

``<!-- stability:begin NAME ARGUMENT :option: value -->`` to ``<!-- stability:end -->``, each alone
on its lines; in MDX, which has no comments of HTML, between ``{/*`` and ``*/}``. NAME, ARGUMENT and
options are those of a directive. Options stand on the first line, or each on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Final

import msgspec

from api_stability.directives.fences import CONTAINERS, Container
from api_stability.directives.grammar import Written
from api_stability.directives.option_lines import parse_option_lines
from api_stability.directives.problems import DIRECTIVE
from api_stability.model.errors import UserError
from api_stability.pages.mistakes import Mistake, mistake_of

_WORDS: Final = ("begin", "end")
_COMMENT: Final = re.compile(rf"{CONTAINERS}(?P<sign><!--|\{{/\*)[ \t]*(?P<rest>stability:\w.*|)$")
_WORD: Final = re.compile(r"[ \t]*stability:(?P<word>\w+)")
_CLOSING: Final = {"<!--": "-->", "{/*": "*/}"}
_INLINE: Final = re.compile(r"(?:<!--|\{/\*)[ \t]*stability:(?:begin|end)\b")
_OPTION: Final = re.compile(r"(?:^|(?<=[ \t])):(?P<name>[A-Za-z][\w-]*):(?=[ \t]|$)")
_UNCLOSED: Final = "unclosed-comment"
LONGEST: Final = 60
"""Lines of one comment: more options than there are."""


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """One of the comments that bound regions."""

    first: int
    """The line that it begins on, counted from 0."""
    last: int
    before: str
    """What stands before it: indentation, signs of quotes and lists."""
    word: str
    body: tuple[str, ...]
    """What stands in it after the word, by line."""
    mistake: Mistake | None = None


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A region of a page."""

    begin: Comment
    end: Comment
    written: Written

    @property
    def inside(self) -> range:
        """The lines that are put anew, counted from 0."""
        return range(self.begin.last + 1, self.end.first)


def find_comments(lines: Sequence[str]) -> list[Comment]:
    """All comments that look like ours, those in code included."""
    found: list[Comment] = []
    number = 0
    while number < len(lines):
        match = _COMMENT.match(lines[number])
        if match is None:
            number += 1
            continue
        comment = _read_comment(lines, number, match)
        if comment is not None:
            found.append(comment)
        number = comment.last + 1 if comment is not None else number + 1
    return found


def _read_comment(lines: Sequence[str], first: int, match: re.Match[str]) -> Comment | None:
    container, closing = Container(match["before"]), _CLOSING[match["sign"]]
    line, last = match["rest"], first
    if not line and first + 1 < len(lines):  # the sign of the comment has a line of its own
        last += 1
        line = container.enter(lines[last]) or ""
    found = _WORD.match(line)
    if found is None or not get_close_matches(found["word"], _WORDS, n=1):
        return None  # somebody else's
    word, line, body = found["word"], line[found.end() :], []
    mistake = _check_word(word, first)
    while True:
        text, closed, after = line.partition(closing)
        body.append(text)
        if closed or last + 1 == len(lines) or last - first > LONGEST:
            break
        last += 1
        line = container.enter(lines[last]) or ""
    if not closed:
        last = first
        told = f"the comment is not closed: write {closing} at its end"
        mistake = mistake or Mistake(first + 1, _UNCLOSED, told)
    elif after.strip():
        mistake = mistake or _not_alone(last)
    return Comment(
        first=first, last=last, before=match["before"], word=word, body=tuple(body),
        mistake=mistake,
    )  # fmt: skip


def _check_word(word: str, line: int) -> Mistake | None:
    if word in _WORDS:
        return None
    (meant,) = get_close_matches(word, _WORDS, n=1)
    message = f"unknown word 'stability:{word}'; did you mean 'stability:{meant}'?"
    return Mistake(line + 1, "unknown-comment", message)


def _not_alone(line: int) -> Mistake:
    message = "the comment stands beside other text: write it on a line of its own"
    return Mistake(line + 1, "comment-not-alone", message)


def find_insides(comments: Sequence[Comment]) -> Iterator[range]:
    """The lines between two comments that can be a region's, wherever they stand.

    What is written there must not decide what is code below it.
    """
    for one, other in pairwise(comments):
        if (one.word, other.word) == ("begin", "end"):
            yield range(one.last + 1, other.first)


def find_regions(
    lines: Sequence[str], comments: Sequence[Comment], code: Collection[int]
) -> tuple[list[Region], list[Mistake]]:
    """The regions whose comments are not *code*, in order, and what is wrong with others."""
    regions: list[Region] = []
    mistakes = _find_hidden(lines, comments, code)
    opened: Comment | None = None
    for comment in comments:
        if comment.first in code:
            continue
        if comment.mistake is not None:
            mistakes.append(comment.mistake)
            if comment.mistake.code == _UNCLOSED:
                continue
        if comment.word == "begin":
            if opened is not None:
                mistakes.append(_unclosed(opened, f"before line {comment.first + 1}"))
            opened = comment
        elif comment.word == "end":
            if opened is None:
                message = "nothing ends here: there is no stability:begin before it"
                mistakes.append(Mistake(comment.first + 1, "end-without-begin", message))
            else:
                _add(opened, comment, regions, mistakes)
            opened = None
    if opened is not None:
        mistakes.append(_unclosed(opened, "after it"))
    return regions, mistakes


def _unclosed(opened: Comment, where: str) -> Mistake:
    message = f"the region has no end: write a comment with stability:end {where}"
    return Mistake(opened.first + 1, "unclosed-region", message)


def _add(begin: Comment, end: Comment, regions: list[Region], mistakes: list[Mistake]) -> None:
    if any(text.strip() for text in end.body):
        message = "stability:end takes nothing: it ends the region that was begun last"
        mistakes.append(Mistake(end.first + 1, "invalid-end", message))
    try:
        regions.append(Region(begin=begin, end=end, written=_read_body(begin.body)))
    except UserError as error:
        mistakes.append(mistake_of(error, begin.first))


def _read_body(body: Sequence[str]) -> Written:
    """What a comment says after its word; raise `UserError` for what is no option."""
    options = list(_OPTION.finditer(body[0]))
    head = body[0][: options[0].start()] if options else body[0]
    words = head.split(maxsplit=1)
    if not words:
        raise UserError(
            "stability:begin needs the name of a directive: stability-table …", key=DIRECTIVE
        )
    ends = [*(each.start() for each in options[1:]), *([len(body[0])] if options else ())]
    lines = [
        f"{each['name']}: {body[0][each.end() : end].strip()}".rstrip()
        for each, end in zip(options, ends, strict=True)
    ]
    for line in body[1:]:
        if text := line.strip():
            if not text.startswith(":"):
                raise UserError(f"{text!r} is no option; write :name: value, on a line of its own")
            lines.append(text[1:])
    return Written(
        name=words[0].removeprefix("{").removesuffix("}"),
        argument=words[1].strip() if words[1:] else "",
        options=parse_option_lines(lines),
    )


def _find_hidden(
    lines: Sequence[str], comments: Sequence[Comment], code: Collection[int]
) -> list[Mistake]:
    """A mistake for each comment that stands in a line of text, where it bounds nothing."""
    taken = {line for each in comments for line in range(each.first, each.last + 1)}
    mistakes = []
    for number, line in enumerate(lines):
        found = _INLINE.search(line) if "stability:" in line else None
        if found is None or number in code or number in taken:
            continue
        if line.count("`", 0, found.start()) % 2 == 0:  # in backticks it is code
            mistakes.append(_not_alone(number))
    return mistakes
