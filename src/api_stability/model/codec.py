"""Values to and from JSON, and the JSON Schema of an inventory."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, TypeVar

import msgspec

from api_stability.model.errors import UserError
from api_stability.model.facts import NO_FACTS, Facts
from api_stability.model.inventory import FORMAT, Inventory

T = TypeVar("T")


class _Header(msgspec.Struct):
    format: object = None


def _encode(value: object) -> object:
    if isinstance(value, Facts):
        return dict(value)
    if isinstance(value, PurePath):
        return value.as_posix()
    raise NotImplementedError(f"cannot encode {type(value).__name__}")


def _decode(kind: type, value: object) -> object:
    if kind is Facts and isinstance(value, dict):
        return Facts(value) if value else NO_FACTS
    raise NotImplementedError(f"cannot decode {kind.__name__}")


def _schema(kind: type) -> dict[str, Any]:
    if kind is Facts:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    raise NotImplementedError(f"no schema for {kind.__name__}")


def encode_json(value: object, *, indent: int = 0) -> bytes:
    """Encode any value of the model; keys in declared order, absent facts as ``null``."""
    data = msgspec.json.encode(value, enc_hook=_encode)
    return msgspec.json.format(data, indent=indent) + b"\n" if indent else data


def decode_json(data: bytes, kind: type[T]) -> T:
    """Decode a value of the model; raise `msgspec.ValidationError` or `msgspec.DecodeError`."""
    return msgspec.json.decode(data, type=kind, dec_hook=_decode)


def read_inventory(data: bytes, *, where: str) -> Inventory:
    """Decode an inventory file; unknown keys are ignored; raise `UserError` naming *where*."""
    try:
        try:
            header = msgspec.json.decode(data, type=_Header)
        except msgspec.ValidationError:
            msgspec.json.decode(data)  # is it JSON at all?
            header = _Header()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(f"this is no JSON: {error}", where=where) from None
    found = header.format
    if found != FORMAT:
        raise UserError(
            f"this is no inventory that this version reads: format is {found!r}, "
            f"expected {FORMAT!r}; write it again with `api-stability scan --format json`",
            where=where,
        )
    try:
        return decode_json(data, Inventory)
    except msgspec.ValidationError as error:
        raise UserError(f"this is no valid inventory: {error}", where=where) from None


def inventory_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the inventory format."""
    schema = msgspec.json.schema(Inventory, schema_hook=_schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"api-stability inventory, format {FORMAT}",
        **schema,
    }
