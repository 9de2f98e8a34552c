"""What the name of an API version says about its level.

Rule: Kubernetes, "API versioning": ``v1alpha1`` is alpha, ``v2beta3`` beta, ``v1`` stable. Another
name says nothing.
"""

from __future__ import annotations

import re
from typing import Final

VERSION: Final = r"v\d+(?:(?:alpha|beta)\d*)?"
"""An expression for version names that say something."""
_NAME: Final = re.compile(r"v\d+(?:(alpha|beta)\d*)?")


def level_of_version(name: str) -> str | None:
    """``"alpha"``, ``"beta"`` or ``"stable"``; ``None`` where *name* is made otherwise."""
    found = _NAME.fullmatch(name)
    return (found[1] or "stable") if found else None
