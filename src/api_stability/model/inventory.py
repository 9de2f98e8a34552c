"""The inventory: all symbols and features of one or more projects, plus what could not be read."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

from api_stability.model.ids import Surface
from api_stability.model.symbols import Declaration, Symbol

FORMAT: Final = "api-stability/1"

Grade: TypeAlias = Literal["incomplete", "unresolved", "note"]
Resolution: TypeAlias = Literal["weakest", "nearest"]


class Ladder(msgspec.Struct, frozen=True, kw_only=True):
    """What resolution needs of a policy; kept per project so that inventories merge without it."""

    levels: tuple[str, ...]
    """From least to most stable."""
    unmarked: str
    """The level of a public symbol that nothing speaks about."""
    resolution: Resolution = "weakest"

    def rank(self, level: str | None) -> int:
        """Position from least stable; a level of another policy counts as the most stable."""
        return self.levels.index(level) if level in self.levels else len(self.levels)


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """One documented project."""

    name: str
    version: str | None
    policy: str
    ladder: Ladder


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a reader read."""

    id: str
    surface: Surface
    project: str
    root: str
    """As configured; relative to the configuration file where that is possible."""
    complete: bool
    files: int


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """What a reader or the resolution has to say.

    ``incomplete``: something is missing from the inventory; ``unresolved``: a value could not be
    known; ``note``: for information.
    """

    source: str
    grade: Grade
    code: str
    """Stable, kebab-case."""
    message: str
    """What is the matter and what to do."""
    file: str | None = None
    line: int | None = None
    symbol: str | None = None
    """Id of the symbol that it is about."""


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    """A named capability made of symbols across surfaces."""

    id: str
    title: str
    project: str
    level: str | None
    """The declared level, else the weakest non-default level of its symbols."""
    declared: str | None = None
    symbols: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    """As configured, sorted; ``symbols`` is what they matched."""
    issue: str | None = None
    proposal: str | None = None
    opt_in: str | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one reader returns for one source."""

    source: Source
    declarations: tuple[Declaration, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    not_levels: tuple[str, ...] = ()
    """Raw words of these marks that are known to be no level of any policy."""


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """Sorted and immutable; equal input gives equal bytes (see `model.codec`)."""

    format: str = FORMAT
    complete: bool = True
    projects: tuple[Project, ...] = ()
    sources: tuple[Source, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    features: tuple[Feature, ...] = ()
