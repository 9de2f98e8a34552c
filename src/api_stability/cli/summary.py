"""An inventory in one line."""

from __future__ import annotations

from collections import Counter

from api_stability.model.inventory import Inventory, Project
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.renderers.printable import printable


def say_project(
    project: Project, inventory: Inventory, policy: Policy, *, marked_only: bool = False
) -> str:
    """One line, such as "pkg 1.8: 2,345 public symbols, 2 marked (2 beta), 0 files unreadable".

    Marked is what carries a mark itself, not what only shares that of something enclosing it. An
    inventory that holds *marked_only* knows nothing about the number of all symbols.
    """
    public = [s for s in inventory.symbols if s.project == project.name and s.public]
    marked = [symbol for symbol in public if symbol.marks]
    counts = _count(marked, policy)
    detail = ", ".join(f"{count:,} {word}" for word, count in counts if count)
    unreadable = count_unreadable(inventory, project.name)
    name = printable(f"{project.name} {project.version or '(no version)'}")
    told = f"{_plural(len(marked), 'marked symbol')}"
    if not marked_only:
        told = f"{_plural(len(public), 'public symbol')}, {len(marked):,} marked"
    if detail:
        told += f" ({detail})"
    return f"{name}: {told}, {_plural(unreadable, 'file')} unreadable"


def count_unreadable(inventory: Inventory, project: str) -> int:
    """How many files of *project* could not be read."""
    sources = {source.id for source in inventory.sources if source.project == project}
    places = {
        (diagnostic.source, diagnostic.file)
        for diagnostic in inventory.diagnostics
        if diagnostic.grade == "incomplete" and diagnostic.source in sources and diagnostic.file
    }
    return len(places)


def _count(marked: list[Symbol], policy: Policy) -> list[tuple[str, int]]:
    """Symbols by level, least stable first, then the deprecated ones; one can be both."""
    by_level = Counter(symbol.level for symbol in marked if symbol.basis != "default")
    ladder = [level.name for level in policy.levels]
    order = sorted(
        by_level, key=lambda name: (ladder.index(name) if name in ladder else len(ladder), name)
    )
    deprecated = sum(symbol.deprecation is not None for symbol in marked)
    return [*((name, by_level[name]) for name in order), ("deprecated", deprecated)]


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
