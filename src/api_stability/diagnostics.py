"""What could not be read of a project, for hosts that say it where it can be mended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from api_stability.model.inventory import Diagnostic, Inventory
from api_stability.resolve.annotations import CONFIGURATION
from api_stability.workspace import Workspace


def locate_diagnostics(
    inventory: Inventory, workspace: Workspace
) -> Iterator[tuple[Diagnostic, str | None]]:
    """Each diagnostic about the project of *workspace*, with the file to open and the line.

    What could not be read of other projects is for those who read them.
    """
    roots = {
        source.id: source.root
        for source in inventory.sources
        if source.project == workspace.project.name
    }
    roots[CONFIGURATION] = ""
    for diagnostic in inventory.diagnostics:
        if diagnostic.source in roots:
            yield diagnostic, _locate(diagnostic, roots, workspace)


def _is_file(path: Path) -> bool:
    """Whether there is such a file; an inventory may name what no file can be called."""
    try:
        return path.is_file()
    except OSError:
        return False


def _locate(diagnostic: Diagnostic, roots: dict[str, str], workspace: Workspace) -> str | None:
    if diagnostic.file is None:
        return None
    # a source may have several roots, as configured
    named = roots.get(diagnostic.source, "").split(", ")
    files = [workspace.located.root / root / diagnostic.file for root in named]
    file = next(filter(_is_file, files), files[0])
    return f"{file}:{diagnostic.line}" if diagnostic.line is not None else str(file)
