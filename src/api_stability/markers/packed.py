"""The shipped marker sets as they were parsed: a scan of a small package must not wait for TOML.

Nothing depends on what is packed: where a set has a file that differs, the file counts.
``python -m tools.pack_markers`` packs, and a test says when that was forgotten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec

from api_stability.markers.model import MarkerSet

NAME = "packed.json"


class PackedSet(msgspec.Struct, frozen=True, kw_only=True):
    """One set, and of what it is made."""

    digest: str
    """Of the file's bytes."""
    markers: MarkerSet


def digest_of(data: bytes) -> str:
    """What tells one version of a set's file from another."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def unpack(name: str, data: bytes) -> MarkerSet | None:
    """The set *name* whose file holds *data*; ``None`` where that was not packed."""
    packed = _read_packed().get(name)
    return packed.markers if packed is not None and packed.digest == digest_of(data) else None


@lru_cache(maxsize=1)
def _read_packed() -> Mapping[str, PackedSet]:
    try:
        data = files(__package__).joinpath(NAME).read_bytes()
        return msgspec.json.decode(data, type=dict[str, PackedSet])
    except (OSError, msgspec.MsgspecError):
        return {}


def pack(sets: Mapping[str, tuple[bytes, MarkerSet]]) -> bytes:
    """The file for *sets*: for each name the bytes of its file and what they say."""
    packed = {
        name: PackedSet(digest=digest_of(data), markers=markers)
        for name, (data, markers) in sorted(sets.items())
    }
    lines = (
        f"{msgspec.json.encode(name).decode()}: {msgspec.json.encode(each).decode()}"
        for name, each in packed.items()
    )
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()
