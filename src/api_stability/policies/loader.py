"""Read a policy: shipped by name, or a file of the project's own, which may extend another.

The file format is the TOML of ``default.toml``; every error names file and key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import msgspec

from api_stability.model.errors import UserError, nearest
from api_stability.model.ids import SURFACES, Surface
from api_stability.model.inventory import Resolution
from api_stability.model.policy import (
    Appearance,
    Convention,
    Duration,
    Graduation,
    Level,
    NoticePeriod,
    Policy,
    PolicyTable,
    Rules,
)
from api_stability.model.validation import check_words, convert_table, decode_text, parse_toml
from api_stability.model.views import Tone
from api_stability.policies.texts import Translate, as_written, translate_table


class _LevelTable(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    label: str
    tone: Tone = "neutral"
    badge: bool = True
    admonition: bool = False
    aliases: tuple[str, ...] = ()
    summary: str
    commitment: str
    breaking_changes: str
    notice: NoticePeriod | None = None
    notice_by_surface: dict[Surface, NoticePeriod] = {}
    removal_requires: str | None = None
    documentation: str = ""
    marking: str = ""
    minimum: Duration | None = None
    maximum: Duration | None = None


class _DeprecatedTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: str | None = None
    tone: Tone = "danger"
    badge: bool = True
    admonition: bool = True
    words: tuple[str, ...] = ("deprecated",)


class _GraduationTable(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename={"start": "from", "target": "to"},
    forbid_unknown_fields=True,
):
    start: str
    target: str
    criteria: tuple[str, ...]


class _DeprecationTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    checklist: tuple[str, ...] = ()


class _PolicyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str
    reference: str = ""
    unmarked: str
    resolution: Resolution = "weakest"
    levels: dict[str, _LevelTable]
    deprecated: _DeprecatedTable = _DeprecatedTable()
    conventions: tuple[dict[str, str], ...] = ()
    graduations: tuple[_GraduationTable, ...] = ()
    deprecation: _DeprecationTable = _DeprecationTable()
    rules: Rules = Rules()
    tables: tuple[PolicyTable, ...] = ()


def shipped_policies() -> tuple[str, ...]:
    """The names of the policies that come with the package, sorted."""
    return tuple(
        sorted(
            entry.name.removesuffix(".toml")
            for entry in files("api_stability.policies").iterdir()
            if entry.name.endswith(".toml")
        )
    )


def load_policy(
    choice: str | Mapping[str, Any],
    *,
    base: Path,
    where: str | None = None,
    translate: Translate = as_written,
) -> Policy:
    """Load the policy that *choice* names.

    *choice* is a shipped name, a path (relative to *base*; anything that ends in ``.toml`` or has a
    slash), or a table that says ``extends`` and overrides keys. *where* is the file that makes the
    choice. What a shipped policy says is put through *translate*, where the project's own words do
    not replace it. Raises `UserError` naming file, key and the nearest valid name.
    """
    layer = _load_layer(choice, base=base, where=where, translate=translate, seen=())
    parsed = convert_table(layer.table, _PolicyFile, where=layer.where, at=layer.at)
    return _build(parsed, layer, translate)


class _Layer(msgspec.Struct, frozen=True, kw_only=True):
    """A policy's table, with what it extends already under it."""

    table: dict[str, Any]
    name: str
    where: str | None
    """The file to name in errors."""
    at: str
    """The place of the table in that file."""

    def error(self, message: str, key: str) -> UserError:
        return UserError(message, where=self.where, key=f"{self.at}.{key}".lstrip("."))


def _load_layer(
    choice: str | Mapping[str, Any],
    *,
    base: Path,
    where: str | None,
    translate: Translate,
    seen: tuple[str, ...],
) -> _Layer:
    """Read the policy and what it extends; unknown keys are said of the file that has them."""
    if isinstance(choice, str):
        layer, base = _read_layer(choice, base=base, where=where, translate=translate)
    else:
        name = str(choice.get("name", choice.get("extends", "custom")))
        layer = _Layer(table=dict(choice), name=name, where=where, at="policy")
        layer.table.pop("name", None)
    parent = layer.table.pop("extends", None)
    if parent is not None or seen:  # else the table is converted as it is
        check_words(layer.table, _PolicyFile, where=layer.where, at=layer.at)
    if parent is None:
        return layer
    if not isinstance(parent, str):
        raise layer.error("must be the name or path of a policy", "extends")
    if parent in seen or len(seen) > 8:
        raise layer.error(f"policies extend each other: {parent}", "extends")
    below = _load_layer(
        parent, base=base, where=layer.where, translate=translate, seen=(*seen, parent)
    )
    return msgspec.structs.replace(layer, table=_merge(below.table, layer.table))


def _read_layer(
    choice: str, *, base: Path, where: str | None, translate: Translate
) -> tuple[_Layer, Path]:
    """The table of a shipped policy or a file, and the folder that its paths are relative to."""
    is_path = choice.endswith(".toml") or "/" in choice
    if not is_path and choice not in shipped_policies():
        raise UserError(
            f"unknown policy {choice!r}; {nearest(choice, shipped_policies())}",
            where=where,
            key="policy",
        )
    source = base / choice if is_path else files("api_stability.policies") / f"{choice}.toml"
    place = str(source) if is_path else choice
    try:
        data = source.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise UserError(f"policy {choice!r}: {reason}", where=where, key="policy") from None
    table = parse_toml(decode_text(data, where=place), where=place)
    if not is_path:
        table = translate_table(table, translate)
    name = Path(choice).stem if is_path else choice
    folder = (base / choice).parent if is_path else base
    return _Layer(table=table, name=name, where=place, at=""), folder


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Tables are merged key by key; everything else is replaced."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        merged[key] = _merge(cast("Mapping[str, Any]", old), value) if both else value
    return merged


def _build(parsed: _PolicyFile, layer: _Layer, translate: Translate) -> Policy:
    names = tuple(parsed.levels)
    if parsed.unmarked not in names:
        hint = nearest(parsed.unmarked, names)
        raise layer.error(f"unknown level {parsed.unmarked!r}; {hint}", "unmarked")
    _check_graduations(parsed, layer)
    _check_aliases(parsed, layer)
    _check_rules(parsed, layer)
    _check_tables(parsed, layer)
    levels = tuple(_build_level(key, table) for key, table in parsed.levels.items())
    deprecated = parsed.deprecated
    return Policy(
        name=layer.name,
        title=parsed.title,
        reference=parsed.reference,
        levels=levels,
        unmarked=parsed.unmarked,
        resolution=parsed.resolution,
        deprecated=Appearance(
            label=deprecated.label or translate("Deprecated"),
            tone=deprecated.tone,
            badge=deprecated.badge,
            admonition=deprecated.admonition,
        ),
        deprecated_words=deprecated.words,
        conventions=_build_conventions(parsed.conventions, names, layer),
        graduations=tuple(
            Graduation(start=g.start, target=g.target, criteria=g.criteria)
            for g in parsed.graduations
        ),
        checklist=parsed.deprecation.checklist,
        rules=parsed.rules,
        tables=parsed.tables,
    )


def _check_graduations(parsed: _PolicyFile, layer: _Layer) -> None:
    for index, graduation in enumerate(parsed.graduations):
        for level in (graduation.start, graduation.target):
            if level not in parsed.levels:
                hint = nearest(level, parsed.levels)
                raise layer.error(f"unknown level {level!r}; {hint}", f"graduations[{index}]")


def _check_aliases(parsed: _PolicyFile, layer: _Layer) -> None:
    """A word that means two things would mean whichever is looked up first."""
    meanings = {name.casefold(): name for name in parsed.levels}
    for name, table in parsed.levels.items():
        for word in table.aliases:
            meaning = meanings.setdefault(word.strip().casefold(), name)
            if meaning != name:
                told = f"{word!r} means {meaning!r} already"
                raise layer.error(told, f"levels.{name}.aliases")
    for word in parsed.deprecated.words:
        if (level := meanings.get(word.strip().casefold())) is not None:
            raise layer.error(f"{word!r} means {level!r} already", "deprecated.words")


def _check_rules(parsed: _PolicyFile, layer: _Layer) -> None:
    for level in parsed.rules.deprecation_needs_replacement:
        if level not in parsed.levels:
            key = "rules.deprecation-needs-replacement"
            raise layer.error(f"unknown level {level!r}; {nearest(level, parsed.levels)}", key)


def _check_tables(parsed: _PolicyFile, layer: _Layer) -> None:
    taken = {"levels", "conventions", "graduations", "deprecation", "rules"}
    for index, table in enumerate(parsed.tables):
        key = f"tables[{index}]"
        if table.name in taken or not re.fullmatch(r"[a-z][a-z0-9-]*", table.name):
            told = "is taken" if table.name in taken else "must be lower-case words and hyphens"
            raise layer.error(f"the name {table.name!r} {told}", f"{key}.name")
        taken.add(table.name)
        for number, row in enumerate(table.rows):
            if len(row) != len(table.columns):
                told = f"has {len(row)} cells for {len(table.columns)} columns"
                raise layer.error(told, f"{key}.rows[{number}]")


def _build_level(name: str, table: _LevelTable) -> Level:
    return Level(
        name=name,
        appearance=Appearance(
            label=table.label, tone=table.tone, badge=table.badge, admonition=table.admonition
        ),
        summary=table.summary,
        commitment=table.commitment,
        breaking_changes=table.breaking_changes,
        notice=table.notice,
        notice_by_surface=tuple(sorted(table.notice_by_surface.items())),
        removal_requires=table.removal_requires,
        documentation=table.documentation,
        marking=table.marking,
        aliases=table.aliases,
        minimum=table.minimum,
        maximum=table.maximum,
    )


def _build_conventions(
    tables: tuple[dict[str, str], ...], levels: tuple[str, ...], layer: _Layer
) -> tuple[Convention, ...]:
    conventions = []
    for index, table in enumerate(tables):
        key = f"conventions[{index}]"
        surface = table.get("surface", "")
        if surface not in SURFACES:
            raise layer.error(f"unknown surface {surface!r}; {nearest(surface, SURFACES)}", key)
        for level, marking in table.items():
            if level == "surface":
                continue
            if level not in levels and level != "deprecated":
                raise layer.error(f"unknown level {level!r}; {nearest(level, levels)}", key)
            conventions.append(Convention(surface=surface, level=level, marking=marking))
    return tuple(conventions)
