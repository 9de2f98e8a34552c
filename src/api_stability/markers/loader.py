r"""Reads marker sets, and says exactly what is wrong in one.

The format, by example::

    name = "ours"
    source = "src/ours/_marks.py"                       # where the facts are from
    deprecating = ["legacy"]                            # raw words that mean deprecation
    not-levels = ["internal"]                           # raw words that are no level, on purpose
    module-names = ["incubating"]                       # level words that a module's name says

    [attributes]                                        # f.__our_level__ = "beta"
    __our_level__ = "level"

    [[decorators]]
    paths = ["ours._marks.deprecated", "ours.deprecated"]    # canonical first; * and ** as in ids
    deprecates = true                                   # and, or: level = "beta"
    reason = "It goes."                                 # where no argument says why
    object = "func"                                     # new = deprecated(old)
    removal-after = "0.2"                               # since 1.2: removal in 1.4
    signature = "func=None, since='', *, pending=False"      # as in its `def`
    [decorators.arguments]                              # by name, by position ("0"), or "*"
    since = "since"                                     # a role, see `markers.model.Role`
    pending = { role = "level", values = { True = "pending-deprecation" } }
    category = [                                        # several roles of one argument
        { role = "since", pattern = 'Since(\d)(\d+)', value = '\1.\2' },
        { role = "level", values = { Later = "pending-deprecation" } },
    ]
    message = { role = "reason", fill = true }          # "%(since)s" stands for that argument
    details = "reason+"                                 # "+" follows another reason
    "0.hint" = "reason"                                 # a part of a call or dictionary
    "**" = "parameter"                                  # each keyword is a mark of its own
    "**.0" = "since"                                    # a part of what it is given

    [[decorators]]
    paths = "ours._marks.alias"
    deprecates = true
    makes = true                                        # old = alias("new")
    about = "keyword-only"                              # about parameters, see `markers.model`

    [[decorators]]
    paths = "ours._marks.old_name"                      # a statement: old_name(__name__, "gone")
    deprecates = true
    signature = "module, name"
    arguments = { module = "target", name = "target+" }

    [labels]                                            # words of labels in help texts, comments
    levels = ["incubating"]
    deprecating = ["sunset"]
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec

from api_stability.markers.decorators import DecoratorTable, KeyedError, read_decorators
from api_stability.markers.model import (
    DocstringWords,
    FieldMarker,
    LabelTable,
    MarkerSet,
    Role,
    TableMarker,
)
from api_stability.markers.option_tables import (
    OptionTable,
    VariableTable,
    read_options,
    read_variables,
)
from api_stability.markers.packed import unpack
from api_stability.model.errors import UserError, nearest
from api_stability.model.validation import convert_table, decode_text, parse_toml


class _DocstringTable(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    directives: dict[str, str] = {}
    sections: tuple[str, ...] = ()
    first_words: tuple[str, ...] = ()
    phrases: dict[str, str] = {}


class _FieldTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    paths: tuple[str, ...]
    keyword: str = "deprecated"


class _GetattrTable(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    paths: tuple[str, ...]
    table: str
    reason_at: int | None = None
    gone_at: int | None = None
    reason: str | None = None
    removal: str | None = None
    alternatives: tuple[str, ...] = ()


class _SetTable(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    name: str
    source: str
    deprecating: tuple[str, ...] = ()
    not_levels: tuple[str, ...] = ()
    module_names: tuple[str, ...] = ()
    attributes: dict[str, Role] = {}
    decorators: tuple[DecoratorTable, ...] = ()
    docstrings: _DocstringTable = _DocstringTable()
    fields: tuple[_FieldTable, ...] = ()
    module_getattr: tuple[_GetattrTable, ...] = ()
    options: tuple[OptionTable, ...] = ()
    variables: tuple[VariableTable, ...] = ()
    plain_getattr: bool = False
    labels: LabelTable = LabelTable()


_FOLDER: Final = files(__package__)


@lru_cache(maxsize=1)
def shipped_marker_sets() -> tuple[str, ...]:
    """Names of the marker sets that come with the package, sorted."""
    return tuple(
        sorted(
            entry.name.removesuffix(".toml")
            for entry in _FOLDER.iterdir()
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
    data = _FOLDER.joinpath(f"{name}.toml").read_bytes()
    return unpack(name, data) or parse_marker_set(data.decode(), where=f"{name}.toml")


def parse_marker_set(text: str, *, where: str) -> MarkerSet:
    """Parse the TOML *text* of a marker set; raise `UserError` naming *where* and the key."""
    table = convert_table(parse_toml(text, where=where), _SetTable, where=where)
    try:
        decorators = read_decorators(table.decorators)
        options = read_options(table.options)
        variables = read_variables(table.variables)
    except KeyedError as error:
        raise UserError(error.message, where=where, key=error.key) from None
    return MarkerSet(
        name=table.name,
        source=table.source,
        decorators=decorators,
        attributes=tuple(sorted(table.attributes.items())),
        module_names=table.module_names,
        deprecating=table.deprecating,
        not_levels=table.not_levels,
        docstrings=_docstrings(table.docstrings),
        fields=tuple(FieldMarker(**msgspec.structs.asdict(each)) for each in table.fields),
        module_getattr=tuple(
            TableMarker(**msgspec.structs.asdict(each)) for each in table.module_getattr
        ),
        options=options,
        variables=variables,
        plain_getattr=table.plain_getattr,
        labels=_labels(table.labels),
    )


def _labels(table: LabelTable) -> LabelTable:
    lists = msgspec.structs.asdict(table)
    return LabelTable(**{key: tuple(map(str.casefold, words)) for key, words in lists.items()})


def _docstrings(table: _DocstringTable) -> DocstringWords:
    return DocstringWords(
        directives=tuple(sorted(table.directives.items())),
        sections=tuple(each.casefold() for each in table.sections),
        first_words=table.first_words,
        phrases=tuple(sorted(table.phrases.items())),
    )
