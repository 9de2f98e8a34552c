"""One file with all of the runtime, and nothing of the package."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import api_stability
from api_stability import runtime
from api_stability.runtime import vendoring
from api_stability.runtime.vendoring import vendored_source

PACKAGE = Path(runtime.__file__).parent


def test_the_same_each_time() -> None:
    code = "from api_stability.runtime.vendoring import *; print(vendored_source(), end='')"
    for seed in ("1", "2"):
        answer = subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        )
        assert answer.stdout.decode("utf-8").replace("\r\n", "\n") == vendored_source()


def test_every_module_is_in_it() -> None:
    modules = {path.stem for path in PACKAGE.glob("*.py")}
    assert set(vendoring.MODULES) == modules - {"__init__", "vendoring"}


def test_each_module_uses_earlier_ones_only() -> None:
    for index, name in enumerate(vendoring.MODULES):
        tree = ast.parse((PACKAGE / f"{name}.py").read_text(encoding="utf-8"))
        used = {
            (node.module or "").rpartition(".")[2]
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("api_stability")
        }
        assert used <= set(vendoring.MODULES[:index])


def test_it_says_what_it_is() -> None:
    head, _, _ = vendored_source().partition('"""')
    assert head.startswith(
        f"# Written by api-stability {api_stability.__version__}: do not edit.\n"
    )
    assert "api-stability vendor PATH" in head
    assert "SPDX-License-Identifier: Apache-2.0" in head


def test_it_stands_alone() -> None:
    tree = ast.parse(vendored_source(), feature_version=(3, 9))
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names
    assert "import api_stability" not in vendored_source()
    assert "from api_stability" not in vendored_source()


def test_same_names(vendored: ModuleType) -> None:
    assert vendored.__all__ == api_stability.__all__ == runtime.__all__
    for name in api_stability.__all__:
        assert getattr(vendored, name).__doc__ == getattr(api_stability, name).__doc__


def test_each_name_is_defined_once() -> None:
    tree = ast.parse(vendored_source())
    names = [
        name
        for statement in tree.body
        if "overload" not in map(ast.unparse, getattr(statement, "decorator_list", []))
        for name in vendoring.find_names(statement)
    ]
    assert len(names) == len(set(names))


def test_two_modules_with_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = ast.parse("def f(): ...\nx = y = 1\nz: int = 2\nasync def g(): ...").body[:2]
    parts = vendoring.Parts()
    vendoring.remember_names(first, "one", parts)
    vendoring.remember_names(second, "one", parts)
    assert parts.origins == {"f": "one", "x": "one", "y": "one"}
    with pytest.raises(ValueError, match="f is defined in one and in two"):
        vendoring.remember_names(first, "two", parts)
