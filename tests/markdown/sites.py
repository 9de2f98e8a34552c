"""Build sites with MkDocs, in the test's process."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.markdown.converting import LIBRARY, NAME, listening
from tests.sphinx.building import write_files


@dataclass
class Site:
    """What was built."""

    folder: Path
    warnings: list[str]
    theme: str

    @property
    def docs(self) -> Path:
        return self.folder / "docs"

    def read(self, name: str) -> str:
        return (self.folder / "site" / name).read_text("utf-8")


def build_site(
    folder: Path,
    pages: Mapping[str, str],
    *extensions: Any,
    theme: str = "mkdocs",
    ours: bool = True,
    settings: Mapping[str, Any] | None = None,
    **values: Any,
) -> Site:
    """Build *pages* of the documentation of the library, with a search."""
    pytest.importorskip("mkdocs")
    if theme == "material":
        pytest.importorskip("material")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    shutil.copytree(LIBRARY, folder, ignore=shutil.ignore_patterns("docs"), dirs_exist_ok=True)
    write_files(folder / "docs", pages)
    own = [{NAME: {"cache": False, **(settings or {})}}] if ours else []
    (folder / "mkdocs.yml").write_text("site_name: Library\n", encoding="utf-8")
    with listening("mkdocs") as warnings:
        config = load_config(
            str(folder / "mkdocs.yml"),
            theme={"name": theme},
            plugins=["material/search" if theme == "material" else "search"],
            markdown_extensions=[*extensions, *own],
            **values,
        )
        copy_context().run(build, config)  # what is converted later is no page of this site
    return Site(folder, warnings, theme)
