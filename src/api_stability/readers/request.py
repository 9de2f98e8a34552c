"""What a reader is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from api_stability.markers.model import MarkerSet

Public: TypeAlias = Literal["names", "declared", "all"]


class PythonRequest(msgspec.Struct, frozen=True, kw_only=True):
    """All that reading Python packages needs."""

    source_id: str
    project: str
    root: Path
    """The folder that ``search_paths`` are relative to."""
    packages: tuple[str, ...]
    """Dotted names of packages, namespace packages or single modules."""
    search_paths: tuple[str, ...]
    """Folders that hold the packages; file paths in marks and locations are relative to them."""
    marker_sets: tuple[MarkerSet, ...]
    include: tuple[str, ...] = ()
    """Id patterns: read only these (empty: all)."""
    exclude: tuple[str, ...] = ()
    """Id patterns: never these; what cannot be read in them leaves the reading complete."""
    public: Public = "names"
    list_warnings: bool = False
    """Also say where a body warns of a deprecation, which marks nothing."""
    marked_only: bool = False
    """Only symbols with a mark, and what is inside them."""
