"""What a marker set says, as values."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

import msgspec

Role: TypeAlias = Literal[
    "level",
    "reason",
    "since",
    "removal",
    "alternative",
    "gate",
    "issue",
    "feature",
    "parameter",
    "other",
]
"""What a value means.

``parameter``: the mark is about that parameter of the function (a list: about each of them).
``other``: when it is given, the mark is about something else and says nothing about the object.
"""

ROLES: Final[tuple[Role, ...]] = get_args(Role)

ParameterKind: TypeAlias = Literal["positional", "any", "keyword", "*", "**"]


class Parameter(msgspec.Struct, frozen=True):
    """One parameter of a decorator's signature."""

    name: str
    kind: ParameterKind = "any"
    default: str | None = None
    """Source text of the default; ``None`` when it must be given."""


class Argument(msgspec.Struct, frozen=True, kw_only=True):
    """What one argument of a decorator means."""

    key: str
    """A parameter's name, a position from 0, or ``*`` for each positional argument."""
    field: str | None = None
    """The keyword of the call that is the argument: ``name`` in ``@removed(Old(name="x"))``."""
    role: Role
    append: bool = False
    """Reasons only: follows the other text instead of standing for it."""
    required: bool = False
    """Without this argument the decorator is no mark."""
    values: tuple[tuple[str, str], ...] = ()
    """What the values that matter mean, by literal or by the last step of a name; other literals
    mean nothing. Empty: the value speaks for itself."""


class DecoratorMarker(msgspec.Struct, frozen=True, kw_only=True):
    """One decorator that marks what it decorates."""

    paths: tuple[str, ...]
    """Where it can be imported from, canonical path first; ``*`` and ``**`` as in patterns."""
    level: str | None = None
    """The raw word, where no argument says it."""
    deprecates: bool = False
    parameters: tuple[Parameter, ...] | None = None
    """Its signature; ``None``: arguments are known only by name and position as they are given."""
    arguments: tuple[Argument, ...] = ()


class MarkerSet(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one data file says."""

    name: str
    source: str
    """Where the facts are from."""
    decorators: tuple[DecoratorMarker, ...] = ()
    attributes: tuple[tuple[str, Role], ...] = ()
    """Attributes whose assignment marks an object; a decorator that assigns one is a marker."""
    module_names: tuple[str, ...] = ()
    """Level words that a module's own name says, without leading underscores."""
    deprecating: tuple[str, ...] = ()
    """Raw words that mean deprecation rather than a level."""
