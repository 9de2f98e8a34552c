"""What reading Rust crates needs."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

Public: TypeAlias = Literal["declared", "all"]


class RustRequest(msgspec.Struct, frozen=True, kw_only=True):
    """All that reading Rust crates needs."""

    source_id: str
    project: str
    root: Path
    """The folder that ``crates`` and the files in marks and locations are relative to."""
    crates: tuple[str, ...]
    """Folders that hold a ``Cargo.toml``: of a crate, of a workspace, or of both."""
    rustdoc: tuple[str, ...] = ()
    """Files with rustdoc's JSON, each of one of the crates."""
    public: Public = "declared"
    include: tuple[str, ...] = ()
    """Id patterns: only these (empty: all)."""
    exclude: tuple[str, ...] = ()
    """Id patterns: never these."""
    marked_only: bool = False
    """Only symbols with a mark, and what is inside them."""
