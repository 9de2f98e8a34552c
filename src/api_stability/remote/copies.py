"""The last good copy of each inventory, kept in a cache folder."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import msgspec

from api_stability.freshness import FolderShelf
from api_stability.remote.configured import without_secrets
from api_stability.remote.fetching import Known

SCHEMA: Final = 1
PREFIX: Final = "other."
"""What the names of the files begin with, and of no others there."""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """What one address had."""

    schema: int = SCHEMA
    address: str
    checked: int
    """When the address was last asked successfully: seconds since 1970."""
    known: Known
    digest: str
    """SHA-256 of the body."""
    body: bytes | None
    """``None``: it was asked, and there is no inventory."""


class Copies:
    """The copies in *folder*; one that is damaged counts as none."""

    def __init__(self, folder: Path) -> None:
        self._shelf = FolderShelf(folder, PREFIX)

    def load(self, address: str) -> Copy | None:
        """The copy of what is at *address*."""
        address = without_secrets(address)
        data = self._shelf.load(_file_name(address))
        if data is None:
            return None
        try:
            copy = msgspec.msgpack.decode(data, type=Copy)
        except (msgspec.MsgspecError, ValueError):
            self._shelf.damaged()
            return None
        if (copy.schema, copy.address) != (SCHEMA, address):
            return None
        if copy.digest != _digest(copy.body):
            self._shelf.damaged()
            return None
        return copy

    def store(self, address: str, body: bytes | None, known: Known, *, now: int) -> None:
        """Keep what is at *address*; ``None``: that there is nothing."""
        address = without_secrets(address)
        copy = Copy(address=address, checked=now, known=known, digest=_digest(body), body=body)
        self._shelf.store(_file_name(address), msgspec.msgpack.encode(copy))

    def tidy(self) -> None:
        """Remove the copies that nobody asked for."""
        self._shelf.tidy()

    @property
    def are_damaged(self) -> bool:
        """Whether one was damaged, and so will be made anew."""
        return self._shelf.is_damaged


def _file_name(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:20]


def _digest(body: bytes | None) -> str:
    return hashlib.sha256(body or b"").hexdigest()
