"""What names other projects, and what is wrong with what does not."""

from __future__ import annotations

import pytest

from api_stability.remote.configured import read_remotes, without_secrets

HERE = "https://docs.example"
VALID = {
    "address": (HERE, (f"{HERE}/stability.json",)),
    "pair": ((f"{HERE}/", None), (f"{HERE}/stability.json",)),
    "place": ((HERE, "other/stability.json"), ("other/stability.json",)),
    "fallbacks": ((HERE, (None, "copy.json")), (f"{HERE}/stability.json", "copy.json")),
    "list": ([HERE, ["copy.json", None]], ("copy.json", f"{HERE}/stability.json")),
    "path": (("../html", None), ("../html/stability.json",)),
    "file": ("../all.json", ("../all.json",)),
}


@pytest.mark.parametrize("case", VALID)
def test_places(case: str) -> None:
    value, places = VALID[case]
    (remote,), errors = read_remotes({"dynamo": value})
    assert (remote.name, remote.places, errors) == ("dynamo", places, ())


def test_the_base_of_a_file_is_its_folder() -> None:
    (remote, other), _ = read_remotes({"a": f"{HERE}/en/s.json", "b": "s.json"})
    assert (remote.base, other.base) == (f"{HERE}/en", ".")


INVALID = {
    "number": 3,
    "nothing": None,
    "empty": "",
    "no places": (HERE, ()),
    "three": (HERE, None, None),
    "wrong place": (HERE, 3),
    "file scheme": "file:///etc/passwd",
    "other scheme": (HERE, "ftp://docs.example/stability.json"),
    "no host": "https:///stability.json",
    "no port": "https://docs.example:port/",
}


@pytest.mark.parametrize("case", INVALID)
def test_a_wrong_entry_leaves_the_others(case: str) -> None:
    found, (error,) = read_remotes({"wrong": INVALID[case], "dynamo": HERE})
    assert [remote.name for remote in found] == ["dynamo"]
    assert error.key == "wrong"


def test_what_is_no_table_and_no_name() -> None:
    assert read_remotes([HERE])[1][0].key is None
    assert read_remotes({3: HERE, " ": HERE})[0] == ()


def test_passwords_are_not_shown() -> None:
    assert without_secrets("https://me:secret@docs.example:1/x?y") == "https://docs.example:1/x?y"
    _, (error,) = read_remotes({"a": "ftp://me:secret@docs.example/"})
    assert "secret" not in error.message
