"""The inventories of all configured projects: fetched at once, or the last good copies.

The network is asked by one thread for each project, and waited for no longer than there is time for
all of them together; what has not answered by then counts as down.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from api_stability.model.inventory import Inventory
from api_stability.remote.configured import Remote, is_address, without_secrets
from api_stability.remote.connecting import Access, Call
from api_stability.remote.copies import Copies, Copy
from api_stability.remote.documents import read_document, read_file
from api_stability.remote.fetching import Answer, Known, Limits, fetch, too_slow
from api_stability.remote.problems import RemoteError

DAY: Final = 86_400
"""Seconds."""
_GRACE: Final = 0.5
"""Seconds that a thread has to end after its connection was closed."""


class Obtained(msgspec.Struct, frozen=True, kw_only=True):
    """What there is of one project."""

    remote: Remote
    inventory: Inventory | None
    problem: str | None = None
    """Why there is none, or only a copy: by place, with what to do."""
    age: int | None = None
    """Seconds since the copy that stands in was known to be good; ``None``: it is no copy."""


class _Found(msgspec.Struct, frozen=True, kw_only=True):
    inventory: Inventory
    address: str | None = None
    answer: Answer | None = None
    """What is to be kept under the address."""


class _Search:
    """The search for one project's inventory, place by place."""

    def __init__(self, remote: Remote, copies: Mapping[str, Copy], root: Path) -> None:
        self.remote = remote
        self.copies = copies
        self.root = root
        self.call = Call()
        self.found: _Found | None = None
        self.errors: dict[str, RemoteError] = {}

    def run(self, limits: Limits, access: Access) -> None:
        """Try one place after the other, until one has an inventory."""
        for place in self.remote.places:
            if self.call.ended or self.found is not None:
                return
            try:
                self.found = self._try(place, limits, access)
            except RemoteError as error:
                self.errors[place] = error

    def _try(self, place: str, limits: Limits, access: Access) -> _Found:
        if not is_address(place):
            return _Found(inventory=read_file(self.root / place, limits.unpacked))
        copy = self.copies.get(place)
        known = copy.known if copy is not None else Known()
        answer = fetch(place, known, limits, access, self.call)
        if answer.body is None and copy is not None and copy.body is not None:
            kept = Answer(body=copy.body, known=copy.known)
            try:
                return _Found(inventory=read_document(copy.body), address=place, answer=kept)
            except RemoteError:  # another version of ours kept it
                answer = fetch(place, Known(), limits, access, self.call)
        inventory = read_document(answer.body or b"")
        return _Found(inventory=inventory, address=place, answer=answer)


def obtain_inventories(
    remotes: Sequence[Remote],
    *,
    root: Path,
    cache: Path,
    access: Access,
    limits: Limits,
    days: int,
) -> tuple[tuple[Obtained, ...], bool]:
    """The inventory of each of *remotes*, in their order, and whether a copy was damaged.

    Paths are relative to *root* and read each time. What was fetched is kept in the folder *cache*
    and used for so many *days* (negative: for ever) before its server is asked again.
    """
    copies = Copies(cache)
    now = int(time.time())
    searches: dict[str, _Search] = {}
    obtained: dict[str, Obtained] = {}
    for remote in remotes:
        known = _load(remote, copies)
        recent = {
            place: copy
            for place, copy in known.items()
            if days < 0 or 0 <= now - copy.checked < days * DAY
        }
        found = _take_recent(remote, recent)
        if found is not None:
            obtained[remote.name] = found
        else:
            searches[remote.name] = _Search(remote, known, root)
    _run(list(searches.values()), limits, access)
    for name, search in searches.items():
        obtained[name] = _conclude(search, copies, limits, now)
    copies.tidy()
    return tuple(obtained[remote.name] for remote in remotes), copies.are_damaged


def _load(remote: Remote, copies: Copies) -> dict[str, Copy]:
    loaded = {place: copies.load(place) for place in remote.places if is_address(place)}
    return {place: copy for place, copy in loaded.items() if copy is not None}


def _take_recent(remote: Remote, recent: Mapping[str, Copy]) -> Obtained | None:
    """What the recent copies say, without asking anybody; ``None`` where somebody must be asked."""
    for place in remote.places:
        copy = recent.get(place)
        if copy is None:
            return None
        if copy.body is not None:
            try:
                return Obtained(remote=remote, inventory=read_document(copy.body))
            except RemoteError:  # another version of ours kept it
                return None
    return None if remote.promised else Obtained(remote=remote, inventory=None)


def _run(searches: Sequence[_Search], limits: Limits, access: Access) -> None:
    """Run all searches at once, those on the network no longer than there is time."""
    until = time.monotonic() + limits.seconds
    threads: list[tuple[_Search, threading.Thread]] = []
    for search in searches:
        if any(map(is_address, search.remote.places)):
            # a daemon: one that waits for the name of a server cannot be ended
            thread = threading.Thread(target=search.run, args=(limits, access), daemon=True)
            thread.start()
            threads.append((search, thread))
        else:
            search.run(limits, access)
    for _, thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    late = [(search, thread) for search, thread in threads if thread.is_alive()]
    for search, _ in late:
        search.call.end()
    until = time.monotonic() + _GRACE
    for _, thread in late:
        thread.join(max(0.0, until - time.monotonic()))


def _conclude(search: _Search, copies: Copies, limits: Limits, now: int) -> Obtained:
    remote, found, errors = search.remote, search.found, dict(search.errors)
    if found is not None:
        if found.address is not None and found.answer is not None:
            copies.store(found.address, found.answer.body, found.answer.known, now=now)
        return Obtained(remote=remote, inventory=found.inventory)
    for place in remote.places:
        errors.setdefault(place, too_slow(limits))
    absent = [place for place, error in errors.items() if error.kind == "absent"]
    if not remote.promised and len(absent) == len(remote.places):
        for place in filter(is_address, absent):
            copies.store(place, None, Known(), now=now)
        return Obtained(remote=remote, inventory=None)
    problem = "; ".join(
        f"{without_secrets(place)}: {errors[place]}" for place in remote.places if place in errors
    )
    for place in remote.places:
        copy = search.copies.get(place)
        if copy is None or copy.body is None:
            continue
        try:
            inventory = read_document(copy.body)
        except RemoteError:
            continue
        age = max(0, now - copy.checked)
        return Obtained(remote=remote, inventory=inventory, problem=problem, age=age)
    told = remote.promised or any(error.kind == "invalid" for error in errors.values())
    return Obtained(remote=remote, inventory=None, problem=problem if told else None)
