"""Helm templates made readable: what ``{{ … }}`` would fill in is left open, the lines stay.

A template is no YAML. What most of them add to it is a condition around the whole, labels and
names, so that what is left without them is the document that they make.
"""

from __future__ import annotations

from typing import Final

import msgspec

OPEN: Final = "\ue000"
"""Stands in a text for what a template would fill in; a character that nobody writes."""


class Blanked(msgspec.Struct, frozen=True):
    """The text of a template without its actions."""

    text: str
    line: int
    """Of the first action."""


def blank_templates(text: str) -> Blanked | None:
    """*text* without template actions, each line where it was; ``None`` when there is none.

    A line of nothing but actions becomes empty; elsewhere `OPEN` takes an action's place.
    """
    pieces: list[str] = []
    first: int | None = None
    done = 0
    while (start := text.find("{{", done)) >= 0 and (end := text.find("}}", start + 2)) >= 0:
        first = start if first is None else first
        pieces += (text[done:start], OPEN + "\n" * text.count("\n", start, end))
        done = end + 2
    if first is None:
        return None
    pieces.append(text[done:])
    lines = "".join(pieces).split("\n")
    kept = ("" if OPEN in line and not line.replace(OPEN, "").strip() else line for line in lines)
    return Blanked("\n".join(kept), text.count("\n", 0, first) + 1)


def is_open(text: str | None) -> bool:
    """Whether part of *text* is for a template to fill in."""
    return text is not None and OPEN in text
