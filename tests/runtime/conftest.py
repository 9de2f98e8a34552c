"""The runtime twice: the package, and the one file that it vendors."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from api_stability.runtime.vendoring import vendored_source


@pytest.fixture(scope="session")
def vendored_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The vendored file, in a folder of its own."""
    path = tmp_path_factory.mktemp("vendored") / "stability_of_a_project.py"
    path.write_text(vendored_source(), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def vendored(vendored_file: Path) -> ModuleType:
    """The vendored file, imported."""
    return import_file(vendored_file)


def import_file(path: Path) -> ModuleType:
    """Import one file under its own name."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module
