"""What a directive or a role shows, beside the values of `model.views`; a mistake is one, too."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from api_stability.model.views import Badge, Chart, FeatureCard, Line, Notice, Span, Table


class Tables(msgspec.Struct, frozen=True):
    """One table or several."""

    tables: tuple[Table, ...]
    is_own: bool = True
    """Whether a row with the id of a symbol of ours is about that symbol."""


class Badges(msgspec.Struct, frozen=True):
    """Badges in a text."""

    line: Line


class Link(msgspec.Struct, frozen=True):
    """A link to where a feature is presented."""

    name: Span
    badges: tuple[Badge, ...]


class Problem(msgspec.Struct, frozen=True):
    """A mistake in what the page asks for."""

    code: str
    """Stable, in kebab case: "unknown-level"."""
    message: str
    is_told: bool = False
    """Whether there was a warning already about why it cannot be shown."""


Shown: TypeAlias = Notice | FeatureCard | Tables | Chart | Badges | Link | Problem
