"""The inventories of all projects at once; the last good copy where there is no better one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api_stability.model.codec import encode_json
from api_stability.remote.configured import Remote, read_remotes
from api_stability.remote.connecting import Access
from api_stability.remote.fetching import Limits
from api_stability.remote.obtaining import DAY, Obtained, obtain_inventories
from tests.support.inventories import make_declaration, make_inventory, make_mark
from tests.support.servers import Answer, Server, Tagged, cut_off, drip, redirect, silence, status

INVENTORY = make_inventory(make_declaration("demo.f", make_mark("beta")))
GOOD = encode_json(INVENTORY)
OTHER = encode_json(make_inventory(make_declaration("demo.g", make_mark("beta"))))


class Obtain:
    """What one obtains again and again with one cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache = folder / "cache"
        self.damaged = False

    def __call__(self, *remotes: Remote, days: int = 0, **limits: Any) -> tuple[Obtained, ...]:
        obtained, self.damaged = obtain_inventories(
            remotes,
            root=self.folder,
            cache=self.cache,
            access=Access(user_agent="test/1"),
            limits=Limits(**{"seconds": 5, **limits}),
            days=days,
        )
        return obtained


@pytest.fixture
def obtain(tmp_path: Path) -> Obtain:
    return Obtain(tmp_path)


def remote(*places: str, name: str = "demo", promised: bool = True) -> Remote:
    return Remote(name=name, base="https://docs.example", places=places, promised=promised)


def test_a_file_and_an_address(server: Server, obtain: Obtain) -> None:
    (obtain.folder / "s.json").write_bytes(GOOD)
    address = server.serve("/stability.json", GOOD)
    (named,), _ = read_remotes({"b": server.base})
    file, web = obtain(remote("s.json", name="a"), named)
    assert file.inventory == web.inventory == INVENTORY
    assert (file.problem, web.problem, web.age) == (None, None, None)
    assert server.asked == [address.removeprefix(server.base)]


def test_a_file_is_read_every_time(obtain: Obtain) -> None:
    for data in (GOOD, OTHER):
        (obtain.folder / "s.json").write_bytes(data)
        (found,) = obtain(remote("s.json"), days=5)
        assert found.inventory is not None
        assert encode_json(found.inventory) == data


def test_a_recent_copy_is_used_without_asking(server: Server, obtain: Obtain) -> None:
    address = server.serve("/s.json", GOOD)
    for days in (5, 5, -1):
        (found,) = obtain(remote(address), days=days)
        assert (found.inventory, found.age) == (INVENTORY, None)
    assert len(server.asked) == 1
    obtain(remote(address), days=0)
    assert len(server.asked) == 2


def test_an_old_copy_is_asked_about(
    server: Server, obtain: Obtain, monkeypatch: pytest.MonkeyPatch
) -> None:
    tagged = Tagged(GOOD)
    address = server.answer("/s.json", tagged)
    obtain(remote(address), days=2)
    later = time.time() + 3 * DAY
    monkeypatch.setattr(time, "time", lambda: later)
    for _ in range(2):  # what was confirmed is recent again
        (found,) = obtain(remote(address), days=2)
        assert (found.inventory, found.age) == (INVENTORY, None)
    assert tagged.codes == [200, 304]


def test_what_has_changed_is_fetched(server: Server, obtain: Obtain) -> None:
    tagged = Tagged(GOOD)
    address = server.answer("/s.json", tagged)
    obtain(remote(address))
    tagged.body, tagged.tag = OTHER, '"2"'
    (found,) = obtain(remote(address))
    assert found.inventory is not None
    assert encode_json(found.inventory) == OTHER
    assert tagged.codes == [200, 200]


def newer(data: bytes) -> bytes:
    return data.replace(b"api-stability/1", b"api-stability/2")


BAD: dict[str, tuple[Answer, str]] = {
    "down": (lambda request: request.connection.close(), ""),
    "slow": (silence, "no whole answer within 0.6 seconds; try again, or allow more time"),
    "slow in every byte": (drip(b"HTTP/1.0 200 OK\r\nX: " + b"x" * 999), "0.6 seconds"),
    "page that is not there": (status(404, b"<html>"), "HTTP 404; correct the address"),
    "page that says so": (status(200, b"\n<!doctype html>"), "this is a web page, no inventory"),
    "newer": (status(200, newer(GOOD)), "update api-stability"),
    "older": (status(200, GOOD.replace(b"api-stability/1", b"api-stability/0")), "newer api-st"),
    "no format": (status(200, b"{}"), "scan --format json"),
    "list": (status(200, b"[]"), "scan --format json"),
    "truncated": (status(200, GOOD[:-20]), "no JSON"),
    "cut off": (cut_off(GOOD), "cut off"),
    "empty": (status(200), "no JSON"),
    "not a number": (status(200, GOOD[:-2] + b',"x":NaN}'), "no JSON"),
    "not UTF-8": (status(200, GOOD.replace(b"demo.f", b"demo.\xff")), "valid inventory"),
    "wrong type": (status(200, GOOD.replace(b'"public":true', b'"public":3')), "valid inventory"),
    "no project": (status(200, GOOD.replace(b'"name":"demo"', b'"name":"x"')), "not among"),
    "deep": (status(200, b'{"format":"api-stability/1","x":' + b"[" * 99999), "no JSON"),
    "large": (status(200, GOOD + b" " * 2_000_000), "more than 1 MB; allow more"),
    "circle": (redirect("/s.json"), "more than 5 redirects"),
    "file": (redirect("file:///etc/passwd"), "redirected to file:///etc/passwd"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_told_once_and_the_copy_stands_in(
    server: Server, obtain: Obtain, case: str
) -> None:
    answer, told = BAD[case]
    address = server.answer("/s.json", answer)
    limits: dict[str, Any] = {
        "seconds": 0.6 if case.startswith("slow") else 5,
        "transferred": 1_000_000,
    }
    started = time.monotonic()
    (without,) = obtain(remote(address), **limits)
    assert without.inventory is None
    assert without.problem is not None
    assert without.problem.startswith(f"{address}: ")
    assert told in without.problem
    assert without.problem.count("; ") == 1
    server.serve("/s.json", GOOD)
    obtain(remote(address))
    server.answer("/s.json", answer)
    (copy,) = obtain(remote(address), **limits)
    assert (copy.inventory, copy.problem) == (INVENTORY, without.problem)
    assert copy.age is not None
    assert 0 <= copy.age < 60
    assert time.monotonic() - started < 8


def test_all_are_waited_for_at_once(server: Server, obtain: Obtain) -> None:
    address, good = server.answer("/slow", silence), server.serve("/good", GOOD)
    started = time.monotonic()
    remotes = [remote(address, name=str(number)) for number in range(20)]
    found = obtain(*remotes, remote(good, name="good"), seconds=5)
    assert time.monotonic() - started < 50  # one after the other would take 100
    assert [each.remote.name for each in found if each.inventory] == ["good"]


def test_one_place_after_the_other(server: Server, obtain: Obtain) -> None:
    bad, good = server.answer("/bad", status(500)), server.serve("/good", GOOD)
    (found,) = obtain(remote(bad, "none.json", good))
    assert (found.inventory, found.problem) == (INVENTORY, None)
    server.answer("/good", status(500))
    (copy,) = obtain(remote(bad, "none.json", good))
    assert copy.inventory == INVENTORY
    assert copy.problem is not None
    assert [part in copy.problem for part in (bad, "none.json", good)] == [True] * 3


def test_a_password_is_in_no_message_and_no_file(server: Server, obtain: Obtain) -> None:
    address = server.serve("/s.json", GOOD).replace("http://", "http://me:secret@")
    obtain(remote(address))
    server.answer("/s.json", status(500))
    (copy,) = obtain(remote(address))
    assert copy.inventory == INVENTORY
    assert "secret" not in str(copy.problem)
    files = list(obtain.cache.iterdir())
    assert files
    assert not any(b"secret" in file.read_bytes() for file in files)


def test_what_nobody_promised_may_be_absent(server: Server, obtain: Obtain) -> None:
    address = f"{server.base}/s.json"
    for _ in range(2):  # and is not asked for again
        (found,) = obtain(remote(address, promised=False), days=5)
        assert (found.inventory, found.problem) == (None, None)
    assert len(server.asked) == 1
    (promised,) = obtain(remote(address), days=5)
    assert promised.problem is not None
    (down,) = obtain(remote("http://127.0.0.1:9/s.json", promised=False))
    assert down.problem is None


def test_what_nobody_promised_may_not_be_wrong(server: Server, obtain: Obtain) -> None:
    (found,) = obtain(remote(server.serve("/s.json", newer(GOOD)), promised=False))
    assert found.problem is not None


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut off": lambda data: data[:-9],
    "changed": lambda data: data.replace(b"demo.f", b"demo.x"),
    "something else": lambda _: b"\xc0",
}


@pytest.mark.parametrize("case", DAMAGE)
def test_a_damaged_copy_is_made_anew(server: Server, obtain: Obtain, case: str) -> None:
    address = server.serve("/s.json", GOOD)
    obtain(remote(address), days=5)
    (file,) = obtain.cache.iterdir()
    file.write_bytes(DAMAGE[case](file.read_bytes()))
    (found,) = obtain(remote(address), days=5)
    assert (found.inventory, obtain.damaged) == (INVENTORY, True)
    (found,) = obtain(remote(address), days=5)
    assert (found.inventory, obtain.damaged) == (INVENTORY, False)
    assert len(server.asked) == 2


def test_copies_that_nobody_wants_are_removed(server: Server, obtain: Obtain) -> None:
    one, other = server.serve("/1", GOOD), server.serve("/2", OTHER)
    obtain(remote(one, name="one"), remote(other, name="other"))
    assert len(list(obtain.cache.iterdir())) == 2
    obtain(remote(one, name="one"))
    assert len(list(obtain.cache.iterdir())) == 1


def test_a_pipe_is_not_waited_for(obtain: Obtain) -> None:
    os.mkfifo(obtain.folder / "pipe.json")
    (found,) = obtain(remote("pipe.json"))
    assert "there is no such file" in str(found.problem)


def test_a_file_that_is_too_large(obtain: Obtain) -> None:
    (obtain.folder / "s.json").write_bytes(GOOD + b" " * 2000)
    (found,) = obtain(remote("s.json"), unpacked=2000)
    assert "more than 0.002 MB" in str(found.problem)


def test_no_project_at_all(obtain: Obtain) -> None:
    assert obtain() == ()
