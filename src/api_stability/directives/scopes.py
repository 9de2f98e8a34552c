"""Which projects a table is over, and the look-up that answers for them."""

from __future__ import annotations

import msgspec

from api_stability.directives.site import Site
from api_stability.model.federation import Federation
from api_stability.model.index import Index
from api_stability.model.views import Span, Table
from api_stability.views.words import join_words


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What a table is over."""

    index: Index
    projects: tuple[str, ...]
    """The names that the projects give themselves; empty: all of them."""
    missing: tuple[str, ...] = ()
    """Those that were asked for and of which nothing could be had."""
    is_empty: bool = False
    """Whether nothing of what was asked for could be had."""

    is_own: bool = True
    """Whether the documented project is among them."""

    def complete(self, table: Table) -> Table:
        """*table*, saying what is not in it."""
        if not self.missing:
            return table
        told = f"What {join_words(self.missing, 'and')} says of itself could not be had."
        note = (*table.note, Span(f" {told}" if table.note else told))
        return msgspec.structs.replace(table, note=note, empty=f"{table.empty} {told}")


def find_scope(asked: tuple[str, ...], site: Site) -> Scope:
    """The scope of a table over the projects that its page *asked* for; ``*`` is all.

    A project is called as the host's configuration calls it or as it calls itself. Nothing asked
    for: the documented project.
    """
    others = site.others
    if "*" in asked:
        return Scope(index=site.known, projects=(), missing=others.missing)
    names: list[str] = []
    first: list[Index] = []
    for name in asked or (site.project,):
        other = others.find(name)
        if other is None or site.index.find_project(name) is not None:
            names.append(name)
        else:
            names += (name,) if name in other.projects else other.projects
            first.append(other.index)
    missing = tuple(name for name in dict.fromkeys(names) if name in others.missing)
    left = tuple(name for name in dict.fromkeys(names) if name not in missing)
    index, is_own = site.known, not first or any(map(site.index.find_project, left))
    if not is_own:
        # what several projects have under one id is here that of the one that is asked about
        rest = (other.index for other in others.all if other.index is not first[0])
        index = Federation(first[0], site.index, *rest)
    return Scope(index=index, projects=left, missing=missing, is_empty=not left, is_own=is_own)
