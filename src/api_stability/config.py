"""The configuration: one declaration per option (type, default, help), and where it is found.

A configuration is an ``api-stability.toml``, or ``[tool.api-stability]`` in a ``pyproject.toml``; a
``pyproject.toml`` without that table is a configuration too: name, version and packages come from
its ``[project]``. Paths are relative to the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sized
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import Meta

from api_stability.config_files import (
    LocatedTable,
    find_toml_lines,
    read_config_text,
    read_table,
)
from api_stability.model.errors import UserError, nearest
from api_stability.model.findings import Severity
from api_stability.model.ledger import Ledger, read_ledger
from api_stability.model.validation import convert_table, parse_toml

FILE_NAME: Final = "api-stability.toml"


class _Options(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    """Base of all tables of the configuration."""


class VersionFrom(_Options, frozen=True):
    """``version = {from = "git"}``."""

    origin: Annotated[
        Literal["git", "pyproject", "distribution"],
        Meta(description="git: the newest tag; pyproject: [project]; distribution: as installed"),
    ] = msgspec.field(name="from")


class FeatureTable(_Options, frozen=True):
    """``[[features]]``: a named capability made of symbols across surfaces."""

    id: Annotated[str, Meta(description="Short name for directives", min_length=1)]
    title: Annotated[str | None, Meta(description="Name for readers; default: the id")] = None
    symbols: Annotated[tuple[str, ...], Meta(description="Symbol ids or patterns")] = ()
    level: Annotated[str | None, Meta(description="An assertion that `check` verifies")] = None
    issue: Annotated[str | None, Meta(description="Address of the tracking issue")] = None
    proposal: Annotated[str | None, Meta(description="Id of the enhancement proposal")] = None
    opt_in: Annotated[str | None, Meta(description="How to switch it on")] = None


class DeprecatedTable(_Options, frozen=True):
    """``deprecated = {…}`` in an annotation."""

    since: Annotated[str | None, Meta(description="First version that announces it")] = None
    removal: Annotated[str | None, Meta(description="Version that removes it")] = None
    alternatives: Annotated[tuple[str, ...], Meta(description="What to use instead")] = ()
    reason: Annotated[str | None, Meta(description="Why")] = None


class AnnotationTable(_Options, frozen=True):
    """``[[annotations]]``: a reviewed decision about one symbol; overrides what was read."""

    id: Annotated[str, Meta(description="Symbol id or pattern", min_length=1)]
    level: Annotated[str | None, Meta(description="A level of the policy")] = None
    deprecated: Annotated[
        bool | DeprecatedTable | None, Meta(description="true, false, or what is known about it")
    ] = None
    reason: Annotated[str | None, Meta(description="Why it was decided")] = None
    since: Annotated[str | None, Meta(description="Since when it is at this level")] = None
    feature: Annotated[str | None, Meta(description="Id of the feature that it belongs to")] = None
    issue: Annotated[str | None, Meta(description="Address of the tracking issue")] = None


class WaiverTable(_Options, frozen=True):
    """``[[waivers]]``: a reviewed, expiring exception to a rule."""

    id: Annotated[str, Meta(description="Symbol id or pattern", min_length=1)]
    rule: Annotated[str, Meta(description="Id of the rule", min_length=1)]
    reason: Annotated[str, Meta(description="Why it is accepted", min_length=1)]
    until: Annotated[str, Meta(description="Version from which it no longer counts", min_length=1)]


class RulesTable(_Options, frozen=True):
    """``[rules]``: which rules `check` applies, and how serious each is."""

    select: Annotated[tuple[str, ...], Meta(description="Rule ids; `default` is the usual set")] = (
        "default",
    )
    severity: Annotated[dict[str, Severity], Meta(description="Rule id to severity")] = {}
    fail_on: Annotated[Severity, Meta(description="Least severity that makes `check` fail")] = (
        "error"
    )


class Config(_Options, frozen=True):
    """The whole configuration as written; see `find_config` for where it comes from."""

    name: Annotated[str | None, Meta(description="The project's name; default: pyproject's")] = None
    version: Annotated[
        str | VersionFrom | None, Meta(description="The documented version, or where it is found")
    ] = None
    policy: Annotated[
        str | dict[str, Any],
        Meta(description="A shipped policy, a path, or {extends = …} with what differs"),
    ] = "default"
    sources: Annotated[
        tuple[dict[str, Any], ...], Meta(description="What to read; default: pyproject's packages")
    ] = ()
    inventories: Annotated[
        tuple[str, ...],
        Meta(description="Inventory files to merge in; a pattern may match none"),
    ] = ()
    features: Annotated[tuple[FeatureTable, ...], Meta(description="Named capabilities")] = ()
    features_file: Annotated[
        str | None, Meta(description="A TOML or YAML file with `features`")
    ] = None
    annotations: Annotated[
        tuple[AnnotationTable, ...], Meta(description="Reviewed decisions about symbols")
    ] = ()
    annotations_file: Annotated[
        str | None,
        Meta(description="A TOML or YAML file with `annotations`, or with a tracker's `symbols`"),
    ] = None
    waivers: Annotated[
        tuple[WaiverTable, ...], Meta(description="Expiring exceptions to rules")
    ] = ()
    waivers_file: Annotated[str | None, Meta(description="A TOML or YAML file with `waivers`")] = (
        None
    )
    ledger_file: Annotated[
        str | None, Meta(description="The project's ledger (JSON): what each release changed")
    ] = None
    rules: Annotated[RulesTable, Meta(description="What `check` applies")] = RulesTable()


class EntryPlace(msgspec.Struct, frozen=True):
    """Where an entry of the configuration stands."""

    file: str
    """Relative to the configuration's folder."""
    line: int | None


class LocatedConfig(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration and where it stands."""

    config: Config
    file: Path | None
    """``None``: no file was found, everything is default."""
    root: Path
    """The folder that all paths are relative to."""
    pyproject: dict[str, Any] | None
    """The ``pyproject.toml`` in the same folder, parsed; for name, version and packages."""
    annotation_places: tuple[EntryPlace, ...] = ()
    """Where each of the annotations stands."""
    feature_places: tuple[EntryPlace, ...] = ()
    """Where each of the features stands."""
    ledger: Ledger | None = None
    """What the ledger file holds."""

    @property
    def where(self) -> str:
        """The file's name for messages."""
        return str(self.file) if self.file else "configuration"


class TrackedSymbol(_Options, frozen=True, forbid_unknown_fields=False, rename=None):
    """An entry of ``symbols = {id = {…}}``, as trackers of stability write them.

    What else stands in it is left to whoever wrote it.
    """

    stability: str | None = None
    deprecated: bool | None = None
    """Only ``true`` decides something: a tracker says ``false`` of whatever it lists."""
    note: str | None = None
    removal_target: str | None = None


def find_config(start: Path) -> Path | None:
    """The nearest ``api-stability.toml`` or ``pyproject.toml`` in *start* or a folder above it."""
    folder = start.resolve()
    found = (_config_in(candidate) for candidate in (folder, *folder.parents))
    return next(filter(None, found), None)


def has_config(folder: Path) -> bool:
    """Whether *folder* itself has one of these files."""
    return _config_in(folder) is not None


def _config_in(folder: Path) -> Path | None:
    files = (folder / name for name in (FILE_NAME, "pyproject.toml"))
    return next((file for file in files if file.is_file()), None)


def load_config(file: Path) -> LocatedConfig:
    """Load *file* and the files that it names; raise `UserError` naming file and key."""
    text = read_config_text(file)
    table = parse_toml(text, where=str(file))
    root = file.resolve().parent
    if file.name == "pyproject.toml":
        pyproject: dict[str, Any] | None = table
        table = table.get("tool", {}).get("api-stability", {})
        at = "tool.api-stability"
    else:
        beside = root / "pyproject.toml"
        pyproject = read_toml(beside) if beside.is_file() else None
        at = ""
    config = convert_table(table, Config, where=str(file), at=at)
    lines = find_toml_lines(text)

    def places(section: str, entries: Sized) -> tuple[EntryPlace, ...]:
        found = (lines.get((section, number)) for number in range(len(entries)))
        return tuple(EntryPlace(file.name, line) for line in found)

    return _with_files(
        LocatedConfig(
            config=config,
            file=file.resolve(),
            root=root,
            pyproject=pyproject,
            annotation_places=places("annotations", config.annotations),
            feature_places=places("features", config.features),
        )
    )


def read_toml(file: Path) -> dict[str, Any]:
    """Parse a TOML file; raise `UserError` naming it."""
    return parse_toml(read_config_text(file), where=str(file))


T = TypeVar("T")


def _with_files(located: LocatedConfig) -> LocatedConfig:
    """Add what the files hold that the configuration names."""
    config = located.config
    annotations, places = list(config.annotations), list(located.annotation_places)
    features, feature_places = list(config.features), list(located.feature_places)
    waivers = list(config.waivers)
    if config.annotations_file:
        name = config.annotations_file
        for table, line in _read_annotations(_existing(located, name, key="annotations-file")):
            annotations.append(table)
            places.append(EntryPlace(name, line))
    if config.features_file:
        file = _existing(located, config.features_file, key="features-file")
        for feature, line in _read_section(file, "features", FeatureTable):
            features.append(feature)
            feature_places.append(EntryPlace(config.features_file, line))
    if config.waivers_file:
        file = _existing(located, config.waivers_file, key="waivers-file")
        waivers += [table for table, _ in _read_section(file, "waivers", WaiverTable)]
    ledger = None
    if config.ledger_file:
        ledger = _read_ledger(_existing(located, config.ledger_file, key="ledger-file"))
    config = msgspec.structs.replace(
        config,
        annotations=tuple(annotations),
        features=tuple(features),
        waivers=tuple(waivers),
    )
    return msgspec.structs.replace(
        located,
        config=config,
        annotation_places=tuple(places),
        feature_places=tuple(feature_places),
        ledger=ledger,
    )


def _read_ledger(file: Path) -> Ledger:
    try:
        return read_ledger(file.read_bytes(), where=str(file))
    except OSError as error:
        raise UserError(error.strerror or "cannot be read", where=str(file)) from None


def _existing(located: LocatedConfig, name: str, *, key: str) -> Path:
    file = located.root / name
    if not file.is_file():
        raise UserError(f"there is no file {name!r}", where=located.where, key=key)
    return file


def _read_annotations(file: Path) -> Iterator[tuple[AnnotationTable, int | None]]:
    """The annotations of a file, with their lines: a list, or the symbols of a tracker."""
    located = read_table(file)
    if not isinstance(located.table, dict) or "symbols" not in located.table:
        yield from _read_entries(file, located, "annotations", AnnotationTable)
        return
    tracked = located.table["symbols"] or {}
    if not isinstance(tracked, dict):
        where = _spell_line(file, located.lines.get(("symbols",)))
        raise UserError("expected a table, got a list or text", where=where, key="symbols")
    for name, entry in tracked.items():
        line = located.lines.get(("symbols", name))
        where = _spell_line(file, line)
        known = convert_table(entry, TrackedSymbol, where=where, at=f"symbols.{name}")
        table = _from_tracker(name, known)
        if table is not None:
            yield table, line


def _from_tracker(name: str, tracked: TrackedSymbol) -> AnnotationTable | None:
    """What a tracker decides about a symbol; ``None`` for one that it only lists."""
    if tracked.stability is None and not tracked.deprecated:
        return None
    if not tracked.deprecated:
        return AnnotationTable(id=name, level=tracked.stability, reason=tracked.note)
    facts = DeprecatedTable(removal=tracked.removal_target, reason=tracked.note)
    return AnnotationTable(id=name, level=tracked.stability, deprecated=facts)


def _read_section(file: Path, section: str, kind: type[T]) -> Iterator[tuple[T, int | None]]:
    yield from _read_entries(file, read_table(file), section, kind)


def _read_entries(
    file: Path, located: LocatedTable, section: str, kind: type[T]
) -> Iterator[tuple[T, int | None]]:
    """The tables in the list *section*, which is all that the file may hold, with their lines."""
    if not isinstance(located.table, dict):
        raise UserError(f"expected a table with {section!r}", where=f"{file}:1")
    for key in located.table:
        if key != section:
            where = _spell_line(file, located.lines.get((key,)))
            raise UserError(f"unknown key {key!r}; {nearest(key, [section])}", where=where)
    entries = located.table.get(section, [])
    if not isinstance(entries, list):
        got = "nothing" if entries is None else "something else"
        where = _spell_line(file, located.lines.get((section,)))
        raise UserError(f"expected a list, got {got}", where=where, key=section)
    for number, entry in enumerate(entries):
        line = located.lines.get((section, number))
        where = _spell_line(file, line)
        yield convert_table(entry, kind, where=where, at=f"{section}[{number}]"), line


def _spell_line(file: Path, line: int | None) -> str:
    return f"{file}:{line}" if line else str(file)
