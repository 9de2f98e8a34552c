"""Order of rows: versions as versions, numbers in names as numbers; the same on every run."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from packaging.version import InvalidVersion, Version

from api_stability.model.ids import SURFACES, display_name

NaturalKey: TypeAlias = tuple[tuple[tuple[int, int, str], ...], str]

_SURFACE_ORDER: Final[dict[str, int]] = {name: index for index, name in enumerate(SURFACES)}
_FIRST: Final = Version("0.dev0")


def natural_key(text: str) -> NaturalKey:
    """Sort ``v1beta2`` before ``v1beta10``, and without case; ties by the text itself."""
    parts = re.split(r"([0-9]+)", text.casefold())
    steps = tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part)
    return steps, text


def surface_key(surface: str) -> int:
    """The place of a surface in the order of the model."""
    return _SURFACE_ORDER.get(surface, len(_SURFACE_ORDER))


def id_key(symbol_id: str) -> tuple[int, NaturalKey]:
    """By surface, then by name."""
    surface = symbol_id.partition(":")[0]
    return surface_key(surface), natural_key(display_name(symbol_id) or symbol_id)


def moment_key(text: str | None) -> tuple[int, Version, NaturalKey]:
    """Dates first, then versions, then phrases, then nothing."""
    if not text:
        return 3, _FIRST, natural_key("")
    if re.match(r"\d{4}-\d{2}", text):
        return 0, _FIRST, natural_key(text)
    try:
        return 1, Version(text), natural_key(text)
    except InvalidVersion:
        return 2, _FIRST, natural_key(text)
