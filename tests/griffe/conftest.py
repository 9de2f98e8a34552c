"""The entry point by which mkdocstrings finds our templates, where no installation declares it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

GROUP = "mkdocstrings.python.templates"
POINT = "api_stability.templates:get_templates_path"


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that declares the templates to whoever has it in the path, as this process has."""
    folder = tmp_path_factory.mktemp("installed")
    info = folder / "api_stability_templates-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: api-stability-templates\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\napi-stability = {POINT}\n")
    with pytest.MonkeyPatch.context() as patch:
        if not any(point.value == POINT for point in entry_points(group=GROUP)):
            patch.setattr(sys, "path", [*sys.path, str(folder)])
        yield folder
