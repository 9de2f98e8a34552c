"""Where something outside the project is absent, tests say so, and are counted."""

from pathlib import Path

import pytest

from tests.support.requirements import STRICT_VARIABLE

PROJECT = Path(__file__).parents[2]

TESTS = """
import pytest
from tests.support.requirements import Requirement, report_absent

@pytest.fixture(scope="session")
def data():
    report_absent(Requirement.SHARED_DATA, "there is no folder")

def test_first(data): ...
def test_second(data): ...
def test_third(): report_absent(Requirement.PACKAGE_INDEX, "rich 14.0 was not fetched")
def test_fourth(): pytest.skip("only on Windows")
def test_fifth(): ...
"""


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    monkeypatch.delenv(STRICT_VARIABLE, raising=False)
    pytester.makepyfile(TESTS)
    return pytester


@pytest.mark.parametrize("processes", ["0", "2"])
def test_skips_are_counted_and_listed(inner: pytest.Pytester, processes: str) -> None:
    result = inner.runpytest_subprocess("-p", "tests.support.requirements", "-n", processes)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(
        [
            "*skipped: 4 (no package index: 1, other reasons: 1, shared data absent: 2)*",
            "*::test_first: shared data absent: there is no folder",
            "*::test_fourth: only on Windows",
            "*::test_second: shared data absent: there is no folder",
            "*::test_third: no package index: rich 14.0 was not fetched",
            "*1 passed, 4 skipped*",
        ]
    )


def test_skips_are_failures_where_data_is_required(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STRICT_VARIABLE, "1")
    result = inner.runpytest_subprocess("-p", "tests.support.requirements", "-n", "2")
    result.assert_outcomes(passed=1, failed=1, errors=2, skipped=1)
    result.stdout.fnmatch_lines([f"*shared data absent: *because {STRICT_VARIABLE} is set*"])


def test_zero_is_said_too(inner: pytest.Pytester) -> None:
    result = inner.runpytest_subprocess("-p", "tests.support.requirements", "-k", "fifth")
    result.stdout.fnmatch_lines(["*skipped: 0 *"])
