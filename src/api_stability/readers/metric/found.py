"""A metric as its definition says it, whatever that is written in."""

from __future__ import annotations

import msgspec


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a list says about a metric's stability, in fields of its own."""

    level: str | None = None
    level_name: str = "stabilityLevel"
    level_line: int = 0
    deprecated: bool = False
    deprecated_name: str = "deprecatedVersion"
    deprecated_line: int = 0
    since: str | None = None
    reason: str | None = None
    alternatives: tuple[str, ...] = ()


class FoundMetric(msgspec.Struct, frozen=True, kw_only=True):
    """One metric."""

    name: str
    """With namespace, subsystem and the suffix that the client library adds."""
    kind: str
    """counter, gauge, histogram … in lower case; ``metric`` where it is not known."""
    line: int
    help: str | None = None
    help_line: int = 0
    labels: tuple[str, ...] = ()
    said: Said = Said()


class UnknownMetric(msgspec.Struct, frozen=True):
    """A definition whose name is not literal."""

    source_text: str
    line: int


def full_name(*parts: str | None) -> str:
    """Namespace, subsystem and name as Prometheus joins them; empty ones are left out."""
    return "_".join(part for part in parts if part)
