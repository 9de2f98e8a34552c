"""What reading command lines needs."""

from __future__ import annotations

from pathlib import Path

import msgspec

from api_stability.markers.model import MarkerSet
from api_stability.readers.cli.collected import FamilyName


class CliRequest(msgspec.Struct, frozen=True, kw_only=True):
    """All that reading the command lines of one source needs; each pair begins with a program."""

    source_id: str
    project: str
    root: Path
    programs: tuple[tuple[str, str], ...] = ()
    """Where the code of each begins: a file, folder or module, with ``:name`` or without."""
    help: tuple[tuple[str, str], ...] = ()
    """Captured help texts."""
    help_family: tuple[tuple[str, FamilyName], ...] = ()
    """The library whose help texts they are, where that is said."""
    objects: tuple[tuple[str, str], ...] = ()
    """Objects to import, ``module:name``."""
    search_paths: tuple[str, ...] = (".",)
    marker_sets: tuple[MarkerSet, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
