"""The entry point by which mkdocstrings finds our templates, where no installation declares it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api_stability.griffe.templates import GROUP, are_installed


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that declares the templates to whoever has it in the path, as this process has."""
    folder = tmp_path_factory.mktemp("installed")
    info = folder / "api_stability_templates-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: api-stability-templates\n")
    point = "api-stability = api_stability.templates:get_templates_path"
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{point}\n")
    with pytest.MonkeyPatch.context() as patch:
        are_installed.cache_clear()
        if not are_installed():
            patch.setattr(sys, "path", [*sys.path, str(folder)])
            are_installed.cache_clear()
        yield folder
    are_installed.cache_clear()
