"""From a configuration to an inventory: plan, read, annotate, merge, resolve; cached when asked.

Hosts (command line, Sphinx, Markdown engines) call this and translate; they read nothing.
"""

from __future__ import annotations

import glob
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec

from api_stability import __version__
from api_stability.config import LocatedConfig
from api_stability.discovery import find_packages
from api_stability.freshness import (
    FolderShelf,
    Snapshot,
    digest_of,
    is_fresh,
    take_snapshot,
    write_whole,
)
from api_stability.history.project_history import find_history
from api_stability.model.codec import encode_json, read_inventory, well_formed
from api_stability.model.errors import UserError, nearest
from api_stability.model.ids import SURFACES
from api_stability.model.index import Index
from api_stability.model.inventory import Inventory, Reading
from api_stability.model.validation import convert_table
from api_stability.readers.registry import (
    Progress,
    Shelf,
    SourceContext,
    SurfaceReader,
    find_surfaces,
    load_reader,
    silent,
)
from api_stability.workspace import (
    Workspace,
    make_annotations,
    make_features,
    make_workspace,
    open_workspace,
)

__stability__ = "experimental"
__stability_reason__ = "What extensions build on is not settled before 1.0."

__all__ = [
    "Plan",
    "Progress",
    "Scan",
    "Workspace",
    "build_inventory",
    "find_inventories",
    "find_read",
    "make_index",
    "make_workspace",
    "open_workspace",
    "plan_sources",
    "scan",
    "silent",
]

CACHE_NAME: Final = "inventory"
SHELF_PREFIX: Final = "files."
"""What the names of files in the cache begin with in which readers keep what sources say."""


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """An inventory and how it was come by."""

    inventory: Inventory
    from_cache: bool
    notes: tuple[str, ...] = ()
    """What the person who runs the scan should know (a corrupt cache that was rebuilt)."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """One source, checked and ready to read."""

    surface: str
    key: str
    """The source's place in the configuration ("sources[0]")."""
    request: Any


def scan(
    workspace: Workspace,
    *,
    marked_only: bool = False,
    cache: Path | None = None,
    progress: Progress = silent,
) -> Scan:
    """Read all sources and inventories of *workspace* into one inventory.

    With *cache*, a folder, nothing is read when nothing changed since the last scan into it, and
    no more than what changed when something did.
    *progress* is told how many files of a source were read, and of how many.
    Raises `UserError` for wrong configuration; what stands in the sources never raises.
    """
    plans = plan_sources(workspace, marked_only=marked_only)
    inventory_files = find_inventories(workspace)
    if cache is None:
        inventory = _read(workspace, plans, inventory_files, progress)
        return Scan(inventory=inventory, from_cache=False)
    places = workspace.located.annotation_places
    key = digest_of(
        (__version__, workspace.project, workspace.policy, workspace.config, places, plans)
    )
    now_ns = time.time_ns()
    files = (*inventory_files, *(file for plan in plans for file in _find_files(workspace, plan)))
    cached, notes = _load_cached(cache, key, files)
    if cached is not None:
        return Scan(inventory=cached, from_cache=True)
    snapshot = take_snapshot(key, files, now_ns=now_ns)
    shelf = FolderShelf(cache, SHELF_PREFIX)
    inventory = _read(workspace, plans, inventory_files, progress, shelf)
    _store(cache, snapshot, inventory)
    shelf.tidy()
    if shelf.is_damaged:
        notes = (_damaged(cache),)
    return Scan(inventory=inventory, from_cache=False, notes=notes)


def find_read(workspace: Workspace) -> tuple[Path, ...]:
    """The files that a scan of *workspace* reads, as they are now. Raises `UserError`."""
    plans = plan_sources(workspace)
    sources = (file for plan in plans for file in _find_files(workspace, plan))
    return (*find_inventories(workspace), *sources)


def make_index(workspace: Workspace, inventory: Inventory) -> Index:
    """What views look things up in: *inventory*, and the history of the project of *workspace*."""
    return Index(inventory, find_history(workspace.ledger, inventory.symbols, workspace.policy))


def plan_sources(workspace: Workspace, *, marked_only: bool = False) -> tuple[Plan, ...]:
    """Check every ``[[sources]]`` table; without any, what ``pyproject.toml`` implies."""
    located = workspace.located
    tables: tuple[dict[str, Any], ...] = located.config.sources
    if not tables and not located.config.inventories:
        tables = (_implied_source(located),)
    plans = []
    for index, table in enumerate(tables):
        key = f"sources[{index}]"
        surface = table.get("surface")
        if not isinstance(surface, str) or (reader := load_reader(surface)) is None:
            raise UserError(_no_reader(surface), where=located.where, key=key)
        own = {name: value for name, value in table.items() if name != "surface"}
        options = convert_table(own, reader.options, where=located.where, at=key)
        context = SourceContext(
            project=workspace.project.name,
            root=located.root,
            where=located.where,
            key=key,
            marked_only=marked_only,
        )
        plans.append(Plan(surface=surface, key=key, request=reader.plan(options, context)))
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


def _no_reader(surface: object) -> str:
    known = find_surfaces()
    if surface is None:
        return f"missing key 'surface'; valid: {', '.join(sorted(known))}"
    if surface in SURFACES:
        return (
            f"there is no reader for surface {surface!r} in this version; valid: {', '.join(known)}"
        )
    return f"unknown surface {surface!r}; {nearest(str(surface), known)}"


def _reader(plan: Plan) -> SurfaceReader:
    reader = load_reader(plan.surface)
    assert reader is not None  # noqa: S101 - it made the plan
    return reader


def _find_files(workspace: Workspace, plan: Plan) -> tuple[Path, ...]:
    with _located(workspace, plan):
        return _reader(plan).find_files(plan.request)


@contextmanager
def _located(workspace: Workspace, plan: Plan) -> Iterator[None]:
    """Say where the source stands in the configuration, which its reader cannot know."""
    try:
        yield
    except UserError as error:
        if error.where is not None:
            raise
        where = workspace.located.where
        raise UserError(error.message, where=where, key=error.key or plan.key) from None


def _read(
    workspace: Workspace,
    plans: tuple[Plan, ...],
    files: tuple[Path, ...],
    progress: Progress,
    shelf: Shelf | None = None,
) -> Inventory:
    from api_stability.readers.quiet import quiet

    with quiet():
        return _read_quietly(workspace, plans, files, progress, shelf)


def _read_quietly(
    workspace: Workspace,
    plans: tuple[Plan, ...],
    files: tuple[Path, ...],
    progress: Progress,
    shelf: Shelf | None,
) -> Inventory:
    readings = []
    for plan in plans:
        reader = _reader(plan)
        with _located(workspace, plan):
            if shelf is None or reader.read_again is None:
                reading = reader.read(plan.request, progress)
            else:
                reading = reader.read_again(plan.request, progress, shelf)
            readings.append(well_formed(reading))
    own = build_inventory(workspace, tuple(readings))
    others = [read_inventory(file.read_bytes(), where=str(file)) for file in files]
    if len(readings) == 1 and not others:
        return own  # no reader gives two symbols one id or alias: there is nothing to merge
    from api_stability.merge import merge_inventories

    # also without others: two sources may have read one symbol
    return merge_inventories([own, *others])


def build_inventory(workspace: Workspace, readings: tuple[Reading, ...]) -> Inventory:
    """Normalise words, add annotations, resolve levels and features."""
    # what was cached is resolved
    from api_stability.resolve.annotations import apply_annotations
    from api_stability.resolve.assemble import assemble_inventory
    from api_stability.resolve.words import normalise_words

    declarations = tuple(found for reading in readings for found in reading.declarations)
    not_levels = frozenset(word for reading in readings for word in reading.not_levels)
    declarations, unknown = normalise_words(declarations, workspace.policy, not_levels)
    declarations, unused = apply_annotations(declarations, make_annotations(workspace))
    read = (found for reading in readings for found in reading.diagnostics)
    return assemble_inventory(
        projects=(workspace.project,),
        sources=(reading.source for reading in readings),
        declarations=declarations,
        features=make_features(workspace),
        diagnostics=(*read, *unknown, *unused),
    )


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
        return None, (_damaged(cache),)


def _damaged(cache: Path) -> str:
    return f"the cache in {cache} was damaged and is made anew"


def _store(cache: Path, snapshot: Snapshot, inventory: Inventory) -> None:
    # the snapshot last: an interrupted store leaves one that does not fit, never a wrong answer
    (cache / f"{CACHE_NAME}.snapshot.json").unlink(missing_ok=True)
    write_whole(cache / f"{CACHE_NAME}.json", encode_json(inventory))
    write_whole(cache / f"{CACHE_NAME}.snapshot.json", msgspec.json.encode(snapshot))
