"""Signatures of documentation and overloads of source code."""

from __future__ import annotations

import pytest

from api_stability.views.overloads import find_overload

KNOWN = [
    ("int", "number"),
    ("str, *, raw: bool", "raw text"),
    ("str | None", "text or nothing"),
    ("collections.abc.Sequence[str]", "texts"),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("int", "number"),
        ("str,*,raw: bool", "raw text"),
        ("Optional[str]", "text or nothing"),
        ("typing.Optional[str]", "text or nothing"),
        ("Sequence[str]", "texts"),
        ("float", None),
        ("", None),
    ],
)
def test_an_overload_is_found_by_its_types(wanted: str, found: str | None) -> None:
    assert find_overload(wanted, KNOWN) == found


def test_nothing_is_guessed() -> None:
    assert find_overload("Path", [("pathlib.Path", 1), ("other.Path", 2)]) is None
    assert find_overload("other.Path", [("pathlib.Path", 1), ("other.Path", 2)]) == 2
