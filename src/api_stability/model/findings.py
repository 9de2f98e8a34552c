"""Findings: policy rules that are not met."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Severity: TypeAlias = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")


class Finding(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One rule that one symbol (or source) does not meet."""

    rule: str
    severity: Severity
    symbol: str | None
    message: str
    """What is wrong and what to do."""
    file: str | None = None
    line: int | None = None
