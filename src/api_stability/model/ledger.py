"""The ledger: what happened to symbols, release by release; its JSON, and the schema of that."""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias

import msgspec

from api_stability.model.codec import decode_json, facts_schema
from api_stability.model.errors import UserError
from api_stability.model.facts import Facts

FORMAT: Final = "api-stability-ledger/1"

EventKind: TypeAlias = Literal[
    "added", "level", "deprecated", "undeprecated", "moved", "removed", "returned"
]


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What happened to a symbol in one release.

    ``level`` and ``deprecated`` may repeat what was so before, where only ``facts`` changed.
    """

    release: str
    event: EventKind
    level: str | None = None
    """The policy's level from then on; ``None`` where the event says nothing about it."""
    facts: Facts | None = None
    """What else was so from then on, as text: ``stage``, ``default``, ``locked`` of a gate."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """The history of one symbol."""

    id: str
    aliases: tuple[str, ...] = ()
    """Every other id of it, earlier ones included; sorted."""
    events: tuple[Event, ...] = ()
    """From the first release to the last."""


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """A release that the ledger knows."""

    version: str
    date: str | None = None
    """``YYYY-MM-DD``."""


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """History of the symbols of one project."""

    format: str = FORMAT
    project: str
    releases: tuple[Release, ...] = ()
    """From the first to the last."""
    entries: tuple[Entry, ...] = ()
    """Sorted by id."""


class _Header(msgspec.Struct):
    format: object = None


def read_ledger(data: bytes, *, where: str) -> Ledger:
    """Decode a ledger file; unknown keys are ignored; raise `UserError` naming *where*."""
    try:
        found = msgspec.json.decode(data, type=_Header).format
        if found == FORMAT:
            return decode_json(data, Ledger)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(f"this is no valid ledger: {error}", where=where) from None
    raise UserError(
        f"this is no ledger that this version reads: format is {found!r}, expected {FORMAT!r}",
        where=where,
    )


def ledger_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the ledger format."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"api-stability ledger, format {FORMAT}",
        **msgspec.json.schema(Ledger, schema_hook=facts_schema),
    }
