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
        return dict(value) if value else {}  # most symbols have none
    if isinstance(value, PurePath):
        return encodable(value.as_posix())
    raise NotImplementedError(f"cannot encode {type(value).__name__}")


def _decode(kind: type, value: object) -> object:
    if kind is Facts and isinstance(value, dict):
        return Facts(value) if value else NO_FACTS
    raise NotImplementedError(f"cannot decode {kind.__name__}")


def facts_schema(kind: type) -> dict[str, Any]:
    """JSON Schema of what msgspec does not know: `Facts`."""
    if kind is Facts:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    raise NotImplementedError(f"no schema for {kind.__name__}")


def encode_json(value: object, *, indent: int = 0) -> bytes:
    """Encode any value of the model; keys in declared order, absent facts as ``null``."""
    data = msgspec.json.encode(value, enc_hook=_encode)
    return msgspec.json.format(data, indent=indent) + b"\n" if indent else data


def encodable(text: str) -> str:
    r"""*text* with half of a surrogate pair spelled as ``\ud800``.

    A Python string may hold one, and so may the name of a file that is no UTF-8; no JSON can.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def well_formed(value: T) -> T:
    """*value*, a value of the model, with every text of it `encodable`."""
    try:
        encode_json(value)
    except UnicodeEncodeError:
        spelled = _spell_surrogates(msgspec.to_builtins(value, enc_hook=_encode))
        return msgspec.convert(spelled, type(value), dec_hook=_decode)
    return value


def _spell_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {_spell_surrogates(key): _spell_surrogates(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_spell_surrogates(item) for item in value]
    return value


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
        inventory = decode_json(data, Inventory)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        # what the header's decoder passes over it does not look into either
        raise UserError(f"this is no valid inventory: {error}", where=where) from None
    _check_projects(inventory, where=where)
    return inventory


def _check_projects(inventory: Inventory, *, where: str) -> None:
    """Everything belongs to a project that is there: levels are resolved by its ladder."""
    known = {project.name for project in inventory.projects}
    for part in ("sources", "symbols", "features"):
        for item in getattr(inventory, part):
            if item.project not in known:
                raise UserError(
                    f"this is no valid inventory: {item.id} belongs to project {item.project!r}, "
                    f"which is not among its projects",
                    where=where,
                    key=part,
                )


def inventory_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the inventory format."""
    schema = msgspec.json.schema(Inventory, schema_hook=facts_schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"api-stability inventory, format {FORMAT}",
        **schema,
    }
