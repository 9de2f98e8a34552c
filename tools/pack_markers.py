"""Packs the shipped marker sets, when one changed: ``python -m tools.pack_markers``."""

from __future__ import annotations

import sys
from pathlib import Path

from api_stability.markers import packed
from api_stability.markers.loader import parse_marker_set

FOLDER = Path(packed.__file__).parent


def pack_all() -> bytes:
    """What the packed file must hold."""
    sets = {}
    for file in sorted(FOLDER.glob("*.toml")):
        data = file.read_bytes()
        sets[file.stem] = (data, parse_marker_set(data.decode(), where=file.name))
    return packed.pack(sets)


def main() -> int:
    """Write the packed file."""
    (FOLDER / packed.NAME).write_bytes(pack_all())
    return 0


if __name__ == "__main__":
    sys.exit(main())
