"""The configuration: one declaration per option (type, default, help), and where it is found.

A configuration is an ``api-stability.toml``, or ``[tool.api-stability]`` in a ``pyproject.toml``; a
``pyproject.toml`` without that table is a configuration too: name, version and packages come from
its ``[project]``. Paths are relative to the file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from api_stability.model.errors import UserError
from api_stability.model.findings import Severity
from api_stability.model.validation import convert_table, decode_text, parse_toml

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
    annotations: Annotated[
        tuple[AnnotationTable, ...], Meta(description="Reviewed decisions about symbols")
    ] = ()
    annotations_file: Annotated[
        str | None, Meta(description="A TOML or YAML file with `annotations`")
    ] = None
    waivers: Annotated[
        tuple[WaiverTable, ...], Meta(description="Expiring exceptions to rules")
    ] = ()
    waivers_file: Annotated[str | None, Meta(description="A TOML or YAML file with `waivers`")] = (
        None
    )
    rules: Annotated[RulesTable, Meta(description="What `check` applies")] = RulesTable()


class LocatedConfig(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration and where it stands."""

    config: Config
    file: Path | None
    """``None``: no file was found, everything is default."""
    root: Path
    """The folder that all paths are relative to."""
    pyproject: dict[str, Any] | None
    """The ``pyproject.toml`` in the same folder, parsed; for name, version and packages."""
    inline_annotations: int = 0
    """How many of the annotations stand in *file*; the others are from ``annotations-file``."""

    @property
    def where(self) -> str:
        """The file's name for messages."""
        return str(self.file) if self.file else "configuration"


class _AnnotationsFile(_Options, frozen=True):
    annotations: tuple[AnnotationTable, ...] = ()


class _WaiversFile(_Options, frozen=True):
    waivers: tuple[WaiverTable, ...] = ()


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
    table = read_toml(file)
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
    return LocatedConfig(
        config=_with_files(config, root=root, where=str(file)),
        file=file.resolve(),
        root=root,
        pyproject=pyproject,
        inline_annotations=len(config.annotations),
    )


def read_toml(file: Path) -> dict[str, Any]:
    """Parse a TOML file; raise `UserError` naming it."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UserError(error.strerror or "cannot be read", where=str(file)) from None
    return parse_toml(decode_text(data, where=str(file)), where=str(file))


def _with_files(config: Config, *, root: Path, where: str) -> Config:
    """Add what ``annotations-file`` and ``waivers-file`` hold."""
    annotations, waivers = config.annotations, config.waivers
    if config.annotations_file:
        file = _existing(root, config.annotations_file, where=where, key="annotations-file")
        annotations += convert_table(
            _read_table(file), _AnnotationsFile, where=str(file)
        ).annotations
    if config.waivers_file:
        file = _existing(root, config.waivers_file, where=where, key="waivers-file")
        waivers += convert_table(_read_table(file), _WaiversFile, where=str(file)).waivers
    return msgspec.structs.replace(config, annotations=annotations, waivers=waivers)


def _existing(root: Path, name: str, *, where: str, key: str) -> Path:
    file = root / name
    if not file.is_file():
        raise UserError(f"there is no file {name!r}", where=where, key=key)
    return file


def _read_table(file: Path) -> object:
    if file.suffix in {".yaml", ".yml"}:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            table = yaml.load(file.read_bytes(), Loader=loader)  # noqa: S506 - a safe loader, in C
        except (yaml.YAMLError, OSError, UnicodeDecodeError, RecursionError) as error:
            raise UserError(f"this is no YAML: {error}", where=str(file)) from None
        return {} if table is None else table  # an empty file, or one of comments alone
    return read_toml(file)
