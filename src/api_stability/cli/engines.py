"""What ``init`` says of a site that is there already: how its engine is set up."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from api_stability.sites import find_watched
from api_stability.workspace import Workspace

PLUGGED: Final = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml")
"""Configurations of engines that our plugin sets up."""
ZENSICAL: Final = "zensical.toml"


def say_engines(folder: Path, workspace: Workspace) -> Iterator[str]:
    """What to do, for each engine whose configuration is in *folder*."""
    watched = find_watched(workspace)
    paths = sorted((*watched.files, *watched.folders))
    listed = ", ".join(json.dumps(_name(path, folder)) for path in paths)
    for name in PLUGGED:
        if (folder / name).is_file():
            yield f"{name}: add `api_stability` to its plugins"
            yield f"  and where Zensical builds it, `watch: [{listed}]`"
    if (folder / ZENSICAL).is_file():
        yield f"{ZENSICAL}: add `[project.markdown_extensions.api_stability]`, and to `[project]`"
        yield f"  `watch = [{listed}]`: its cache sees no other changes"


def _name(path: Path, folder: Path) -> str:
    return os.path.relpath(path, folder.resolve()).replace(os.sep, "/")
