"""From a configuration to an inventory: plan, read, annotate, merge, resolve; cached when asked.

Hosts (command line, Sphinx, Markdown engines) call this and translate; they read nothing.
"""

from __future__ import annotations

import glob
import time
from pathlib import Path
from typing import Any, Final

import msgspec

from api_stability import __version__
from api_stability.config import AnnotationTable, Config, LocatedConfig, find_config, load_config
from api_stability.discovery import find_name, find_packages, find_version
from api_stability.freshness import Snapshot, digest_of, is_fresh, take_snapshot, write_whole
from api_stability.merge import merge_inventories
from api_stability.model.codec import encode_json, read_inventory
from api_stability.model.errors import UserError, nearest
from api_stability.model.ids import SURFACES
from api_stability.model.inventory import Feature, Inventory, Project, Reading
from api_stability.model.policy import Policy
from api_stability.model.symbols import Mark
from api_stability.model.validation import convert_table
from api_stability.policies import load_policy
from api_stability.readers.registry import SourceContext, SurfaceReader, find_readers
from api_stability.resolve.annotations import CONFIGURATION, Annotation, apply_annotations
from api_stability.resolve.assemble import assemble_inventory
from api_stability.resolve.words import normalise_words

CACHE_NAME: Final = "inventory"


class Workspace(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration, understood: what every command and host starts from."""

    located: LocatedConfig
    project: Project
    policy: Policy

    @property
    def config(self) -> Config:
        """The configuration as written."""
        return self.located.config


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """An inventory and how it was come by."""

    inventory: Inventory
    from_cache: bool
    notes: tuple[str, ...] = ()
    """What the person who runs the scan should know (a corrupt cache that was rebuilt)."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """One source, checked and ready to read."""

    surface: str
    request: Any


def open_workspace(start: Path, *, config: Path | None = None) -> Workspace:
    """Open the configuration *config*, else the nearest one at or above *start*.

    Without any, everything is default. Raises `UserError`.
    """
    file = config or find_config(start)
    if file is None:
        located = LocatedConfig(config=Config(), file=None, root=start.resolve(), pyproject=None)
    else:
        located = load_config(file)
    return make_workspace(located)


def make_workspace(located: LocatedConfig) -> Workspace:
    """Load what a configuration names; raise `UserError`."""
    policy = load_policy(located.config.policy, base=located.root, where=located.where)
    project = Project(
        name=find_name(located),
        version=find_version(located),
        policy=policy.name,
        ladder=policy.ladder,
    )
    return Workspace(located=located, project=project, policy=policy)


def scan(workspace: Workspace, *, marked_only: bool = False, cache: Path | None = None) -> Scan:
    """Read all sources and inventories of *workspace* into one inventory.

    With *cache*, a folder, nothing is read when nothing changed since the last scan into it.
    Raises `UserError` for wrong configuration; what stands in the sources never raises.
    """
    plans = plan_sources(workspace, marked_only=marked_only)
    inventory_files = find_inventories(workspace)
    if cache is None:
        return Scan(inventory=_read(workspace, plans, inventory_files), from_cache=False)
    key = digest_of((__version__, workspace.project, workspace.policy, workspace.config, plans))
    now_ns = time.time_ns()
    files = (
        *inventory_files,
        *(file for plan in plans for file in _reader(plan).find_files(plan.request)),
    )
    cached, notes = _load_cached(cache, key, files)
    if cached is not None:
        return Scan(inventory=cached, from_cache=True)
    snapshot = take_snapshot(key, files, now_ns=now_ns)
    inventory = _read(workspace, plans, inventory_files)
    _store(cache, snapshot, inventory)
    return Scan(inventory=inventory, from_cache=False, notes=notes)


def plan_sources(workspace: Workspace, *, marked_only: bool = False) -> tuple[Plan, ...]:
    """Check every ``[[sources]]`` table; without any, what ``pyproject.toml`` implies."""
    located = workspace.located
    tables: tuple[dict[str, Any], ...] = located.config.sources
    if not tables and not located.config.inventories:
        tables = (_implied_source(located),)
    readers = find_readers()
    plans = []
    for index, table in enumerate(tables):
        key = f"sources[{index}]"
        surface = table.get("surface")
        if not isinstance(surface, str) or surface not in readers:
            raise UserError(_no_reader(surface, tuple(readers)), where=located.where, key=key)
        reader = readers[surface]()
        own = {name: value for name, value in table.items() if name != "surface"}
        options = convert_table(own, reader.options, where=located.where, at=key)
        context = SourceContext(
            project=workspace.project.name,
            root=located.root,
            where=located.where,
            key=key,
            marked_only=marked_only,
        )
        plans.append(Plan(surface=surface, request=reader.plan(options, context)))
    return tuple(plans)


def find_inventories(workspace: Workspace) -> tuple[Path, ...]:
    """The files that ``inventories`` names; a plain path must exist, a pattern need not match."""
    located = workspace.located
    found: list[Path] = []
    for index, pattern in enumerate(located.config.inventories):
        # not Path.glob: it refuses absolute patterns
        matched = sorted(glob.glob(pattern, root_dir=located.root, recursive=True))  # noqa: PTH207
        if not matched and not glob.has_magic(pattern):
            raise UserError(
                f"there is no file {pattern!r}; write it with `api-stability scan --format json`",
                where=located.where,
                key=f"inventories[{index}]",
            )
        found += [located.root / name for name in matched]
    return tuple(found)


def _implied_source(located: LocatedConfig) -> dict[str, Any]:
    layout = find_packages(located)
    if layout is None:
        raise UserError(
            "nothing to read: no [[sources]] is configured and no package was found in "
            f"{located.root} or its src folder; name one, or run `api-stability init`",
            where=located.where if located.file else None,
        )
    return {
        "surface": "python",
        "packages": list(layout.packages),
        "search-paths": list(layout.search_paths),
    }


def _no_reader(surface: object, known: tuple[str, ...]) -> str:
    if surface is None:
        return f"missing key 'surface'; valid: {', '.join(sorted(known))}"
    if surface in SURFACES:
        return (
            f"there is no reader for surface {surface!r} in this version; valid: {', '.join(known)}"
        )
    return f"unknown surface {surface!r}; {nearest(str(surface), known)}"


def _reader(plan: Plan) -> SurfaceReader:
    return find_readers()[plan.surface]()


def _read(workspace: Workspace, plans: tuple[Plan, ...], files: tuple[Path, ...]) -> Inventory:
    readings = tuple(_reader(plan).read(plan.request) for plan in plans)
    own = build_inventory(workspace, readings)
    others = [read_inventory(file.read_bytes(), where=str(file)) for file in files]
    # also alone: two sources may have read one symbol
    return merge_inventories([own, *others])


def build_inventory(workspace: Workspace, readings: tuple[Reading, ...]) -> Inventory:
    """Normalise words, add annotations, resolve levels and features."""
    declarations = tuple(found for reading in readings for found in reading.declarations)
    declarations, unknown = normalise_words(declarations, workspace.policy)
    declarations, unused = apply_annotations(declarations, _annotations(workspace))
    read = (found for reading in readings for found in reading.diagnostics)
    return assemble_inventory(
        projects=(workspace.project,),
        sources=(reading.source for reading in readings),
        declarations=declarations,
        features=_features(workspace),
        diagnostics=(*read, *unknown, *unused),
    )


def _annotations(workspace: Workspace) -> tuple[Annotation, ...]:
    return tuple(
        Annotation(pattern=table.id, mark=_annotation_mark(table, workspace))
        for table in workspace.config.annotations
    )


def _annotation_mark(table: AnnotationTable, workspace: Workspace) -> Mark:
    level = _known_level(table.level, workspace, key=f"annotations, id = {table.id!r}")
    deprecated = table.deprecated
    facts = None if isinstance(deprecated, bool) else deprecated
    return Mark(
        source=CONFIGURATION,
        form="annotation",
        name="annotation",
        raw_level=table.level,
        level=level,
        deprecates=deprecated if isinstance(deprecated, bool) else True if facts else None,
        reason=(facts.reason if facts else None) or table.reason,
        since=(facts.since if facts else None) or table.since,
        removal=facts.removal if facts else None,
        alternatives=facts.alternatives if facts else (),
        issue=table.issue,
        feature=table.feature,
        file=_annotations_file(workspace),
    )


def _annotations_file(workspace: Workspace) -> str | None:
    located = workspace.located
    return located.config.annotations_file or (located.file.name if located.file else None)


def _features(workspace: Workspace) -> tuple[Feature, ...]:
    return tuple(
        Feature(
            id=table.id,
            title=table.title or table.id,
            project=workspace.project.name,
            level=None,
            declared=_known_level(table.level, workspace, key=f"features, id = {table.id!r}"),
            patterns=table.symbols,
            issue=table.issue,
            proposal=table.proposal,
            opt_in=table.opt_in,
        )
        for table in workspace.config.features
    )


def _known_level(word: str | None, workspace: Workspace, *, key: str) -> str | None:
    if word is None:
        return None
    level = workspace.policy.level_for(word)
    if level is None:
        names = [known.name for known in workspace.policy.levels]
        raise UserError(
            f"unknown level {word!r}; {nearest(word, names)}",
            where=workspace.located.where,
            key=key,
        )
    return level


def _load_cached(
    cache: Path, key: str, files: tuple[Path, ...]
) -> tuple[Inventory | None, tuple[str, ...]]:
    snapshot_file = cache / f"{CACHE_NAME}.snapshot.json"
    inventory_file = cache / f"{CACHE_NAME}.json"
    if not snapshot_file.is_file():
        return None, ()
    try:
        snapshot = msgspec.json.decode(snapshot_file.read_bytes(), type=Snapshot)
        if not is_fresh(snapshot, key, files):
            return None, ()
        return read_inventory(inventory_file.read_bytes(), where=str(inventory_file)), ()
    except (msgspec.MsgspecError, OSError, UserError):
        return None, (f"the cache in {cache} was damaged and is made anew",)


def _store(cache: Path, snapshot: Snapshot, inventory: Inventory) -> None:
    # the snapshot last: an interrupted store leaves one that does not fit, never a wrong answer
    (cache / f"{CACHE_NAME}.snapshot.json").unlink(missing_ok=True)
    write_whole(cache / f"{CACHE_NAME}.json", encode_json(inventory))
    write_whole(cache / f"{CACHE_NAME}.snapshot.json", msgspec.json.encode(snapshot))
