"""A project's documentation, opened: for the hosts that are handed one page after the other.

Such a host (a Markdown engine, a reader of docstrings) starts anew with each page and has no moment
at which a build begins. What was read is therefore kept for the life of the process, and is looked
at again when a page is asked for and the last look was a while ago.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from typing import Final
from weakref import WeakSet

from api_stability import __version__
from api_stability.directives.site import NO_PAGES, Pages, Site
from api_stability.language import find_catalog, say, speaking
from api_stability.model.inventory import Inventory
from api_stability.model.others import NO_OTHERS, Others
from api_stability.pipeline import Workspace, find_read, make_index, open_workspace, scan
from api_stability.remote.configured import Remote
from api_stability.remote.fetching import Limits
from api_stability.workspace import translate_policy

LOOK_AGAIN: Final = 1.0
"""Seconds for which nothing is looked at again: the pages of a build follow each other faster."""


LIMITS: Final = Limits(seconds=10.0, transferred=10_000_000, unpacked=100_000_000)


@dataclass(frozen=True)
class Asked:
    """What a host's settings ask for."""

    start: Path
    """Where the nearest configuration is looked for, upwards."""
    config: Path | None = None
    """The configuration, where it is named."""
    cache: Path | None = None
    """A folder for what the next process wants to know; ``None``: nothing is left behind."""
    language: str = "en"
    remotes: tuple[Remote, ...] = ()
    """Other projects; their paths are relative to *start*."""
    limits: Limits = LIMITS
    days: int = 5
    """For how many days a copy of an inventory is used before its server is asked again."""


@dataclass(frozen=True, eq=False)
class Opened:
    """A site, and what it was made from."""

    site: Site
    workspace: Workspace
    inventory: Inventory
    told: tuple[tuple[str, str], ...] = ()
    """What the person who builds should know: stable codes and messages."""

    def with_pages(self, pages: Pages) -> Site:
        """The site, as a host sees it that knows its pages."""
        return self.site if pages is NO_PAGES else replace(self.site, pages=pages)


@dataclass
class Sites:
    """All that this process has opened."""

    clock: Callable[[], float] = time.monotonic
    _opened: dict[Asked, Opened] = field(default_factory=dict)
    _looked: dict[Asked, float] = field(default_factory=dict)
    _folders: dict[Asked, tempfile.TemporaryDirectory[str]] = field(default_factory=dict)
    _told: WeakSet[Opened] = field(default_factory=WeakSet)
    _lock: RLock = field(default_factory=RLock)

    def open(self, asked: Asked) -> Opened:
        """What *asked* names, as it is now or was a moment ago.

        Raises `UserError` for a wrong configuration, each time until it is mended.
        """
        with self._lock:
            known = self._opened.get(asked)
            if known is not None and self.clock() - self._looked[asked] < LOOK_AGAIN:
                return known
            self._opened.pop(asked, None)
            found = self._look(asked, known)
            self._opened[asked] = found
            # a long look is no reason to look again at once
            self._looked[asked] = self.clock()
            return found

    def look_again(self) -> None:
        """Whatever is asked for next is looked at again: a build begins."""
        with self._lock:
            self._looked = dict.fromkeys(self._looked, float("-inf"))

    def is_untold(self, opened: Opened) -> bool:
        """Whether no host has said yet what could not be read: whoever asks first says it."""
        with self._lock:
            untold = opened not in self._told
            self._told.add(opened)
            return untold

    def forget_told(self) -> None:
        """A build begins: everything is said again."""
        with self._lock:
            self._told.clear()

    def _look(self, asked: Asked, known: Opened | None) -> Opened:
        workspace = open_workspace(asked.start, config=asked.config)
        cache = self._find_cache(asked)
        scanned = scan(workspace, cache=cache)
        others, told = _load_others(asked, scanned.inventory, cache)
        if known is not None and workspace == known.workspace:
            same = scanned.inventory == known.inventory and told == known.told
            if same and _have_same(others, known.site.others):
                return known
        with speaking(find_catalog(asked.language)):
            policy = translate_policy(workspace, say)
        site = Site(
            index=make_index(workspace, scanned.inventory),
            policy=policy,
            project=workspace.project.name,
            root=workspace.located.root,
            others=others,
        )
        notes = tuple(("cache", note) for note in scanned.notes)
        return Opened(site, workspace, scanned.inventory, (*notes, *told))

    def _find_cache(self, asked: Asked) -> Path:
        """The folder that tells what has changed; one that this process removes where none is."""
        if asked.cache is not None:
            return asked.cache
        if asked not in self._folders:
            self._folders[asked] = tempfile.TemporaryDirectory(prefix="api-stability-")
        return Path(self._folders[asked].name)


SITES: Final = Sites()
"""Those of this process."""


def _load_others(
    asked: Asked, own: Inventory, cache: Path
) -> tuple[Others, tuple[tuple[str, str], ...]]:
    """Other projects, and what is wrong with them. Nothing is asked of the network unless named."""
    if not asked.remotes:
        return NO_OTHERS, ()
    # with all that asks the network
    from api_stability.remote.collecting import collect_others, say_problem
    from api_stability.remote.connecting import Access
    from api_stability.remote.obtaining import obtain_inventories

    obtained, damaged = obtain_inventories(
        asked.remotes,
        root=asked.start,
        cache=cache,
        access=Access(user_agent=f"api-stability/{__version__}"),
        limits=asked.limits,
        days=asked.days,
    )
    others, clashes = collect_others(obtained, own, {})
    told = [("cache", f"the cache in {cache} was damaged and is made anew")] if damaged else []
    told += [found for each in obtained if (found := say_problem(each)) is not None]
    told += [("same-project", clash.explain("inventories")) for clash in clashes]
    return others, tuple(told)


def _have_same(one: Others, two: Others) -> bool:
    """Whether they say the same."""
    found = ([(each.name, each.index.inventory) for each in others.all] for others in (one, two))
    return next(found) == next(found)


def find_watched(workspace: Workspace) -> tuple[Path, ...]:
    """What a server watches to know when the project is to be read again: folders and files."""
    found = {path.parent for path in find_read(workspace)}
    if workspace.located.file is not None:
        found.add(workspace.located.file.parent)
    outermost = {folder for folder in found if not found.intersection(folder.parents)}
    return tuple(sorted(outermost))
