"""The policy: ladder, promises, notice periods, marking conventions, graduation criteria."""

from __future__ import annotations

from typing import Annotated

import msgspec

from api_stability.model.ids import Surface
from api_stability.model.inventory import Ladder, Resolution
from api_stability.model.views import Tone


class NoticePeriod(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """How long before removal a deprecation must be announced; all that are given hold."""

    releases: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """Final releases."""
    months: Annotated[int, msgspec.Meta(ge=0)] | None = None
    days: Annotated[int, msgspec.Meta(ge=0)] | None = None
    major_only: bool = False
    """Removal only in a new major version."""


class Duration(msgspec.Struct, frozen=True, kw_only=True):
    """How long something is at a level; ``longer`` of what is given counts."""

    releases: Annotated[int, msgspec.Meta(ge=0)] | None = None
    months: Annotated[int, msgspec.Meta(ge=0)] | None = None


class Appearance(msgspec.Struct, frozen=True, kw_only=True):
    """How a level, or deprecation, is shown."""

    label: str
    tone: Tone
    badge: bool
    admonition: bool


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the ladder; the texts are whole sentences or phrases of plain text."""

    name: str
    appearance: Appearance
    summary: str
    """What a thing at this level is ("Early-stage feature for evaluation and feedback")."""
    commitment: str
    breaking_changes: str
    notice: NoticePeriod | None
    """``None``: no notice is owed."""
    notice_by_surface: tuple[tuple[Surface, NoticePeriod], ...] = ()
    removal_requires: str | None = None
    """What must exist before removal ("a documented alternative")."""
    documentation: str
    marking: str
    aliases: tuple[str, ...] = ()
    """Other words for it, compared without case."""
    minimum: Duration | None = None
    maximum: Duration | None = None


class Convention(msgspec.Struct, frozen=True, kw_only=True):
    """How a level is marked on one surface."""

    surface: Surface
    level: str
    """A level's name, or "deprecated"."""
    marking: str
    """What is written: ``@experimental``, ``DYN_BETA_*``."""


class Graduation(msgspec.Struct, frozen=True, kw_only=True):
    """What must hold before a feature moves from one level to the next."""

    start: str
    target: str
    criteria: tuple[str, ...]


class Rules(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """What must not happen, whatever notice is given."""

    deprecated_may_graduate: bool = True
    """Whether what is deprecated may move to a more stable level."""
    deprecation_needs_replacement: tuple[str, ...] = ()
    """Levels at which a thing is deprecated only when there is a replacement of at least that
    level."""
    superset: bool = False
    """Whether each level's release channel holds all that the more stable ones hold."""


class PolicyTable(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    """A table of the policy's own document, as it is there."""

    name: str
    """Shown as ``policy-NAME``."""
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Each as long as ``columns``; a piece in backticks is code."""
    source: str = ""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """A whole policy; see ``policies/*.toml`` for the file format."""

    name: str
    title: str
    reference: str
    """Where it comes from: a document's title or address."""
    levels: tuple[Level, ...]
    """From least to most stable."""
    unmarked: str
    resolution: Resolution = "weakest"
    deprecated: Appearance
    deprecated_words: tuple[str, ...]
    """Raw words that mean deprecation, not a level."""
    conventions: tuple[Convention, ...] = ()
    graduations: tuple[Graduation, ...] = ()
    checklist: tuple[str, ...] = ()
    """What a deprecation consists of, in order."""
    rules: Rules = Rules()
    tables: tuple[PolicyTable, ...] = ()

    @property
    def ladder(self) -> Ladder:
        """What resolution needs."""
        names = tuple(level.name for level in self.levels)
        return Ladder(levels=names, unmarked=self.unmarked, resolution=self.resolution)

    def level(self, name: str) -> Level | None:
        """The level called *name*, or ``None``."""
        return next((level for level in self.levels if level.name == name), None)

    def level_for(self, word: str) -> str | None:
        """The name of the level that *word* means, by name or alias without case; else ``None``."""
        folded = word.strip().casefold()
        for level in self.levels:
            if folded in (word.strip().casefold() for word in (level.name, *level.aliases)):
                return level.name
        return None
