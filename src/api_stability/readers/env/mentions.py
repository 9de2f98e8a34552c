"""What sources say about environment variables, one place at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from api_stability.readers.cli.collected import Deprecated, Place

Use: TypeAlias = Literal["read", "named"]


@dataclass(slots=True)
class Mention:
    """One place that reads a variable, or names it."""

    name: str
    place: Place
    use: Use = "read"
    default: str | None = None
    flags: tuple[str, ...] = ()
    """Options of a command line that say the same."""
    text: str | None = None
    """What is said about it: a help text, a doc comment."""
    form: Literal["help", "docstring", "comment"] = "help"
    deprecated: Deprecated | None = None
    level: str | None = None
    """The word of a level that the code says."""
    tested: bool = False
    """Whether it is only asked for being there, as a warning about an old name does."""
    option: bool = False
    """Whether it is the variable of an option: another spelling of it."""


@dataclass(slots=True)
class Renaming:
    """Names of one variable, newest first."""

    names: tuple[str, ...]
    place: Place
    by: str
    """What says so: a helper's path, or ``fallback``."""
    removal: str | None = None


@dataclass(slots=True)
class Findings:
    """All that was found."""

    mentions: list[Mention] = field(default_factory=list)
    renamings: list[Renaming] = field(default_factory=list)
    computed: list[tuple[str, Place]] = field(default_factory=list)
    """Source text of names that cannot be known."""
