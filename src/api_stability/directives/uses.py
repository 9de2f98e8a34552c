"""What a directive or a role asks to be shown: names and options as the page has them.

Nothing of the inventory is in these values: what they lead to is found again in every build.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from api_stability.model.views import TableName

Options: TypeAlias = tuple[tuple[str, str], ...]
"""Option names and texts as written."""


class LevelUse(msgspec.Struct, frozen=True):
    """The directive ``stability``."""

    level: str
    options: Options = ()


class FeatureUse(msgspec.Struct, frozen=True):
    """The directive ``stability-feature``."""

    feature: str
    options: Options = ()


class TableUse(msgspec.Struct, frozen=True):
    """One of the directives for a table of symbols or features."""

    table: TableName
    options: Options = ()


class ChangesUse(msgspec.Struct, frozen=True):
    """The directive ``stability-changes``."""

    old: str
    new: str
    page: str
    """The page's name: files are named relative to it."""
    options: Options = ()


class PolicyUse(msgspec.Struct, frozen=True):
    """The directive ``stability-policy``."""

    options: Options = ()


class BadgeUse(msgspec.Struct, frozen=True):
    """The role ``stability``: a level's name, or a symbol."""

    text: str


class LinkUse(msgspec.Struct, frozen=True):
    """The role ``stability-feature``."""

    feature: str
    title: str | None = None
    """The author's own words for it."""


RoleUse: TypeAlias = BadgeUse | LinkUse
"""What stands inside text."""
DirectiveUse: TypeAlias = LevelUse | FeatureUse | TableUse | ChangesUse | PolicyUse
"""What stands for itself."""
