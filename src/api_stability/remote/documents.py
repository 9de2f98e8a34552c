"""What was fetched, checked: a whole valid inventory, or what is the matter with it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from api_stability.model.codec import read_inventory
from api_stability.model.errors import UserError
from api_stability.model.inventory import FORMAT, Inventory
from api_stability.remote.problems import RemoteError
from api_stability.remote.unpacking import too_large

_FORMAT: Final = re.compile(rb'\s*\{\s*"format"\s*:\s*"api-stability/(\d{1,9})"')
_LONGEST: Final = 300
"""Characters of a message: it may quote what it is about."""


def read_document(data: bytes) -> Inventory:
    """The inventory in *data*; raise `RemoteError`."""
    if data[:512].lstrip()[:1] == b"<":
        raise RemoteError(
            "invalid", "this is a web page, no inventory", "correct the address of the inventory"
        )
    try:
        return read_inventory(data, where="")
    except UserError as error:
        reason = " ".join(error.message.split(";")[0].split())[:_LONGEST]
        raise RemoteError("invalid", reason, _advise(data)) from None


def read_file(path: Path, limit: int) -> Inventory:
    """The inventory at *path*, or beside the pages that are there; raise `RemoteError`."""
    try:
        if not path.is_file():  # a pipe would wait for ever
            raise RemoteError(
                "absent", "there is no such file", "correct the path, or build that project first"
            )
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise RemoteError("unreachable", error.strerror or "unreadable", "look at it") from None
    if len(data) > limit:
        raise too_large(limit)
    return read_document(data)


def _advise(data: bytes) -> str:
    found = _FORMAT.match(data)
    ours = int(FORMAT.rpartition("/")[2])
    if found and int(found[1]) > ours:
        return "update api-stability"
    if found and int(found[1]) < ours:
        return "ask that project to publish one that a newer api-stability writes"
    return "give the address of a file that `api-stability scan --format json` or Sphinx wrote"
