"""Reads what a marker set says about decorators: one ``[[decorators]]`` table each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from api_stability.markers.model import (
    ROLES,
    About,
    Argument,
    DecoratorMarker,
    Parameter,
    Role,
    Slot,
)
from api_stability.markers.signature import parse_signature
from api_stability.model.errors import nearest

_KEY: Final = re.compile(r"(\d+|[^\W\d]\w*)?(\.?)(\*\*=|\*\*|\*)?(?:\.(\w+))?")
_APPENDED: Final = frozenset({"reason", "since", "removal", "target"})
_PATH: Final = re.compile(r"([^\W\d]\w*|\*{1,2})(\.([^\W\d]\w*|\*{1,2}))+")
_OFFSET: Final = re.compile(r"\d{1,4}(\.\d{1,4}){0,4}")


class ArgumentTable(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    """What one argument means, where a word does not say it all."""

    role: Role
    append: bool = False
    fill: bool | dict[str, str] = False
    required: bool = False
    values: dict[str, str] = {}
    pattern: str | None = None
    value: str | None = None
    ignore: tuple[str, ...] = ()


class DecoratorTable(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    """One ``[[decorators]]`` table as written."""

    paths: str | tuple[str, ...]
    level: str | None = None
    deprecates: bool = False
    reason: str | None = None
    signature: str | None = None
    object: str | int | None = None
    makes: bool = False
    about: About = "object"
    removal_after: str | None = None
    arguments: dict[str, str | ArgumentTable | tuple[ArgumentTable, ...]] = {}


class KeyedError(Exception):
    """What is wrong at one key; the caller knows the file."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message


def read_decorators(tables: Sequence[DecoratorTable]) -> tuple[DecoratorMarker, ...]:
    """The decorators that *tables* describe; raises `KeyedError`."""
    return tuple(_decorator(each, f"decorators[{index}]") for index, each in enumerate(tables))


def _decorator(table: DecoratorTable, at: str) -> DecoratorMarker:
    parameters = _parameters(table.signature, f"{at}.signature")
    arguments = tuple(
        argument
        for key, value in table.arguments.items()
        for argument in _arguments(key, value, parameters, f"{at}.arguments.{key}")
    )
    if not (table.level or table.deprecates or any(each.role == "level" for each in arguments)):
        message = "a level is needed: 'level', 'deprecates = true', or an argument that says it"
        raise KeyedError(at, message)
    _check_slots(arguments, f"{at}.arguments")
    return DecoratorMarker(
        paths=_paths(table.paths, f"{at}.paths"),
        level=table.level,
        deprecates=table.deprecates,
        reason=table.reason,
        object=_object(table.object, parameters, f"{at}.object"),
        makes=table.makes,
        about=table.about,
        removal_after=_offset(table.removal_after, arguments, f"{at}.removal-after"),
        parameters=parameters,
        arguments=arguments,
    )


def _paths(paths: str | tuple[str, ...], at: str) -> tuple[str, ...]:
    found = (paths,) if isinstance(paths, str) else paths
    if not found:
        raise KeyedError(at, "at least one path is needed: 'pkg.mod.decorator'")
    for path in found:
        if not _PATH.fullmatch(path):
            raise KeyedError(at, f"{path!r} is no path such as 'pkg.mod.decorator'")
    return tuple(dict.fromkeys(found))


def _parameters(signature: str | None, at: str) -> tuple[Parameter, ...] | None:
    if signature is None:
        return None
    try:
        return parse_signature(signature)
    except ValueError as error:
        raise KeyedError(at, f"{signature!r} is no parameter list: {error}") from None


def _object(
    value: str | int | None, parameters: tuple[Parameter, ...] | None, at: str
) -> str | None:
    if value is None:
        return None
    key = str(value)
    if not (key.isdecimal() or key.isidentifier()):
        raise KeyedError(at, "expected a parameter's name, or a position such as '0'")
    if not key.isdecimal():  # `def mark(*args, **kwargs)` takes it by position, whatever it states
        _check_parameter(key, parameters, at)
    return key


def _offset(text: str | None, arguments: tuple[Argument, ...], at: str) -> tuple[int, ...] | None:
    if text is None:
        return None
    if not _OFFSET.fullmatch(text):
        raise KeyedError(at, f"{text!r} is no number of releases such as '0.2'")
    if not any(each.role == "since" for each in arguments):
        raise KeyedError(at, "it is counted from 'since', which no argument says")
    return tuple(map(int, text.split(".")))


def _arguments(
    key: str,
    value: str | ArgumentTable | tuple[ArgumentTable, ...],
    parameters: tuple[Parameter, ...] | None,
    at: str,
) -> Iterator[Argument]:
    name, slot, field = _read_key(key, at)
    if name:
        _check_parameter(name, parameters, at)
    if isinstance(value, str):
        role = _role(value.removesuffix("+"), at)
        value = ArgumentTable(role=role, append=value[-1:] == "+")
    for table in (value,) if isinstance(value, ArgumentTable) else value:
        _check_argument(table, at)
        yield Argument(
            key=name,
            slot=slot,
            field=field,
            role=table.role,
            append=table.append,
            fill=bool(table.fill),
            names=tuple(table.fill.items()) if isinstance(table.fill, dict) else (),
            required=table.required,
            values=tuple(table.values.items()),
            pattern=table.pattern,
            value=table.value,
            ignore=table.ignore,
        )


def _read_key(key: str, at: str) -> tuple[str, Slot, str | None]:
    """``plan``, ``0``, ``*``, ``**``, ``**=``, ``plan.*``, each with or without ``.field``."""
    found = _KEY.fullmatch(key)
    name, dot, star, field = found.groups() if found is not None else (None, "", None, None)
    if not (name or star) or bool(dot) != bool(name and star):
        message = "expected a parameter's name, a position such as '0', '*' or '**'"
        raise KeyedError(at, message)
    slot: Slot = "*" if star == "*" else "**" if star == "**" else "**=" if star else ""
    if slot == "**" and field is not None:
        slot = "**="  # a name has no parts: what is under it has
    return name or "", slot, field


def _check_slots(arguments: tuple[Argument, ...], at: str) -> None:
    """Raise where several values would each make marks of their own: which belong together?"""
    several = {(each.key, each.slot[:2]) for each in arguments if each.slot}
    if len(several) > 1:
        raise KeyedError(at, "only one argument can hold many marks: one '*' or '**'")


def _check_parameter(key: str, parameters: tuple[Parameter, ...] | None, at: str) -> None:
    """Raise for a name or a position that the signature does not have."""
    if parameters is None:
        return
    if key.isdecimal():
        plain = [each for each in parameters if each.kind in {"positional", "any"}]
        if int(key) >= len(plain) and not any(each.kind == "*" for each in parameters):
            raise KeyedError(at, f"the signature takes {len(plain)} arguments by position")
        return
    names = [each.name for each in parameters]
    if key not in names and not any(each.kind == "**" for each in parameters):
        message = f"the signature has no parameter {key!r}; {nearest(key, names)}"
        raise KeyedError(at, message)


def _check_argument(table: ArgumentTable, at: str) -> None:
    if table.append and table.role not in _APPENDED:
        allowed = ", ".join(sorted(_APPENDED))
        raise KeyedError(at, f"'+' and 'append' are for what can follow another text: {allowed}")
    if table.fill and table.role != "reason":
        raise KeyedError(at, "only in a reason other arguments can be filled in")
    if table.value is not None and table.pattern is None:
        raise KeyedError(at, "'value' says what a match of 'pattern' means, which is not given")
    if table.pattern is not None and table.values:
        raise KeyedError(at, "'values' and 'pattern' exclude each other: list two tables")
    if table.pattern is not None:
        _check_pattern(table.pattern, table.value, at)


def _check_pattern(pattern: str, value: str | None, at: str) -> None:
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        message = f"{pattern!r} is no regular expression: {error}"
        raise KeyedError(f"{at}.pattern", message) from None
    asked = [int(number) for number in re.findall(r"\\(\d)", value or "")]
    if max(asked, default=0) > compiled.groups:
        message = f"{value!r} asks for group {max(asked)}; the pattern has {compiled.groups}"
        raise KeyedError(f"{at}.value", message)


def _role(word: str, at: str) -> Role:
    for role in ROLES:
        if word == role:
            return role
    raise KeyedError(at, f"unknown role {word!r}; {nearest(word, ROLES)}")
