"""The stages that a feature gate says it went through, also as the text of one fact.

Law: ``parse_stages(spell_stages(stages)) == stages`` for stages whose words hold no white space and
no semicolon, which is all that `spell_stages` takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

STAGES: Final = "stages"
"""Key of the fact that holds them."""
_NONE: Final = "-"
_SPELLED: Final = re.compile(
    r"(?P<release>[^\s;]+) (?P<word>[^\s;]+)"
    r"(?: default=(?P<default>true|false))?(?P<locked> locked)?"
)
_WORD: Final = re.compile(r"[^\s;]+")


class Stage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """From one release on, a level (or deprecation) and whether the gate is open by default."""

    release: str | None
    """``None`` where no version is said."""
    word: str
    """The level as written."""
    default: bool | None = None
    locked: bool = False
    """Whether the default can no longer be changed."""


def is_spellable(text: str) -> bool:
    """Whether *text* can be a release or a word of a stage."""
    return text != _NONE and _WORD.fullmatch(text) is not None


def spell_stages(stages: Iterable[Stage]) -> str:
    """``1.31 Alpha default=false; 1.34 GA default=true locked``."""
    return "; ".join(map(_spell, stages))


def parse_stages(text: str) -> tuple[Stage, ...]:
    """What `spell_stages` made *text* of; what is spelled otherwise is left out."""
    found = (_SPELLED.fullmatch(part.strip()) for part in text.split(";"))
    return tuple(
        Stage(
            release=None if each["release"] == _NONE else each["release"],
            word=each["word"],
            default=None if each["default"] is None else each["default"] == "true",
            locked=each["locked"] is not None,
        )
        for each in found
        if each is not None
    )


def _spell(stage: Stage) -> str:
    text = f"{stage.release or _NONE} {stage.word}"
    if stage.default is not None:
        text += f" default={str(stage.default).lower()}"
    return text + (" locked" if stage.locked else "")
