"""When a removal is due."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.rules.removal_overdue import is_in_development, reaches


@pytest.mark.parametrize(
    ("version", "removal", "expected"),
    [
        ("1.9", "2.0", False),
        ("2.0", "2.0", True),
        ("2", "2.0.0", True),
        ("2.0.0", "2", True),
        ("10.0", "9.0", True),
        ("2.0.1", "2.0", True),
        ("2.0.post1", "2.0", True),
        ("2.0+local", "2.0", True),
        ("2.0rc1", "2.0", True),
        ("2.0.0.dev3", "2.0", True),
        ("1.9rc1", "2.0", False),
        ("2.0b1", "2.0rc1", False),
        ("2.0rc2", "2.0rc1", True),
        ("1!2.0", "2.0", True),
        ("2.0", "1!2.0", False),
        ("2.0rc1", "1!2.0", False),
        ("v2.0.0", "2.0", True),
        ("1.4.0-alpha.beta", "1.4.0", True),
        ("1.5.0-alpha.beta", "1.4.0", True),
        ("1.3.0-alpha.beta", "1.4.0", False),
        ("2026-06-01", "2.0", False),
        ("latest", "2.0", False),
        ("2.0", "soon", False),
    ],
)
def test_a_version_reaches_a_removal(version: str, removal: str, expected: bool) -> None:
    assert reaches(version, removal) is expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("2.0.dev1", True),
        ("2.0a1", True),
        ("2.0b2", True),
        ("2.0rc1", False),
        ("2.0", False),
        ("2.0.post1", False),
        ("2.0.0-alpha.beta", True),
        ("2.0.0-rc.one", False),
    ],
)
def test_development_ends_with_the_first_candidate(version: str, expected: bool) -> None:
    assert is_in_development(version) is expected


_releases = st.lists(st.integers(0, 30), min_size=1, max_size=3).map(
    lambda numbers: ".".join(map(str, numbers))
)
_versions = st.tuples(_releases, st.sampled_from(["", "a1", "rc2", ".dev3", ".post1"])).map("".join)


class TestLaws:
    """A later version reaches whatever an earlier one reaches; a release reaches itself."""

    @given(_versions)
    def test_a_version_reaches_itself(self, version: str) -> None:
        assert reaches(version, version)

    @given(_versions, _versions, _releases)
    def test_what_is_reached_stays_reached(self, one: str, other: str, removal: str) -> None:
        if reaches(one, removal) and reaches(other, one):
            assert reaches(other, removal)
