"""Reads marker sets, and says exactly what is wrong in one.

The format, by example::

    name = "ours"
    source = "src/ours/_marks.py"                       # where the facts are from
    deprecating = ["legacy"]                            # raw words that mean deprecation
    module-names = ["incubating"]                       # level words that a module's name says

    [attributes]                                        # f.__our_level__ = "beta"
    __our_level__ = "level"

    [[decorators]]
    paths = ["ours._marks.deprecated", "ours.deprecated"]    # canonical first; * and ** as in ids
    deprecates = true                                   # and, or: level = "beta"
    signature = "since, message='', *, pending=False"   # as in its `def`
    [decorators.arguments]                              # by name, by position ("0"), or "*"
    since = "since"                                     # a role, see `markers.model.Role`
    message = "reason+"                                 # "+" follows another reason
    pending = { role = "level", values = { True = "pending-deprecation" } }
    "0.hint" = "reason"                                 # the keyword of a call in an argument
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec

from api_stability.markers.model import (
    ROLES,
    Argument,
    DecoratorMarker,
    MarkerSet,
    Parameter,
    Role,
)
from api_stability.markers.signature import parse_signature
from api_stability.model.errors import UserError, nearest
from api_stability.model.validation import convert_table, decode_text, parse_toml

_KEY: Final = re.compile(r"(\*|\d+|[^\W\d]\w*)(?:\.([^\W\d]\w*))?")
_PATH: Final = re.compile(r"([^\W\d]\w*|\*{1,2})(\.([^\W\d]\w*|\*{1,2}))+")


class _ArgumentTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    role: Role
    append: bool = False
    required: bool = False
    values: dict[str, str] = {}


class _DecoratorTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    paths: tuple[str, ...]
    level: str | None = None
    deprecates: bool = False
    signature: str | None = None
    arguments: dict[str, str | _ArgumentTable] = {}


class _SetTable(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    name: str
    source: str
    deprecating: tuple[str, ...] = ()
    module_names: tuple[str, ...] = ()
    attributes: dict[str, Role] = {}
    decorators: tuple[_DecoratorTable, ...] = ()


def shipped_marker_sets() -> tuple[str, ...]:
    """Names of the marker sets that come with the package, sorted."""
    return tuple(
        sorted(
            entry.name.removesuffix(".toml")
            for entry in files(__package__).iterdir()
            if entry.name.endswith(".toml")
        )
    )


def load_marker_set(name_or_path: str, *, base: Path) -> MarkerSet:
    """Load a shipped set by name, or a file relative to *base*.

    Raises `UserError` that names the file, the key and the nearest valid name.
    """
    if name_or_path in shipped_marker_sets():
        return _load_shipped(name_or_path)
    path = base / name_or_path
    if not (name_or_path.endswith(".toml") or path.is_file()):
        raise UserError(
            f"there is no marker set {name_or_path!r}, and no file of that name in {base}; "
            + nearest(name_or_path, shipped_marker_sets())
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"this marker set cannot be read: {error}", where=str(path)) from None
    return parse_marker_set(decode_text(data, where=str(path)), where=str(path))


@lru_cache(maxsize=64)
def _load_shipped(name: str) -> MarkerSet:
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return parse_marker_set(text, where=f"{name}.toml")


def parse_marker_set(text: str, *, where: str) -> MarkerSet:
    """Parse the TOML *text* of a marker set; raise `UserError` naming *where* and the key."""
    table = convert_table(parse_toml(text, where=where), _SetTable, where=where)
    try:
        decorators = tuple(
            _decorator(each, f"decorators[{index}]") for index, each in enumerate(table.decorators)
        )
    except _KeyedError as error:
        raise UserError(error.message, where=where, key=error.key) from None
    return MarkerSet(
        name=table.name,
        source=table.source,
        decorators=decorators,
        attributes=tuple(sorted(table.attributes.items())),
        module_names=table.module_names,
        deprecating=table.deprecating,
    )


class _KeyedError(Exception):
    """What is wrong at one key; the caller knows the file."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message


def _decorator(table: _DecoratorTable, at: str) -> DecoratorMarker:
    if not table.paths:
        raise _KeyedError(f"{at}.paths", "at least one path is needed: 'pkg.mod.decorator'")
    for path in table.paths:
        if not _PATH.fullmatch(path):
            raise _KeyedError(f"{at}.paths", f"{path!r} is no path such as 'pkg.mod.decorator'")
    parameters: tuple[Parameter, ...] | None = None
    if table.signature is not None:
        try:
            parameters = parse_signature(table.signature)
        except ValueError as error:
            message = f"{table.signature!r} is no parameter list: {error}"
            raise _KeyedError(f"{at}.signature", message) from None
    arguments = tuple(
        _argument(key, value, parameters, f"{at}.arguments.{key}")
        for key, value in table.arguments.items()
    )
    if not (table.level or table.deprecates or any(each.role == "level" for each in arguments)):
        message = "a level is needed: 'level', 'deprecates = true', or an argument that says it"
        raise _KeyedError(at, message)
    return DecoratorMarker(
        paths=table.paths,
        level=table.level,
        deprecates=table.deprecates,
        parameters=parameters,
        arguments=arguments,
    )


def _argument(
    key: str, value: str | _ArgumentTable, parameters: tuple[Parameter, ...] | None, at: str
) -> Argument:
    found = _KEY.fullmatch(key)
    if found is None:
        raise _KeyedError(at, "expected a parameter's name, a position such as '0', or '*'")
    names = [each.name for each in parameters or ()]
    if parameters is not None and found[1].isidentifier() and found[1] not in names:
        message = f"the signature has no parameter {found[1]!r}; {nearest(found[1], names)}"
        raise _KeyedError(at, message)
    if isinstance(value, str):
        value = _ArgumentTable(role=_role(value.removesuffix("+"), at), append=value[-1:] == "+")
    if value.append and value.role != "reason":
        raise _KeyedError(at, "only a reason can follow another: '+' and 'append' are for it")
    return Argument(
        key=found[1],
        field=found[2],
        role=value.role,
        append=value.append,
        required=value.required,
        values=tuple(value.values.items()),
    )


def _role(word: str, at: str) -> Role:
    for role in ROLES:
        if word == role:
            return role
    raise _KeyedError(at, f"unknown role {word!r}; {nearest(word, ROLES)}")
