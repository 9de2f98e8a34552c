"""References into another project, tables over it, and replacements in it."""

from __future__ import annotations

import json
import re
import socket
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.sphinx.building import Built, write_files
from tests.sphinx.federation import Federation
from tests.sphinx.test_processes import sphinx_build
from tests.support.execution import RecordExecution


@pytest.fixture(scope="module")
def federation(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    made = Federation(tmp_path_factory.mktemp("federation"))
    made.build_theirs()
    return made


@pytest.fixture(scope="module")
def built(federation: Federation) -> Built:
    return federation.build(strict=True)


def say(html: str) -> str:
    """Text with [badges]."""
    html = re.sub(r'<span class="stability-badge[^>]*>(.*?)</span>', r"[\1]", html)
    return " ".join(re.sub("<[^>]*>", "", html).replace("¶", "").split())


def test_badges_follow_links(built: Built) -> None:
    text = say(built.body("index"))
    assert "Call dynamo.kv.start() [Beta] with its store [Experimental]." in text
    assert "Not dynamo.kv.begin() [Deprecated], then dynamo.kv.stop()." in text
    assert "Set DYN_KV [Beta]." in text
    assert "dynamo.kv.Store.put() [Experimental], dynamo.kv.begin [Deprecated], own.mine()." in text
    assert "store (dynamo.kv.Store [Experimental]) " in text
    assert "In scope: start() [Beta]." in text
    assert "Call dynamo.kv.start() [Beta]." in say(built.body("myst"))
    assert "Give kv:size [Experimental]." in text
    # within a signature, none but the object's own
    assert "own.mine(store: dynamo.kv.Store) [Beta]" in text


def test_a_badge_says_whose_word_it_is(built: Built) -> None:
    titles = re.findall(r'title="([^"]*)">(?:Beta|Deprecated)<', built.body("index"))
    assert "Beta in ai-dynamo 1.6.1." in titles
    assert "Deprecated in ai-dynamo, will be removed in version 2.0." in titles
    assert "stability-badge" not in built.body("plain")
    assert "api-stability.css" in built.page("myst.html")


def tables(built: Built) -> list[str]:
    return re.findall(r"<table.*?</table>", built.body("tables"), flags=re.DOTALL)


def test_tables_over_it(built: Built) -> None:
    theirs, everything, _ = map(say, tables(built))
    assert "dynamo.kv.begin [Deprecated]" in theirs
    assert "DYN_KV [Beta]" in theirs
    assert "own." not in theirs
    assert "kv:size" in theirs
    assert 'href="../../dynamo/html/index.html#stability-helm-kv-size"' in tables(built)[0]
    assert "dynamo.kv.begin" in everything
    assert "own.halt" in everything


def test_replacements_in_it(built: Built) -> None:
    _, _, ours = tables(built)
    text = say(ours)
    assert "own.halt dynamo.kv.stop [Stable] 2.0" in text
    assert "own.launch dynamo.kv.start [Beta] 2.0" in text
    assert 'href="../../dynamo/html/index.html#dynamo.kv.start"' in ours
    notice = built.body("sub/roles")
    assert 'href="../../../dynamo/html/index.html#dynamo.kv.start"' in notice
    assert "Use dynamo.kv.start instead." in say(notice)


def test_roles_need_no_intersphinx(federation: Federation, built: Built) -> None:
    alone = federation.build("alone", extensions=["myst_parser", "api_stability.sphinx"])
    text = "One [Beta], two [Beta], three Keys and values [Experimental]."
    assert text in say(built.body("sub/roles"))
    assert text in say(alone.body("sub/roles"))
    _, _, ours = tables(alone)
    assert "own.launch dynamo.kv.start [Beta] 2.0" in say(ours)
    assert "dynamo/html" not in ours
    # what leads nowhere has no badge
    assert "Call dynamo.kv.start() with its store." in say(alone.body("index"))


def test_nothing_of_it_is_published(built: Built) -> None:
    published = json.loads(built.page("stability.json"))
    assert [project["name"] for project in published["projects"]] == ["own"]
    assert not any(symbol["project"] != "own" for symbol in published["symbols"])
    assert "dynamo" not in zlib.decompress(
        (built.outdir / "objects.inv").read_bytes().split(b"\n", 4)[4]
    ).decode("utf-8")


def test_what_both_have_is_ones_own(tmp_path: Path) -> None:
    """A variable that both read: a table over the other project documents nothing of ours."""
    federation = Federation(tmp_path)
    federation.build_theirs()
    page = "Home\n====\n\n.. stability-table::\n   :project: dynamo\n\n"
    page += "It is :stability:`env:DYN_KV`.\n"
    config = 'name = "own"\n[[sources]]\nsurface = "env"\npaths = ["own"]\n'
    config += '[[annotations]]\nid = "env:DYN_KV"\nlevel = "experimental"\n'
    code = 'import os\nos.environ["DYN_KV"]\n'
    write_files(tmp_path / "own", {"api-stability.toml": config, "own/__init__.py": code})
    write_files(federation.docs, {"index.rst": page})
    for name in ("tables.rst", "sub/roles.rst", "myst.md", "plain.rst"):
        (federation.docs / name).unlink()
    built = federation.build(strict=True)
    text = say(built.body("index"))
    assert "DYN_KV [Beta]" in text
    assert "It is [Experimental]." in text
    assert "stability-env-DYN-KV" not in built.body("index")
    objects = (built.outdir / "objects.inv").read_bytes().split(b"\n", 4)[4]
    assert b"DYN_KV" not in zlib.decompress(objects)


BUILDERS = ["dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml", "pseudoxml"]


@pytest.mark.parametrize("builder", [*BUILDERS, "gettext", "dummy", "json"])
def test_every_builder(federation: Federation, builder: str) -> None:
    doctrees = federation.folder / ("messages" if builder == "gettext" else "doctrees")
    built = federation.build(
        builder,
        builder=builder,
        doctrees=doctrees,
        strict=True,
        version="1",
        epub_copyright="none",
        epub_show_urls="no",
        man_pages=[("index", "own", "Own", ["We"], 1)],
    )
    if builder in BUILDERS:
        files = [file for file in built.outdir.rglob("*") if file.is_file()]
        texts = [file.read_bytes() for file in files if file.suffix not in (".epub", ".pickle")]
        assert any(b"Experimental" in text for text in texts)
        assert not any(b"ExternalSlot" in text for text in texts)


def test_the_project_itself_is_never_spoken_of(tmp_path: Path) -> None:
    """A hostile inventory has our own names, and our project's."""
    federation = Federation(tmp_path)
    federation.build_theirs()
    alone = federation.build("alone", settings={"api_stability_inventories": None})
    theirs = json.loads(federation.published.read_text("utf-8"))
    template = next(s for s in theirs["symbols"] if s["id"] == "python:dynamo.kv.Store")
    for project, name in (("ai-dynamo", "own.mine"), ("own", "own.more"), ("ai-dynamo", "own")):
        theirs["symbols"].append({**template, "id": f"python:{name}", "project": project})
    theirs["projects"].append({**theirs["projects"][0], "name": "own"})
    federation.published.write_text(json.dumps(theirs), encoding="utf-8")
    built = federation.build()
    assert built.warnings.count("WARNING") == 1
    assert "inventory of 'dynamo': it has a project 'own', and so has the documented" in (
        built.warnings
    )
    assert "[api_stability.same-project]" in built.warnings
    assert built.page("stability.json") == alone.page("stability.json")
    assert "own.mine(store: dynamo.kv.Store) [Beta]" in say(built.body("index"))
    assert built.body("plain") == alone.body("plain")
    assert "own.more" not in built.page("tables.html")


def test_two_that_have_one_project(tmp_path: Path) -> None:
    federation = Federation(tmp_path)
    federation.build_theirs()
    two = {"dynamo": "../../dynamo/html", "two": ["../../dynamo/html", None]}
    built = federation.build(settings={"api_stability_inventories": two})
    assert built.warnings.count("WARNING") == 1
    assert (
        "conf.py:4: WARNING: inventory of 'two': it has a project 'ai-dynamo', " in built.warnings
    )
    assert "and so has 'dynamo'" in built.warnings
    assert "Call dynamo.kv.start() [Beta]" in say(built.body("index"))


def test_a_search_finds_what_it_found(tmp_path: Path) -> None:
    federation = Federation(tmp_path)
    federation.build_theirs()
    for name in ("tables.rst", "sub/roles.rst"):
        (federation.docs / name).unlink()
    none = {"api_stability_inventories": None}
    without = federation.build("without", settings=none)
    built = federation.build()
    assert "stability-badge" in built.body("myst")
    assert built.page("searchindex.js") == without.page("searchindex.js")


HOSTILE = "<script>alert(1)</script> `x <javascript:x>`_ \\input{x} \x1b[2J \"'>"


def test_what_it_says_stays_text(tmp_path: Path) -> None:
    federation = Federation(tmp_path)
    federation.build_theirs()
    text = federation.published.read_text("utf-8")
    hostile = json.dumps(HOSTILE)[1:-1]
    for plain in ("Names may change", "Start.", "Keys and values", "ai-dynamo", "1.6.1"):
        assert plain in text
        text = text.replace(plain, hostile)
    text = text.replace('"beta"', f'"be {hostile}"')
    federation.published.write_text(text, encoding="utf-8")
    for builder, suffix in (("html", ".html"), ("latex", ".tex"), ("man", ".1"), ("text", ".txt")):
        built = federation.build(builder, builder=builder)
        pages = (file for file in built.outdir.iterdir() if file.suffix == suffix)
        shown = "".join(page.read_text("utf-8") for page in pages)
        assert "alert(1)" in shown
        assert "\x1b" not in shown
        if builder == "html":
            assert "<script>alert" not in shown
            assert 'href="javascript' not in shown
        if builder == "latex":
            assert "\\input{x}" not in shown


def test_a_change_of_theirs_rewrites_what_shows_it(tmp_path: Path) -> None:
    federation = Federation(tmp_path)
    federation.build_theirs()
    first = federation.build()
    assert len(first.written) == 5
    assert federation.build().written == []
    federation.edit_theirs("@beta(", "@experimental(")
    second = federation.build()
    assert (second.read, second.written) == ([], ["index", "myst", "sub/roles", "tables"])
    assert "Call dynamo.kv.start() [Experimental]." in say(second.body("myst"))
    clean = federation.build("clean")
    for page in ("index", "myst", "sub/roles", "tables", "plain"):
        assert second.page(f"{page}.html") == clean.page(f"{page}.html"), page


def test_a_page_that_was_read_before_is_read_again_once(tmp_path: Path) -> None:
    federation = Federation(tmp_path)
    federation.build_theirs()
    none = {"api_stability_inventories": None}
    assert "[Beta]" not in say(federation.build(settings=none).body("myst"))
    with_it = federation.build()
    assert len(with_it.read) == 5
    assert "[Beta]" in say(with_it.body("myst"))
    assert federation.build().read == []
    without = federation.build(settings=none)
    assert without.read == []
    assert "[Beta]" not in say(without.body("myst"))


def test_parallel_builds_give_the_same(
    federation: Federation, record_execution: RecordExecution
) -> None:
    pages = {
        f"more{number}.rst": f":orphan:\n\nMore\n====\n\n:py:func:`dynamo.kv.start` {number}\n\n"
        ".. migration-table::\n"
        for number in range(12)
    }
    write_files(federation.docs, pages)
    for name, jobs in (("serial", "1"), ("parallel", "2")):
        command = sphinx_build(federation.docs, federation.folder / name, "-j", jobs)
        record = record_execution(command)
        assert (record.returncode, record.stderr) == (0, "")
    for page in pages:
        (federation.docs / page).unlink()
    serial, parallel = federation.folder / "serial", federation.folder / "parallel"
    html = [file.relative_to(serial) for file in serial.rglob("*.html")]
    assert len(html) > 15
    for file in html:
        assert (parallel / file).read_bytes() == (serial / file).read_bytes(), file
    assert "Beta" in (serial / "more7.html").read_text("utf-8")


def test_no_network_unless_configured(
    federation: Federation, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def refuse(*arguments: Any, **_options: Any) -> Any:
        asked.append(arguments)
        raise OSError("no network here")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    offline = federation.build("offline", strict=True)  # paths only
    assert offline.body("index") == built.body("index")
    federation.build("none", settings={"api_stability_inventories": None})
    assert asked == []
    web = {"api_stability_inventories": {"x": "http://127.0.0.1:9"}}
    guarded = federation.build("guarded", settings=web)
    assert "http://127.0.0.1:9/stability.json: no network here" in guarded.warnings
    assert asked
