"""Which other projects there are, and where their inventories may be found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import SplitResult, urlsplit

import msgspec

from api_stability.model.errors import UserError

INVENTORY_NAME: Final = "stability.json"
"""What the file is called beside a project's pages."""


class Remote(msgspec.Struct, frozen=True, kw_only=True):
    """Another project, as configured."""

    name: str
    """What it is called here."""
    base: str
    """Where its pages are: an address, or a path."""
    places: tuple[str, ...]
    """Where its inventory may be, in the order to try them: addresses and paths."""
    promised: bool = True
    """Whether somebody said that there is one; else it is no problem when there is none."""


def read_remotes(table: object) -> tuple[tuple[Remote, ...], tuple[UserError, ...]]:
    """The projects of a *table* in the manner of intersphinx, and what is wrong with other entries.

    ``{"name": "base"}``, ``{"name": ("base", None)}``, ``{"name": ("base", "place")}`` or
    ``{"name": ("base", ("place", None))}``; ``None`` is `INVENTORY_NAME` below the base. The key of
    each error is the entry's name.
    """
    if not isinstance(table, Mapping):
        return (), (UserError('must be {"name": ("https://…", None)}'),)
    found: list[Remote] = []
    errors: list[UserError] = []
    for name, value in table.items():
        try:
            found.append(_read_entry(name, value))
        except UserError as error:
            errors.append(UserError(error.message, key=str(name)))
    return tuple(found), tuple(errors)


def find_places(base: str, places: Iterable[str | None]) -> tuple[str, ...]:
    """Where an inventory may be, for pages that are at *base*."""
    return tuple(place or f"{base.rstrip('/')}/{INVENTORY_NAME}" for place in places)


def is_address(place: str) -> bool:
    """Whether *place* is on the network; else it is a path."""
    return "://" in place


def split_address(address: str) -> SplitResult | None:
    """The parts of an http(s) *address*; ``None`` for anything else."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises for one that is none
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


def without_secrets(address: str) -> str:
    """*address* as it may be shown: without name and password."""
    return re.sub(r"(?<=://)[^/?#]*@", "", address)


def as_folder(base: str) -> str:
    """*base* as what addresses below it begin with."""
    return f"{without_secrets(base).rstrip('/')}/"


def _read_entry(name: object, value: object) -> Remote:
    if not isinstance(name, str) or not name.strip():
        raise UserError("the name of a project must be text")
    base, places = _read_value(value)
    for place in (base, *places):
        if place is not None and is_address(place) and split_address(place) is None:
            shown = without_secrets(place)
            raise UserError(f"{shown!r} is no http or https address; a file is named by its path")
    if base.endswith(".json") and places == (None,):
        # the inventory itself was named: its pages are beside it
        base, places = base.rpartition("/")[0] or ".", (base,)
    return Remote(name=name, base=base, places=find_places(base, places))


def _read_value(value: object) -> tuple[str, tuple[str | None, ...]]:
    if isinstance(value, str):
        value = (value, None)
    if isinstance(value, tuple | list) and len(value) == 2:
        base, given = value
        several = isinstance(given, tuple | list)
        places = tuple(given) if several else (given,)
        fitting = all(place is None or (isinstance(place, str) and place) for place in places)
        if isinstance(base, str) and base and places and fitting:
            return base, places
    raise UserError(
        'must be an address or path, or it and where the inventory is: ("https://…", None)'
    )
