"""No part of the package is outside the architecture that import-linter holds."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PACKAGE = PROJECT / "src" / "api_stability"

# The package's entrances, which are made of the layers but are none.
ENTRANCES = {"__init__", "__main__"}


def find_layers() -> set[str]:
    """Names of the modules in the layers contract."""
    pyproject = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [
        contract
        for contract in pyproject["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    ]
    return set(re.findall(r"api_stability\.(\w+)", "\n".join(contract["layers"])))


def find_modules() -> set[str]:
    """Names of the modules and packages directly in ours."""
    files = {path.stem for path in PACKAGE.glob("*.py")}
    # A folder that has no Python file is not a package yet.
    folders = {path.name for path in PACKAGE.iterdir() if any(path.rglob("*.py"))}
    return (files | folders) - ENTRANCES


def test_each_module_is_in_a_layer() -> None:
    assert find_modules() <= find_layers()
