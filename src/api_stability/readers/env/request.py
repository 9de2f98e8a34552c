"""What reading environment variables needs."""

from __future__ import annotations

from pathlib import Path

import msgspec

from api_stability.markers.model import MarkerSet


class EnvRequest(msgspec.Struct, frozen=True, kw_only=True):
    """All that reading the environment variables of one source needs."""

    source_id: str
    project: str
    root: Path
    paths: tuple[str, ...]
    """Files and folders."""
    prefixes: tuple[str, ...] = ()
    """What the project's own variables begin with: such a name is one wherever it is written."""
    search_paths: tuple[str, ...] = (".",)
    marker_sets: tuple[MarkerSet, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
