"""What is raised when the *user's* input is wrong, and how it is worded.

Nothing else in the package raises for wrong input: sources that cannot be read become diagnostics.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class UserError(Exception):
    """Wrong usage or configuration: shown as one message, no traceback; exit code 2.

    ``where`` is the file to open, ``key`` the place in it ("sources[0].surface").
    """

    def __init__(self, message: str, *, where: str | None = None, key: str | None = None) -> None:
        self.message = message
        self.where = where
        self.key = key
        super().__init__(": ".join(part for part in (where, key, message) if part))


def nearest(name: str, valid: Iterable[str]) -> str:
    """The end of an error about an unknown *name*: the nearest valid one, else all of them."""
    known = sorted(valid)
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    if not known:
        return "none is defined"
    return "valid: " + ", ".join(known)
