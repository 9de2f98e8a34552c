"""Helm templates made readable: what ``{{ … }}`` would fill in is set aside, the lines stay.

A template is no YAML. What most of them add to it is a condition around the whole, labels and
names, so that what is left without them is the document that they make. An action inside a line is
spelled in characters that nobody writes and that mean nothing to YAML; `restore_actions` gives
back what was written. (Source of what an action is: Go, package text/template.)
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

_ACTION: Final = re.compile(
    r"\{\{(?:"
    # a group of several things is not possessive: Python before 3.11.5 would match too little
    r"-?\s*/\*(?:(?!\*/|\{\{-?\s*/\*).)*\*/\s*-?"
    r"|-?\s*(?:\"(?P<quoted>(?:[^\"\\\n]|\\.)*+)\"|`(?P<raw>[^`]*+)`)\s*-?"
    r'|(?:"(?:[^"\\\n]|\\.)*+"|`[^`]*+`|(?!\}\}|\{\{)[^"`])*'
    r")\}\}",
    re.DOTALL,
)
"""One action: a comment, a literal text, or anything else, whose texts may hold braces."""
_ASIDE: Final = 0xF0000
"""Where private characters begin that stand for those of an action."""
_SET_ASIDE: Final = re.compile("[\U000f0000-\U000fffff]+")
_OPEN: Final = "{{"


class Blanked(msgspec.Struct, frozen=True):
    """The text of a template without its actions."""

    text: str
    line: int
    """Of the first action."""


def blank_templates(text: str) -> Blanked | None:
    """*text* without template actions, each line where it was; ``None`` when there is none.

    A line of nothing but actions becomes empty. An action that is a literal text is that text.
    """
    first = _ACTION.search(text)
    if first is None:
        return None
    lines = _ACTION.sub(_set_aside, text).split("\n")
    kept = ("" if _SET_ASIDE.search(line) and _is_empty(line) else line for line in lines)
    return Blanked("\n".join(kept), text.count("\n", 0, first.start()) + 1)


def restore_actions(text: str) -> str:
    """*text*, a piece of a blanked template, as it was written."""
    return _SET_ASIDE.sub(lambda found: "".join(map(_as_written, found[0])), text)


def is_open(text: str | None) -> bool:
    """Whether part of *text* is for a template to fill in."""
    return text is not None and _OPEN in text


def _set_aside(found: re.Match[str]) -> str:
    literal = found["raw"] if found["raw"] is not None else found["quoted"]
    breaks = "\n" * found[0].count("\n")
    if literal is not None and not breaks:
        return literal
    aside = (chr(_ASIDE + ord(each)) for each in found[0] if ord(each) < 0xFFFE and each != "\n")
    return "".join(aside) + breaks


def _is_empty(line: str) -> bool:
    return not _SET_ASIDE.sub("", line).strip()


def _as_written(character: str) -> str:
    return chr(ord(character) - _ASIDE)
