"""A golden file is compared whole, shown as a diff, and rewritten only when asked."""

from pathlib import Path

import pytest

from tests.support.golden import show_difference

PROJECT = Path(__file__).parents[2]
TEST = "def test_table(golden): golden('one\\r\\ntwo\\n', 'golden/table.md')"


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    monkeypatch.setenv("PYTEST_PLUGINS", "tests.support.golden")
    pytester.makepyfile(TEST)
    return pytester


def test_a_missing_file_fails(inner: pytest.Pytester) -> None:
    result = inner.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*There is no golden file*table.md; --update-golden writes it.*"])


@pytest.mark.parametrize("processes", ["0", "2"])
def test_update_writes_exactly_and_says_so(inner: pytest.Pytester, processes: str) -> None:
    result = inner.runpytest_subprocess("--update-golden", "-n", processes)
    result.stdout.fnmatch_lines(["*golden files rewritten: 1*", "golden/table.md", "*1 passed*"])
    assert (inner.path / "golden" / "table.md").read_bytes() == b"one\r\ntwo\n"

    again = inner.runpytest_subprocess("--update-golden")
    again.assert_outcomes(passed=1)
    again.stdout.no_fnmatch_line("*rewritten*")


def test_a_difference_is_shown(inner: pytest.Pytester) -> None:
    golden = inner.path / "golden" / "table.md"
    golden.parent.mkdir()
    golden.write_bytes(b"one\ntwo\n")
    result = inner.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*-one", "*+one␍"])
    assert golden.read_bytes() == b"one\ntwo\n"


def test_a_missing_line_end_is_shown() -> None:
    assert show_difference("one\n", "one", "page.md").splitlines()[-2:] == [
        "+one",
        "\\ no newline at the end",
    ]
