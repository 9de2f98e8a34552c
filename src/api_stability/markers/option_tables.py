"""The tables of a marker set that describe a project's own helpers for options and variables.

The format, by example::

    [[options]]
    paths = ["ours.cli.add_argument"]
    signature = "parser, *, flag_name, env_var, default, help, obsolete_flag=None, deprecated=None"
    flag = "flag_name"                  # a parameter, a position, or a list of them
    variable = "env_var"
    help = "help"
    default = "default"
    obsolete = "obsolete_flag"          # spellings that are still understood
    negatable = false                   # true: also --no-FLAG

    [options.deprecated]                # deprecated=Deprecated("--new", remove_in="2.0")
    argument = "deprecated"
    signature = "replacement, remove_in"
    replacement = "replacement"
    removal = "remove_in"

    [[variables]]
    paths = ["ours.env.read"]
    signature = "name, default=None, *, was=()"
    name = "name"
    was = "was"                         # older names, newest first
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from api_stability.markers.decorators import KeyedError
from api_stability.markers.options import DeprecatedArgument, OptionHelper, VariableHelper
from api_stability.markers.signature import parse_signature


class _Table(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    signature: str | None = None


class _DeprecatedTable(_Table, frozen=True, kw_only=True):
    argument: str = "deprecated"
    replacement: str | None = None
    removal: str | None = None
    since: str | None = None
    reason: str | None = None


class OptionTable(_Table, frozen=True, kw_only=True):
    """One ``[[options]]`` as written."""

    paths: tuple[str, ...]
    flag: str | tuple[str, ...]
    parser: str = "0"
    variable: str | None = None
    help: str | None = None
    default: str | None = None
    obsolete: str | tuple[str, ...] = ()
    negatable: bool = False
    deprecated: _DeprecatedTable | None = None


class VariableTable(_Table, frozen=True, kw_only=True):
    """One ``[[variables]]`` as written."""

    paths: tuple[str, ...]
    name: str = "0"
    was: str | None = None
    removal: str | None = None
    default: str | None = None


def read_options(tables: Iterable[OptionTable]) -> tuple[OptionHelper, ...]:
    """Check ``[[options]]``; raise `KeyedError` for a signature, or a parameter it has not."""
    return tuple(_option(table, f"options[{index}]") for index, table in enumerate(tables))


def read_variables(tables: Iterable[VariableTable]) -> tuple[VariableHelper, ...]:
    """Check ``[[variables]]``; raise `KeyedError` as `read_options` does."""
    return tuple(_variable(table, f"variables[{index}]") for index, table in enumerate(tables))


def _option(table: OptionTable, key: str) -> OptionHelper:
    parameters = _parameters(table, key)
    flags, obsolete = _several(table.flag), _several(table.obsolete)
    roles: list[tuple[str, str | None]] = [("flag", name) for name in flags]
    roles += [("obsolete", name) for name in obsolete]
    roles += [("parser", table.parser), ("variable", table.variable), ("help", table.help)]
    _check(key, parameters, [*roles, ("default", table.default)])
    return OptionHelper(
        paths=table.paths,
        parameters=parameters,
        parser=table.parser,
        flags=flags,
        variable=table.variable,
        help=table.help,
        default=table.default,
        obsolete=obsolete,
        negatable=table.negatable,
        deprecated=_deprecated(table.deprecated, f"{key}.deprecated", parameters),
    )


def _deprecated(
    table: _DeprecatedTable | None, key: str, outer: tuple[str, ...]
) -> DeprecatedArgument | None:
    if table is None:
        return None
    _check(key, outer, [("argument", table.argument)])
    parameters = _parameters(table, key)
    fields = ("replacement", "removal", "since", "reason")
    _check(key, parameters, [(name, getattr(table, name)) for name in fields])
    return DeprecatedArgument(
        argument=table.argument,
        parameters=parameters,
        replacement=table.replacement,
        removal=table.removal,
        since=table.since,
        reason=table.reason,
    )


def _variable(table: VariableTable, key: str) -> VariableHelper:
    parameters = _parameters(table, key)
    fields = ("name", "was", "removal", "default")
    _check(key, parameters, [(name, getattr(table, name)) for name in fields])
    return VariableHelper(
        paths=table.paths,
        parameters=parameters,
        name=table.name,
        was=table.was,
        removal=table.removal,
        default=table.default,
    )


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _parameters(table: _Table, key: str) -> tuple[str, ...]:
    if table.signature is None:
        return ()
    try:
        return tuple(each.name for each in parse_signature(table.signature))
    except ValueError as error:
        raise KeyedError(f"{key}.signature", f"is no parameter list: {error}") from None


def _check(key: str, parameters: tuple[str, ...], roles: Iterable[tuple[str, str | None]]) -> None:
    for role, name in _wrong(parameters, roles):
        raise KeyedError(f"{key}.{role}", f"the signature has no parameter {name!r}")


def _wrong(
    parameters: tuple[str, ...], roles: Iterable[tuple[str, str | None]]
) -> Iterator[tuple[str, str]]:
    if parameters:
        for role, name in roles:
            if name is not None and not name.isdecimal() and name not in parameters:
                yield role, name
