"""Each case of the runtime, with the package and with the vendored file."""

import ast
import importlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import api_stability
from tests.runtime.conftest import import_file

CASES = Path(__file__).with_name("cases")

Case = Callable[[], None]


def find_cases() -> list[tuple[str, str]]:
    """File and function of every case, without importing them."""
    return [
        (path.stem, statement.name)
        for path in sorted(CASES.glob("case_*.py"))
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.FunctionDef) and statement.name.startswith("check_")
    ]


@cache
def load_cases(stem: str, api: ModuleType) -> dict[str, Case]:
    """The functions of one case file, made with one of the two."""
    checking = importlib.import_module("checking")
    cases: dict[str, Case] = checking.load_cases(CASES / f"{stem}.py", api)
    return cases


@pytest.fixture(scope="module", autouse=True)
def _checking() -> None:
    import_file(CASES / "checking.py")


@pytest.mark.parametrize("api", ["package", "vendored"])
@pytest.mark.parametrize(("stem", "name"), find_cases())
def test_case(stem: str, name: str, api: str, vendored: ModuleType) -> None:
    load_cases(stem, api_stability if api == "package" else vendored)[name]()
