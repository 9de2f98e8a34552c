"""What an import costs: the modules that it loads, and nothing that is slow to load."""

import subprocess
import sys
from pathlib import Path

import pytest

import api_stability

SOURCE = Path(__file__).parents[2] / "src"

# Of the standard library, what marking needs; much of it is there before the first line runs.
ALLOWED = {
    "__future__", "_collections", "_collections_abc", "_functools", "_operator", "_thread",
    "_warnings", "_weakref", "abc", "collections", "functools", "itertools", "keyword", "operator",
    "reprlib", "sys", "types", "warnings",
    # Python 3.14 has `warnings` in this module.
    "_py_warnings",
}  # fmt: skip

USE = """
from {module} import beta, deprecated, env, experimental, removal
@experimental
@deprecated("x", removal="2")
def f(a): ...
@beta
class C:
    def __init__(self): ...
@removal("2")
async def g(): ...
@deprecated("x", parameter="a")
def h(a=1): ...
env("NOTHING", was=["NOTHING_ELSE"])
"""


def loaded_by(code: str, folder: Path) -> set[str]:
    """The modules that the code loads, beside those of an interpreter that does nothing."""
    script = (
        # `os` is there in every interpreter that was not told to leave `site` out.
        "import os, sys; sys.path.insert(0, sys.argv[1]); before = set(sys.modules)\n"
        f"{code}\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    answer = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script, str(folder)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return set(answer.stdout.split())


def test_the_package_itself() -> None:
    assert loaded_by("import api_stability", SOURCE) - ALLOWED == {"api_stability"}


def test_marking() -> None:
    loaded = loaded_by(USE.format(module="api_stability"), SOURCE)
    ours = {name for name in loaded if name.partition(".")[0] == "api_stability"}
    assert loaded - ours <= ALLOWED
    assert "api_stability.runtime.vendoring" not in ours


def test_the_vendored_file(vendored_file: Path) -> None:
    loaded = loaded_by(USE.format(module=vendored_file.stem), vendored_file.parent)
    assert loaded - {vendored_file.stem} <= ALLOWED


def test_names() -> None:
    assert set(api_stability.__all__) <= set(dir(api_stability))
    for name in api_stability.__all__:
        value = getattr(api_stability, name)
        assert value.__doc__
        assert value.__module__.startswith("api_stability.runtime.")
    namespace: dict[str, object] = {}
    exec("from api_stability import *", namespace)
    assert set(api_stability.__all__) <= namespace.keys()


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'stable'"):
        getattr(api_stability, "stable")  # noqa: B009 (type checkers know that it is not there)
