"""Another project that is published by a web server, which may be down, slow, or somebody else."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sphinx.building import Built
from tests.sphinx.federation import Federation
from tests.sphinx.test_external import say
from tests.support.servers import (
    Answer,
    Server,
    cut_off,
    drip,
    redirect,
    running_server,
    silence,
    status,
)

SHOWN = "Call dynamo.kv.start() [Beta] with its store [Experimental]."
BARE = "Call dynamo.kv.start() with its store."


class Published(Federation):
    """The other project's pages are served."""

    def __init__(self, folder: Path, server: Server) -> None:
        super().__init__(folder)
        self.server = server
        self.build_theirs()
        self.serve()

    def serve(self) -> None:
        html = self.folder / "dynamo/html"
        self.server.serve("/objects.inv", (html / "objects.inv").read_bytes())
        self.server.serve("/stability.json", self.published.read_bytes())

    def build(self, name: str = "html", *, strict: bool = False, **options: Any) -> Built:
        given = {
            "intersphinx_mapping": {"dynamo": (f"{self.server.base}/", None)},
            "api_stability_inventories": {"dynamo": (self.server.base, None)},
            "api_stability_inventory_cache_limit": 0,
            **(options.pop("settings", None) or {}),
        }
        return super().build(name, strict=strict, settings=given, **options)

    @property
    def asked(self) -> list[str]:
        """What was asked of the server since the last time."""
        asked, self.server.asked[:] = self.server.asked[:], []
        return asked


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "*")
    with running_server() as running:
        yield running


@pytest.fixture
def published(tmp_path: Path, server: Server) -> Published:
    return Published(tmp_path, server)


def test_over_http(published: Published) -> None:
    built = published.build(strict=True)
    assert SHOWN in say(built.body("index"))
    assert f'href="{published.server.base}/index.html#dynamo.kv.start"' in built.body("tables")
    assert "dynamo.kv.begin [Deprecated]" in say(built.body("tables"))
    assert sorted(published.asked) == ["/objects.inv", "/stability.json"]
    agents = {headers["user-agent"] for headers in published.server.headers}
    assert any(agent.startswith("api-stability/") for agent in agents)
    published.build("named", settings={"user_agent": "Docs of own/1"})
    assert published.server.headers[-1]["user-agent"] == "Docs of own/1"


def test_a_change_rewrites_and_reads_nothing(published: Published) -> None:
    published.build()
    assert published.build().written == []
    published.edit_theirs("@beta(", "@experimental(")
    published.serve()
    built = published.build()
    assert (built.read, built.written) == ([], ["index", "myst", "sub/roles", "tables"])
    clean = published.build("clean", doctrees=published.folder / "clean-doctrees")
    for page in ("index", "myst", "sub/roles", "tables"):
        assert built.page(f"{page}.html") == clean.page(f"{page}.html")


def test_a_recent_copy_is_used_without_asking(published: Published) -> None:
    settings = {"api_stability_inventory_cache_limit": 5}
    published.build(settings=settings)
    _ = published.asked
    assert SHOWN in say(published.build(settings=settings).body("index"))
    assert published.asked == []


def newer(data: bytes) -> bytes:
    return data.replace(b"api-stability/1", b"api-stability/2")


def make_answers(good: bytes) -> dict[str, Answer]:
    return {
        "missing": status(404, b"<html>Not here</html>"),
        "down": lambda request: request.connection.close(),
        "slow": silence,
        "slow in every byte": drip(b"HTTP/1.0 200 OK\r\n\r\n" + good),
        "web page": status(200, b"<!doctype html><title>404</title>"),
        "newer": status(200, newer(good)),
        "older": status(200, good.replace(b"api-stability/1", b"api-stability/0")),
        "truncated": status(200, good[: len(good) // 2]),
        "cut off": cut_off(good),
        "huge": status(200, good + b" " * 11_000_000),
        "bomb": status(200, gzip.compress(bytes(120_000_000)), Content_Encoding="gzip"),
        "redirects": redirect("/stability.json"),
        "file": redirect("file:///etc/hostname"),
        "not a number": status(200, good.rstrip()[:-1] + b', "x": NaN}'),
        "not UTF-8": status(200, good.replace(b"Names may", b"Names \xff may")),
    }


@pytest.mark.parametrize("case", make_answers(b"x"))
def test_what_is_wrong_is_one_warning(published: Published, case: str) -> None:
    answer = make_answers(published.published.read_bytes())[case]
    published.server.answer("/stability.json", answer)
    settings = {"api_stability_inventory_timeout": 1.5 if "slow" in case else 10}
    started = time.monotonic()
    without = published.build("without", settings=settings)
    assert time.monotonic() - started < 20
    assert without.warnings.count("WARNING") == 1, without.warnings
    message = f"conf.py:5: WARNING: inventory of 'dynamo': {published.server.base}/stability.json: "
    assert message in without.warnings
    assert without.warnings.endswith(
        ". Its badges and rows are left out [api_stability.inventory]\n"
    )
    assert BARE in say(without.body("index"))
    assert "What dynamo says of itself could not be had." in say(without.body("tables"))
    assert "own.launch" in say(without.body("tables"))
    quiet = {**settings, "suppress_warnings": ["api_stability.inventory"]}
    assert published.build("quiet", settings=quiet).warnings == ""

    published.serve()
    good = published.build("with", doctrees=published.folder / "doctrees")
    published.server.answer("/stability.json", answer)
    copy = published.build("with", doctrees=published.folder / "doctrees", settings=settings)
    assert copy.warnings.count("WARNING") == 1
    assert re.search(r"copy from .* ago is used \[api_stability.old-inventory\]\n", copy.warnings)
    assert copy.written == []
    assert copy.body("index") == good.body("index")


def test_the_age_of_a_copy(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    published.build()
    published.server.answer("/stability.json", status(500))
    now = time.time()
    for seconds, age in ((70, "1 minute"), (7300, "2 hours"), (3 * 86_400, "3 days")):
        monkeypatch.setattr(time, "time", lambda later=now + seconds: later)
        assert f"The copy from {age} ago is used" in published.build().warnings


def test_the_projects_of_intersphinx_when_asked_for(published: Published) -> None:
    settings = {"api_stability_inventories": None}
    assert BARE in say(published.build("without", settings=settings).body("index"))
    assert published.asked == ["/objects.inv"]
    settings["api_stability_intersphinx"] = True  # type: ignore[assignment]
    assert SHOWN in say(published.build(settings=settings).body("index"))


def test_a_project_of_intersphinx_need_not_publish(published: Published) -> None:
    settings: dict[str, Any] = {
        "api_stability_inventories": None,
        "api_stability_intersphinx": True,
        "api_stability_inventory_cache_limit": 5,
    }
    del published.server.answers["/stability.json"]
    (published.docs / "tables.rst").unlink()
    (published.docs / "sub/roles.rst").unlink()
    for times in (1, 0):
        built = published.build(settings=settings)
        assert built.warnings == ""
        assert BARE in say(built.body("index"))
        assert published.asked.count("/stability.json") == times


def test_beside_what_intersphinx_reads(published: Published) -> None:
    """Where its own inventory is, which need not be where the pages are."""
    settings = {
        "intersphinx_mapping": {
            "dynamo": ("https://me:secret@nowhere.invalid/docs", "../../dynamo/html/objects.inv")
        },
        "api_stability_inventories": None,
        "api_stability_intersphinx": True,
    }
    built = published.build(settings=settings)
    text = say(built.body("index"))
    assert SHOWN in text
    assert "Set DYN_KV [Beta]." in text
    assert "secret" not in built.body("index")


def test_one_that_is_named_twice_is_asked_once(published: Published) -> None:
    settings = {"api_stability_inventories": {"d": published.server.base}}
    built = published.build(settings={**settings, "api_stability_intersphinx": True})
    assert published.asked.count("/stability.json") == 1
    assert SHOWN in say(built.body("index"))


def test_wrong_entries_leave_the_others(published: Published) -> None:
    inventories = {
        "dynamo": published.server.base,
        "a": "file:///etc/passwd",
        "b": 3,
    }
    built = published.build(settings={"api_stability_inventories": inventories})
    assert built.warnings.count("WARNING") == 2
    assert "api_stability_inventories['a'] in conf.py: 'file:///etc/passwd' is no http" in (
        built.warnings
    )
    assert built.warnings.count("[api_stability.config]") == 2
    assert SHOWN in say(built.body("index"))
    assert "must be {" in published.build(settings={"api_stability_inventories": 3}).warnings


def test_tls_settings_are_those_of_sphinx(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []

    def obtain(*_arguments: Any, access: Any, **_options: Any) -> Any:
        seen.append(access)
        return (), False

    monkeypatch.setattr("api_stability.sphinx.remotes.obtain_inventories", obtain)
    published.build(settings={"tls_verify": False, "tls_cacerts": {"a": "b.pem"}})
    assert (seen[0].verify, seen[0].authorities) == (False, {"a": "b.pem"})
    assert Path(seen[0].bundle).is_file()
