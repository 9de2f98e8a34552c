"""Placeholders wherever they may stand, and text that is hostile to a writer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from posixpath import dirname, join, normpath
from xml.etree import ElementTree as ET

import pytest
from docutils import nodes
from sphinx import addnodes

from api_stability.sphinx.nodes import (
    USE,
    Placeholder,
    StabilityBlockSlot,
    StabilityInlineSlot,
    StabilityNoticeSlot,
    find_placeholders,
)
from api_stability.sphinx.uses import ObjectUse, Signature
from tests.sphinx.building import build, copy_root, write_files
from tests.sphinx.test_rewriting import FILES
from tests.sphinx.test_warnings import write_project

NESTED = """\
Home
====

* A list

  .. stability:: beta

     .. py:function:: pkg.f()

        .. stability-table::

     .. stability:: no-such-level

        .. py:function:: pkg.g()

.. only:: never

   .. stability-table::
      :project: no-such-project

.. list-table::

   * - :stability:`beta`
     - .. stability:: beta

.. figure:: none.png

   Caption :stability:`beta`

:field: .. deprecation-table::
"""


def test_directives_inside_each_other(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index=NESTED)
    built = build(docs, tmp_path / "html", suppress_warnings=["image"])
    body = built.body("index")
    assert [line.rsplit("[", 1)[1] for line in built.warnings.splitlines()] == [
        "api_stability.unknown-level]"
    ]
    assert body.count('class="stability-notice stability-notice--beta') == 2
    assert body.count("stability-notice--deprecated") == 1
    assert body.count("stability-table--stability") == 1
    assert body.count("stability-table--deprecation") == 1
    assert '<span class="caption-text">Caption <span' in body
    assert "Slot" not in body


HOSTILE = (
    r"""`x` *x* |x| <script>alert(1)</script> &amp; \x \[x] {x} #x %x ~x ^x _x_ $x$ :x:`x` x::"""
)


@pytest.mark.parametrize("builder", ["html", "latex", "text", "man", "texinfo", "xml", "epub"])
def test_text_from_code_stays_text(tmp_path: Path, builder: str) -> None:
    write_files(tmp_path, {name: FILES[name] for name in ("pyproject.toml", "docs/conf.py")})
    code = f"from api_stability import deprecated\n\n@deprecated({HOSTILE!r})\ndef f(): ...\n"
    page = "Home\n====\n\n.. py:function:: pkg.f()\n\n.. deprecation-table::\n"
    write_files(tmp_path, {"pkg/__init__.py": code, "docs/index.rst": page})
    settings = {"version": "1", "epub_copyright": "none", "epub_show_urls": "no"}
    built = build(
        tmp_path / "docs", tmp_path / "out", builder=builder, strict=True, settings=settings
    )
    if builder == "html":
        assert "<script>alert" not in built.body("index")
        assert built.body("index").count("&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;") == 2
    if builder == "text":
        assert HOSTILE[:20] in built.page("index.txt")


UNSEEN = "\x1b[31m \x00 \u202egnp.exe \u2066 \u200b \ufeff https://e.org/\u202ex"


@pytest.mark.parametrize("builder", ["html", "latex", "text", "man", "texinfo", "xml", "epub"])
def test_what_cannot_be_seen_is_spelled_out(tmp_path: Path, builder: str) -> None:
    text = UNSEEN.encode("unicode-escape").decode()
    write_files(tmp_path, {name: FILES[name] for name in ("pyproject.toml", "docs/conf.py")})
    code = "from api_stability import experimental\n\n"
    code += f'@experimental("{text}")\ndef f():\n    "{text}"\n'
    page = "Home\n====\n\n.. py:function:: pkg.f()\n\n:stability-feature:`x`\n\n"
    page += ".. stability-feature:: x\n\n.. stability-table::\n   :columns: name, reason, summary\n"
    feature = f'[[features]]\nid = "x"\ntitle = {json.dumps(UNSEEN)}\nsymbols = ["python:pkg.f"]\n'
    write_files(
        tmp_path,
        {"pkg/__init__.py": code, "docs/index.rst": page, "api-stability.toml": feature},
    )
    settings = {"version": "1", "epub_copyright": "none", "epub_show_urls": "no"}
    out = tmp_path / "out"
    build(tmp_path / "docs", out, builder=builder, strict=True, settings=settings)
    files = {"html": "index.html", "latex": "pkg.tex", "text": "index.txt", "man": "pkg.1"}
    files |= {"texinfo": "pkg.texi", "xml": "index.xml", "epub": "index.xhtml"}
    written = (out / files[builder]).read_text("utf-8")
    assert not set(written) & set("\x00\x1b\u202e\u2066\u200b\ufeff")
    if builder in ("xml", "epub"):
        ET.fromstring(written)
    if builder in ("html", "text"):
        assert written.count(r"\x1b[31m \x00 \u202egnp.exe") >= 4


def test_a_notice_without_more_to_say(tmp_path: Path) -> None:
    page = "Home\n====\n\n.. stability:: beta\n\nWords.\n"
    built = build(write_project(tmp_path, index=page), tmp_path / "text", builder="text")
    beta = "**Beta**: will graduate to stable, or be deprecated with notice."
    assert built.page("index.txt") == f"Home\n****\n\n{beta}\n\nWords.\n"


def test_a_long_name_breaks_after_a_dot(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index="Home\n====\n\n.. stability-table::\n")
    code = "from api_stability import beta\n\n@beta()\ndef a_function_with_a_name(): ...\n"
    write_files(tmp_path, {"pkg/__init__.py": code, "pkg/b.py": '__stability__ = "beta"\n'})
    body = build(docs, tmp_path / "html", strict=True).body("index")
    assert '<span class="pre">pkg.</span><wbr/><span class="pre">a_function_with_a_name<' in body
    assert '<span class="pre">pkg.b</span>' in body


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_links_lead_somewhere(tmp_path: Path, builder: str) -> None:
    docs = copy_root("library", tmp_path / "project")
    built = build(docs, tmp_path / builder, builder=builder, strict=True)
    pages = {
        page.relative_to(built.outdir).as_posix(): page.read_text("utf-8")
        for page in built.outdir.rglob("*.html")
    }
    found = 0
    for name, text in pages.items():
        for link in find_our_links(text):
            target, _, anchor = link.partition("#")
            page = normpath(join(dirname(name), target)) if target else name
            page = join(page, "index.html") if builder == "dirhtml" and target else page
            there = pages[page.removeprefix("./")]
            assert not anchor or f'id="{anchor}"' in there, f"{name}: {link}"
            found += 1
    assert found > 50


def find_our_links(page: str) -> list[str]:
    """Internal links in what is ours; an author's own words may stand in it."""
    ours = re.findall(r'<(table|p|dl) class="[^"]*no-search(.*?)</\1>', page, flags=re.DOTALL)
    links = r'<a class="reference internal" href="([^"]*)"'
    return [link for _, text in ours for link in re.findall(links, text)]


def test_a_module_shows_what_no_signature_can(tmp_path: Path) -> None:
    page = "Home\n====\n\nText.\n\n.. py:module:: pkg.b\n\n.. py:module:: pkg.d\n\nMore.\n"
    docs = write_project(tmp_path, index=page)
    old = 'from api_stability import deprecated\n__stability__ = "deprecated"\n'
    write_files(tmp_path, {"pkg/b.py": '__stability__ = "beta"\n', "pkg/d.py": old})
    body = build(docs, tmp_path / "html", strict=True).body("index")
    badge, notice = body.index("stability-module"), body.index("stability-notice--deprecated")
    assert body.index("Text.") < badge < notice < body.index("More.")
    assert body.count("stability-badge--") == 1


def test_an_alias_is_found(tmp_path: Path) -> None:
    page = "Home\n====\n\n.. py:function:: pkg._impl.f()\n\n.. py:decorator:: pkg.f\n"
    docs = write_project(tmp_path, index=page)
    write_files(
        tmp_path,
        {"pkg/__init__.py": "from pkg._impl import f\n", "pkg/_impl.py": FILES["pkg/__init__.py"]},
    )
    body = build(docs, tmp_path / "html", strict=True).body("index")
    assert body.count("stability-badge--beta") == 2


def test_tables_are_of_the_documented_project_unless_they_say_otherwise(tmp_path: Path) -> None:
    other = write_project(tmp_path / "other", index="Home\n====\n")
    write_files(tmp_path / "other", {"pyproject.toml": '[project]\nname = "other"\n'})
    write_files(tmp_path / "other", {"api-stability.toml": OTHER})
    build(other, tmp_path / "other-html")
    page = "Home\n====\n\n.. stability-table::\n\n.. stability-table::\n   :project: *\n"
    page += "\n.. stability-table::\n   :project: other\n"
    docs = write_project(tmp_path / "own", index=page)
    write_files(tmp_path / "own", {"api-stability.toml": OWN})
    built = build(docs, tmp_path / "html", strict=True)
    own, both, theirs = re.findall(r"<table.*?</table>", built.body("index"), flags=re.DOTALL)
    assert [own.count("<tr"), theirs.count("<tr")] == [3, 3]
    assert both.count("<tr") == 5


SOURCE = '[[sources]]\nsurface = "python"\npackages = ["pkg"]\n'
OTHER = f'name = "other"\n{SOURCE}'
OWN = f'inventories = ["../other-html/stability.json"]\n{SOURCE}'


def test_a_translated_title_keeps_its_badge(tmp_path: Path) -> None:
    page = "Title :stability:`beta`\n=======================\n\n.. stability:: beta\n\n   Words.\n"
    docs = write_project(tmp_path, index=page)
    messages = {"Title :stability:`beta`": "Titel :stability:`beta`", "Words.": "Worte."}
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    text += "".join(f'\nmsgid "{one}"\nmsgstr "{other}"\n' for one, other in messages.items())
    write_files(docs, {"locale/de/LC_MESSAGES/index.po": text})
    built = build(docs, tmp_path / "html", strict=True, language="de", locale_dirs=["locale"])
    assert re.search("<h1>Titel <span.*>Beta</span>", built.body("index"))
    assert "<p>Worte.</p>" in built.body("index")
    assert re.search("<title>Titel &#8212; pkg.*</title>", built.page("index.html"))


def test_a_badge_stands_before_the_link_to_the_source(tmp_path: Path) -> None:
    docs = copy_root("library", tmp_path / "project")
    extensions = ["sphinx.ext.autodoc", "sphinx.ext.viewcode", "myst_parser"]
    extensions.append("api_stability.sphinx")
    built = build(docs, tmp_path / "html", strict=True, extensions=extensions)
    assert re.search(r'>Beta</span><a class="reference internal" href="_mod', built.body("api"))


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_a_theme(tmp_path: Path, theme: str) -> None:
    docs = write_project(tmp_path, index="Home\n====\n\n.. py:function:: pkg.f()\n")
    built = build(docs, tmp_path / "html", strict=True, html_theme=theme)
    assert "stability-badge--beta" in built.page("index.html")
    assert "api-stability.css" in built.page("index.html")


def test_placeholders_are_found_without_looking_at_text() -> None:
    document = make_document()
    everything = list(document.findall(Placeholder))
    contents = [node for node in document.findall(addnodes.desc_content) if USE in node]
    assert len(contents) == 1
    assert find_placeholders(document, in_text=True) == (everything, contents)
    assert find_placeholders(document, in_text=False) == (
        [slot for slot in everything if not isinstance(slot, StabilityInlineSlot)],
        contents,
    )


def make_document() -> nodes.section:
    """All kinds of placeholders, in all kinds of places."""
    signature = addnodes.desc_signature("", "", addnodes.desc_name("f", "f"))
    use = ObjectUse((Signature("python:f"),))
    inner = addnodes.desc("", signature, addnodes.desc_content("", **{USE: use}))
    text = nodes.paragraph("", "Text")
    content = addnodes.desc_content("", StabilityNoticeSlot(), text, inner)
    text = nodes.paragraph("", "", nodes.strong("", "", StabilityInlineSlot()))
    block = StabilityBlockSlot("", text, StabilityBlockSlot())
    body = nodes.field_body("", StabilityBlockSlot())
    fields = nodes.field_list("", nodes.field("", nodes.field_name("", "x"), body))
    return nodes.section("", addnodes.desc("", signature.deepcopy(), content), block, fields)
