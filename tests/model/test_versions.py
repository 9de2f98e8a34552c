"""Requirement: versions compare by PEP 440 or SemVer, never as text; dates only with dates."""

from __future__ import annotations

import pytest

from api_stability.model.versions import is_before, is_final, is_version, parse_date, release_of


@pytest.mark.parametrize(
    ("left", "right", "before"),
    [
        ("1.9", "1.10", True),
        ("1.10", "1.9", False),
        ("2.0.0rc1", "2.0", True),
        ("1.0.0-alpha.beta", "1.0.0-beta.x", True),
        ("1.0.0-x.2", "1.0.0-x.11", True),
        ("1.0.0-x.y", "1.0.0-x", False),
        ("v1.7", "1.8", True),
        ("2026-06-01", "2026-10-01", True),
        ("2026-06-01", "1.8", None),
        ("soon", "1.8", None),
        ("1.5.0-alpha.beta", "1.4.0", False),
        ("1.4", "1.5.0-alpha.beta", True),
        ("1.5.0-alpha.beta", "1.5", True),
    ],
)
def test_order(left: str, right: str, before: bool | None) -> None:
    assert is_before(left, right) is before


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("1.4", True),
        ("v1.7", True),
        ("1.0.0-alpha.beta", True),
        ("2026-06-01", True),
        ("2026-13-01", False),
        ("?", False),
        ("next release", False),
        ("", False),
    ],
)
def test_what_is_a_version(text: str, known: bool) -> None:
    assert is_version(text) is known


@pytest.mark.parametrize(
    ("text", "final"),
    [("1.0", True), ("1.0rc1", False), ("1.0.dev3", False), ("1.0.post1", True), ("x", False)],
)
def test_final_releases(text: str, final: bool) -> None:
    assert is_final(text) is final


def test_release_numbers() -> None:
    assert release_of("1.7.0rc1") == (1, 7, 0)
    assert release_of("1.0.0-x.y") == (1, 0, 0)
    assert release_of("soon") == ()


def test_dates() -> None:
    assert str(parse_date("2026-06-01")) == "2026-06-01"
    assert parse_date("2026-6-1") is None
