"""Warnings: one type, a stable subtype for each cause.

``suppress_warnings = ["api_stability.unresolved"]`` silences one cause, ``["api_stability"]`` all.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.util import logging

from api_stability.renderers.printable import printable, printable_name

TYPE: Final = "api_stability"

logger = logging.getLogger(__name__)


def warn(subtype: str, message: str, *, location: nodes.Node | str | None = None) -> None:
    """Warn; *message* is plain text, and stays on one line with the *location*, node or file."""
    where = printable_name(location) if isinstance(location, str) else location
    # the text goes in as an argument, so that a "%" in it is no placeholder
    logger.warning("%s", printable(message), location=where, type=TYPE, subtype=subtype)


def note(message: str, *, location: str | None = None) -> None:
    """Say something for information, where it is asked for: as `warn` does."""
    where = printable_name(location) if location is not None else None
    logger.verbose("%s", printable(message), location=where)
