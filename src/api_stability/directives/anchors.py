"""The anchors of what directives present, in hosts that name them themselves."""

from __future__ import annotations

import re
from typing import Final

POLICY_ANCHOR: Final = "stability-policy"
"""Of the policy's tables."""
_ODD: Final = re.compile(r"[^\w.-]")


def feature_anchor(feature: str) -> str:
    """That of a feature: two ids that differ in a letter, of whatever script, have two."""
    return f"stability-feature-{_ODD.sub('-', feature)}"
