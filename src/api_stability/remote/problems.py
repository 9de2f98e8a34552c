"""Why an inventory could not be had."""

from __future__ import annotations

from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "absent", "refused", "unreachable", "slow", "redirects", "too-large", "broken", "invalid"
]


class RemoteError(Exception):
    """What is the matter with one place, and what to do about it."""

    def __init__(self, kind: Kind, reason: str, advice: str) -> None:
        super().__init__(f"{reason}; {advice}")
        self.kind: Kind = kind
        self.reason = reason
        self.advice = advice
