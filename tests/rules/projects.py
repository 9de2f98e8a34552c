"""A project in a few lines, written, scanned and checked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from api_stability.model.inventory import Inventory
from api_stability.pipeline import open_workspace, scan
from api_stability.rules.checking import Report, check_inventory
from api_stability.rules.places import find_places

HEAD = """\
name = "demo"
{version}
[[sources]]
surface = "python"
packages = ["pkg"]

"""


def write_project(
    folder: Path, code: str, *, version: str | None = "1.0", config: str = ""
) -> Path:
    """Write the module `pkg` and a configuration; the configuration's path."""
    (folder / "pkg.py").write_text(code, encoding="utf-8")
    file = folder / "api-stability.toml"
    head = HEAD.format(version=f'version = "{version}"' if version else "")
    file.write_text(head + config, encoding="utf-8")
    return file


def check_project(
    file: Path, *, today: str | None = None, inventory: Inventory | None = None
) -> Report:
    """Check a written project, or *inventory* in its place, with all rules of the default set."""
    workspace = open_workspace(file.parent, config=file)
    return check_inventory(
        inventory or scan(workspace).inventory,
        workspace.policy,
        rules=workspace.config.rules,
        waivers=workspace.config.waivers,
        projects=frozenset({workspace.project.name}),
        today=dt.date.fromisoformat(today or "2026-11-20"),
        configured=find_places([(file.name, file.read_text(encoding="utf-8"))]),
        where=str(file),
    )
