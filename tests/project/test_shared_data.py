"""The shared data is found, and a test can be parametrised with its files."""

from pathlib import Path

import pytest

from tests.support.shared_data import find_shared_cases


@pytest.mark.parametrize("name", find_shared_cases("README.md"))
def test_a_shared_file_is_readable(shared_data: Path, name: str) -> None:
    assert (shared_data / name).read_text(encoding="utf-8")


def test_no_match_is_one_case_that_fails_or_is_skipped() -> None:
    assert find_shared_cases("no-such-folder/*.yaml") == ["no-such-folder/*.yaml"]
