"""Warnings, through the logger of whatever builds."""

from __future__ import annotations

from typing import Final

from griffe import get_logger

from api_stability.renderers.printable import printable

# mkdocstrings puts what griffe's loggers are told where MkDocs and ProperDocs count warnings
_LOGGER: Final = get_logger("api_stability.griffe")


def warn(message: str, *, location: str | None = None) -> None:
    """Warn about what is at *location*, ``FILE:LINE``."""
    text = message if location is None else f"{location}: {message}"
    _LOGGER.warning("%s", printable(text))
