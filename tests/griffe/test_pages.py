"""Whole pages of mkdocstrings, a page for each kind of object and of layout."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.griffe.building import Built, build, copy_root, with_options
from tests.griffe.pages import Seen, badge_texts, notice_texts, outline, read_objects
from tests.support.golden import Golden

pytest.importorskip("mkdocstrings_handlers.python", reason="mkdocstrings-python is absent")
pytestmark = pytest.mark.usefixtures("templates")

PAGES = ("package", "module", "headless", "merged", "sections")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Built:
    folder = copy_root("depot", tmp_path_factory.mktemp("pages") / "depot")
    return build(folder, strict=True, options={"inherited_members": True})


def test_nothing_is_warned_of(built: Built) -> None:
    assert built.warnings == ()
    assert not built.is_aborted


@pytest.mark.parametrize("page", PAGES)
def test_a_page(built: Built, page: str, golden: Golden) -> None:
    golden(outline(built.article(page)), f"golden/{page}.txt")


def test_markup(built: Built, golden: Golden) -> None:
    """Our own elements, as they are written."""
    found = re.findall(
        r' ?<(?:span|p) class="stability-[bmo].*?</span>(?:</span>|</p>)|<div class="adm.*?</div>',
        built.article("package"),
        re.DOTALL,
    )
    golden("\n".join(dict.fromkeys(found)) + "\n", "golden/markup.html")


def test_no_title_has_a_badge(built: Built) -> None:
    """Neither that of a page nor that of a link, nor an entry of the contents."""
    page = built.page("module.html")
    assert "<title>Module</title>" in page
    titles = re.findall(r'title="([^"]*)"', built.page("package.html"))
    assert any("find" in title for title in titles)
    assert not [title for title in titles if "Beta" in title and "find" in title]
    contents = page[page.index("<nav>") : page.index("</nav>")]
    assert "attempt" in contents
    assert "Experimental" not in contents
    assert b"Beta" not in (built.site / "objects.inv").read_bytes()


def test_search(tmp_path: Path) -> None:
    """Material finds objects, and not what we say of them."""
    pytest.importorskip("material", reason="Material for MkDocs is absent")
    folder = copy_root("depot", tmp_path / "depot")
    built = build(folder, theme="material", plugins=["material/search"])
    found = json.loads(built.page("search/search_index.json"))["docs"]
    titles = {entry["location"]: entry["title"] for entry in found}
    assert "Beta" not in titles["package.html#depot.find"]
    text = " ".join(f"{entry['title']} {entry['text']}" for entry in found)
    assert "Find goods" in text
    assert not re.search("Beta|may change or be removed|will be removed", text)


def test_contents(tmp_path: Path) -> None:
    folder = copy_root("depot", tmp_path / "depot")
    built = build(folder, extensions=[with_options(badges_in=["contents"])])
    page = built.page("package.html")
    contents = page[page.index("<nav>") : page.index("</nav>")]
    entries = {
        re.sub("<.*", "", entry).strip(): badge_texts(entry)
        for entry in re.findall("<p>(.*?)</p>", contents, re.DOTALL)
    }
    assert entries["find"] == ["Beta"]
    assert entries["look"] == ["Deprecated"]
    assert entries["roll"] == []
    assert "stability-small" not in built.article("package")


@pytest.mark.parametrize("style", ["table", "list", "spacy"])
def test_styles(tmp_path: Path, style: str) -> None:
    folder = copy_root("depot", tmp_path / "depot")
    built = build(folder, options={"docstring_section_style": style})
    text = outline(built.article("package"))
    assert len(re.findall(r"^(?:\| )?depth \[Deprecated since 1\.3\]", text, re.MULTILINE)) == 2
    assert re.search(r"^(?:\| )?find \[Beta\]", text, re.MULTILINE)
    assert re.search(r"^(?:\| )?width (?!\[)", text, re.MULTILINE)


@pytest.mark.parametrize("theme", ["readthedocs", "mkdocs"])
def test_themes(tmp_path: Path, theme: str) -> None:
    folder = copy_root("depot", tmp_path / "depot")
    built = build(folder, theme=theme)
    assert built.warnings == ()
    text = outline(built.article("package"))
    assert len(re.findall(r"depth \[Deprecated since 1\.3\]", text)) == 2
    assert read_objects(built.article("package"))["depot.find"].badges == ["Beta"]


def test_parameters_with_headings(tmp_path: Path) -> None:
    folder = copy_root("depot", tmp_path / "depot")
    built = build(folder, options={"parameter_headings": True})
    article = built.article("merged")
    assert 'id="depot.stacks.Stack(depth)"' in article
    assert "Deprecated since 1.3" in badge_texts(article)


def test_links(tmp_path: Path) -> None:
    folder = copy_root("depot", tmp_path / "depot")
    (folder / "docs/levels.md").write_text("# Levels\n\n## Beta {#stability-beta}\n")
    built = build(folder, extensions=[with_options(badges_link="stability-{level}")], strict=True)
    article = built.article("package")
    linked = re.findall(r'<a [^>]*href="([^"]*)"[^>]*><span class="stability-badge [^>]*>', article)
    assert set(linked) == {"levels.html#stability-beta"}
    assert re.search('Use <a [^>]*href="#depot.find"[^>]*><code>depot.find</code></a>', article)
    plain = build(folder).article("package")
    assert not re.search('<a [^>]*><span class="stability-badge', plain)


def test_admonitions(tmp_path: Path) -> None:
    folder = copy_root("depot", tmp_path / "depot")
    choices = ("all", "outermost", "none", False)
    shown: dict[object, dict[str, Seen]] = {
        choice: read_objects(
            build(folder, extensions=[with_options(admonitions=choice)]).article("package")
        )
        for choice in choices
    }
    goods = "depot.Goods"
    assert shown["all"][f"{goods}.move"].notices
    assert not shown["outermost"][f"{goods}.move"].notices
    assert shown["outermost"][goods].notices
    # of itself it says more
    assert [text[:10] for text in shown["all"][f"{goods}.drop"].notices] == [
        "Deprecated",
        "Experiment",
    ]
    assert [text[:10] for text in shown["outermost"][f"{goods}.drop"].notices] == ["Deprecated"]
    for none in (shown["none"], shown[False]):
        assert not any(seen.notices for seen in none.values())
        assert none[goods].badges == ["Experimental"]


def test_no_badges(tmp_path: Path) -> None:
    folder = copy_root("depot", tmp_path / "depot")
    built = build(folder, extensions=[with_options(badges=False)])
    for page in PAGES:
        assert not badge_texts(built.article(page))
    assert notice_texts(built.article("package"))


def test_language(tmp_path: Path) -> None:
    folder = copy_root("depot", tmp_path / "depot")
    built = build(folder, extensions=[with_options(language="de")])
    assert "Veraltet" in " ".join(badge_texts(built.article("package")))
