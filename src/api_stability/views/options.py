"""The options of a table, each declared once: hosts derive theirs from `option_specs`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec

from api_stability.model.errors import UserError, nearest
from api_stability.model.ids import SURFACES

Subject: TypeAlias = Literal["symbols", "features"]
Valid: TypeAlias = Literal["levels", "features", "projects", "columns"]
"""Where an option's valid values come from when they are not fixed: policy, inventory or table."""

GROUPINGS: Final = (
    "surface",
    "level",
    "module",
    "feature",
    "project",
    "kind",
    "since",
    "removal",
)
SORTINGS: Final = ("name", "level", "surface", "kind", "project", "since", "removal")


def _meta(text: str, *, valid: tuple[str, ...] | Valid | None = None, metavar: str = "") -> Any:
    return msgspec.Meta(description=text, extra={"valid": valid, "metavar": metavar})


class TableOptions(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """What a table shows. The defaults show all that its name promises."""

    subject: Annotated[
        Subject | None,
        _meta(
            "What the rows are; by default features in a timeline, and symbols everywhere else.",
            valid=("symbols", "features"),
            metavar="SUBJECT",
        ),
    ] = None
    level: Annotated[
        tuple[str, ...],
        _meta("Only these levels, or what is deprecated.", valid="levels", metavar="LEVEL"),
    ] = ()
    surface: Annotated[
        tuple[str, ...], _meta("Only these surfaces.", valid=SURFACES, metavar="SURFACE")
    ] = ()
    prefix: Annotated[
        tuple[str, ...],
        _meta(
            'Only names that begin with one of these whole words ("pkg.kv", "DYN_BETA_"), or '
            "match it where it has a *.",
            metavar="PREFIX",
        ),
    ] = ()
    feature: Annotated[
        tuple[str, ...], _meta("Only these features.", valid="features", metavar="ID")
    ] = ()
    project: Annotated[
        tuple[str, ...], _meta("Only these projects.", valid="projects", metavar="NAME")
    ] = ()
    columns: Annotated[
        tuple[str, ...],
        _meta(
            "The columns, in this order. By default those of the table that are not empty.",
            valid="columns",
            metavar="COLUMN",
        ),
    ] = ()
    group_by: Annotated[
        str | None, _meta("Rows under one heading each.", valid=GROUPINGS, metavar="WHAT")
    ] = None
    sort: Annotated[str, _meta("The order of the rows.", valid=SORTINGS, metavar="COLUMN")] = "name"
    caption: Annotated[str | None, _meta("The table's caption.", metavar="TEXT")] = None
    limit: Annotated[
        int | None, _meta("At most so many rows; a note says how many are left out.", metavar="N")
    ] = None
    full: Annotated[
        str | None,
        _meta("The page that has the rows which a limit leaves out.", metavar="PAGE"),
    ] = None
    releases: Annotated[
        int | None, _meta("Of a timeline: at most so many releases, the last ones.", metavar="N")
    ] = None
    pre_releases: Annotated[bool, _meta("Of a timeline: also releases that are not final.")] = False
    inherited: Annotated[
        bool, _meta("Also what only inherits from something that has a row of its own.")
    ] = False
    unmarked: Annotated[
        bool, _meta("Also what nothing speaks about and so has the policy's level for that.")
    ] = False
    private: Annotated[bool, _meta("Also marked symbols that are not public.")] = False


class OptionSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One option of a table, for a host to spell in its own way."""

    name: str
    """As users write it: ``group-by``."""
    kind: Literal["text", "choice", "list", "count", "flag"]
    """``list``: several values, separated by commas or white space, or given repeatedly."""
    help: str
    metavar: str
    default: str | tuple[str, ...] | int | bool | None
    valid: tuple[str, ...] | None = None
    """The valid values where they are always the same."""
    valid_from: Valid | None = None
    """Where the valid values come from otherwise."""


def option_specs() -> tuple[OptionSpec, ...]:
    """Every option, in declared order."""
    info = msgspec.inspect.type_info(TableOptions)
    assert isinstance(info, msgspec.inspect.StructType)  # noqa: S101 - narrows the type
    return tuple(_read_spec(field) for field in info.fields)


def _read_spec(field: msgspec.inspect.Field) -> OptionSpec:
    kind, extra, description = _unwrap(field.type)
    valid: tuple[str, ...] | Valid | None = extra["valid"]
    return OptionSpec(
        name=field.encode_name,
        kind="choice" if kind == "text" and valid else kind,
        help=description,
        metavar=extra["metavar"],
        default=field.default,
        valid=valid if isinstance(valid, tuple) else None,
        valid_from=valid if isinstance(valid, str) else None,
    )


def _unwrap(
    found: msgspec.inspect.Type,
) -> tuple[Literal["text", "list", "count", "flag"], dict[str, Any], str]:
    assert isinstance(found, msgspec.inspect.Metadata)  # noqa: S101 - every field is annotated
    inner = found.type
    types = inner.types if isinstance(inner, msgspec.inspect.UnionType) else (inner,)
    kind: Literal["text", "list", "count", "flag"] = "text"
    for one in types:
        if isinstance(one, msgspec.inspect.VarTupleType):
            kind = "list"
        elif isinstance(one, msgspec.inspect.BoolType):
            kind = "flag"
        elif isinstance(one, msgspec.inspect.IntType):
            kind = "count"
    return kind, found.extra or {}, str((found.extra_json_schema or {}).get("description", ""))


def parse_options(texts: Mapping[str, str | None], *, where: str | None = None) -> TableOptions:
    """Options from the texts that a directive or a query gives.

    A list is separated by commas or by white space; a flag is set by its name, by an empty text or
    by "true". Raises `UserError` naming the option and the nearest valid name or value. Levels,
    features, projects and columns are checked when the table is made.
    """
    specs = {spec.name: spec for spec in option_specs()}
    values: dict[str, Any] = {}
    for given, text in texts.items():
        name = given.replace("_", "-")
        spec = specs.get(name)
        if spec is None:
            raise UserError(f"unknown option {given!r}; {nearest(name, specs)}", where=where)
        value = _parse_value(spec, (text or "").strip(), where=where)
        if value is not None:
            values[name.replace("-", "_")] = value
    return TableOptions(**values)


def _parse_value(spec: OptionSpec, text: str, *, where: str | None) -> Any:
    if spec.kind == "flag":
        if text.casefold() not in ("", "true", "false", "yes", "no"):
            raise UserError(f"must be true or false, not {text!r}", where=where, key=spec.name)
        return text.casefold() not in ("false", "no")
    if not text:
        return None
    if spec.kind == "count":
        if not text.isascii() or not text.isdigit():
            raise UserError(f"must be a whole number, not {text!r}", where=where, key=spec.name)
        return int(text)
    if spec.kind == "list":
        # a name of the command line or of HTTP has a space in it
        separator = "," if spec.name == "prefix" or "," in text else None
        values = tuple(part.strip() for part in text.split(separator) if part.strip())
    else:
        values = (text,)
    for value in values:
        if spec.valid is not None and value not in spec.valid:
            raise unknown_value(spec.name, value, spec.valid, where=where)
    return values if spec.kind == "list" else text


def unknown_value(
    option: str, value: str, valid: tuple[str, ...], *, where: str | None = None
) -> UserError:
    """The error about a *value* that *option* does not have."""
    return UserError(f"unknown value {value!r}; {nearest(value, valid)}", where=where, key=option)
