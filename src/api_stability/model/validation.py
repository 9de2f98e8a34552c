"""From a parsed TOML, YAML or JSON table to a typed value, with errors that a person can act on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
from msgspec import inspect as shapes

from api_stability.model.errors import UserError, nearest

T = TypeVar("T")


def parse_toml(text: str, *, where: str) -> dict[str, Any]:
    """Parse TOML; raise `UserError` naming *where* for what is none, however it is broken."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"this is no TOML: {error}", where=where) from None
    except RecursionError:
        raise UserError(
            "this is no TOML that anybody wrote: nested too deeply", where=where
        ) from None


def decode_text(data: bytes, *, where: str) -> str:
    """Decode UTF-8, with or without the mark that some Windows editors begin it with.

    Raises `UserError` naming *where*, and the line.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"this is no UTF-8 text: {error}"
        raise UserError(message, where=f"{where}:{line}") from None


def convert_table(table: object, kind: type[T], *, where: str | None, at: str = "") -> T:
    """Convert *table* to *kind*; raise `UserError` naming file, key and the nearest valid name.

    *where* names the file, *at* the place of *table* in it ("sources[0]").
    """
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        # msgspec names no near word; what it takes is right, and needs not be looked through
        check_words(table, kind, where=where, at=at)
        message, _, path = str(error).partition(" - at ")
        if "[...]" in path:  # msgspec does not say which entry of a table of tables
            _convert_entries(table, shapes.type_info(kind), where=where, at=at)
        key = at + path.strip("`").removeprefix("$")
        raise UserError(
            _in_plain_words(message), where=where, key=key.lstrip(".") or None
        ) from None


@lru_cache(maxsize=256)
def _shape_of(kind: type[T]) -> shapes.Type:
    return shapes.type_info(kind)


def check_words(table: object, kind: type, *, where: str | None, at: str = "") -> None:
    """Raise as `convert_table` does for an unknown key or word in *table*, which may lack keys."""
    _check(table, _shape_of(kind), where=where, at=at)


def _convert_entries(value: object, shape: shapes.Type, *, where: str | None, at: str) -> None:
    """Convert the tables in *value* whose keys are free one by one, to raise for the wrong one."""
    match shape:
        case shapes.Metadata():
            _convert_entries(value, shape.type, where=where, at=at)
        case shapes.StructType() if isinstance(value, Mapping):
            for field in shape.fields:
                name = field.encode_name
                _convert_entries(value.get(name), field.type, where=where, at=_join(at, name))
        case shapes.DictType(value_type=shapes.StructType() as entry) if isinstance(value, Mapping):
            for key, item in value.items():
                convert_table(item, entry.cls, where=where, at=_join(at, str(key)))
        case _:
            pass


_TYPES = {
    "array": "a list",
    "object": "a table",
    "str": "text",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "null": "nothing",
}


def _in_plain_words(message: str) -> str:
    """The message of msgspec, with TOML's words for its types."""

    def in_words(found: re.Match[str]) -> str:
        names = [name for name in found[2].split(" | ") if name != "null"] or ["null"]
        return f"{found[1]} " + " or ".join(_TYPES.get(name, f"`{name}`") for name in names)

    message = re.sub(r"(Expected|got) `([^`]+)`", in_words, message)
    message = message.replace("Object missing required field", "missing key")
    return message[:1].lower() + message[1:]


def _check(value: object, shape: shapes.Type, *, where: str | None, at: str) -> None:
    """Raise for the first unknown key or word; leave types to msgspec."""
    match shape:
        case shapes.Metadata():
            _check(value, shape.type, where=where, at=at)
        case shapes.StructType() if isinstance(value, Mapping):
            _check_struct(value, shape, where=where, at=at)
        case shapes.DictType() if isinstance(value, Mapping):
            for key, item in value.items():
                _check(key, shape.key_type, where=where, at=at)
                _check(item, shape.value_type, where=where, at=_join(at, str(key)))
        case shapes.VarTupleType() | shapes.ListType() if isinstance(value, list | tuple):
            for index, item in enumerate(value):
                _check(item, shape.item_type, where=where, at=f"{at}[{index}]")
        case shapes.LiteralType() if isinstance(value, str) and value not in shape.values:
            known = [str(word) for word in shape.values]
            raise UserError(f"unknown word {value!r}; {nearest(value, known)}", where=where, key=at)
        case shapes.UnionType():
            _check_union(value, shape, where=where, at=at)
        case _:
            pass


def _check_struct(
    value: Mapping[object, object], shape: shapes.StructType, *, where: str | None, at: str
) -> None:
    fields = {field.encode_name: field for field in shape.fields}
    for key, item in value.items():
        name = str(key)
        if name in fields:
            _check(item, fields[name].type, where=where, at=_join(at, name))
        elif shape.forbid_unknown_fields:
            raise UserError(
                f"unknown key {name!r}; {nearest(name, fields)}", where=where, key=at or None
            )


def _check_union(value: object, shape: shapes.UnionType, *, where: str | None, at: str) -> None:
    fitting: tuple[type[shapes.Type], ...] = ()
    if isinstance(value, Mapping):
        fitting = (shapes.StructType, shapes.DictType)
    elif isinstance(value, str):
        if any(isinstance(option, shapes.StrType) for option in shape.types):
            return
        fitting = (shapes.LiteralType,)
    elif _is_list(value):
        fitting = (shapes.VarTupleType, shapes.ListType)
    for option in shape.types:
        if isinstance(option, fitting):
            _check(value, option, where=where, at=at)
            return


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _join(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key
