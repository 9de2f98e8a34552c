"""Pages with everything resolved, whole and by region, against reviewed files."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.directives.site import Site
from api_stability.model.errors import UserError
from api_stability.pages.page_set import Page, PageSet
from api_stability.pages.rewriting import Rewritten, rewrite
from api_stability.pages.survey import DEEPEST, survey_page
from api_stability.pages.text import LARGEST, Edit, PageText, make_text, read_text
from tests.support.golden import Golden
from tests.views.inventories import default_policy, sample_index

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").iterdir())


def make_page(text: PageText, file: Path = Path("page.md")) -> Page:
    is_mdx = file.suffix == ".mdx"
    return Page(
        where=file.name,
        name=file.stem,
        folder=file.parent,
        file=file,
        format="mdx" if is_mdx else "markdown",
        survey=survey_page(text, file.stem, is_mdx=is_mdx),
    )


def rewrite_pages(*pages: Page, whole: bool = True) -> list[Rewritten]:
    together = PageSet(pages, whole)
    site = Site(
        index=sample_index(), policy=default_policy(), project="demo", root=HERE, pages=together
    )
    return [rewrite(page, together, site) for page in pages]


def rewrite_text(text: str, *, whole: bool = True) -> Rewritten:
    (done,) = rewrite_pages(make_page(make_text(text)), whole=whole)
    return done


def show_mistakes(done: Rewritten) -> str:
    return "".join(f"{each.line}: {each.message} [{each.code}]\n" for each in done.mistakes)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_cases(case: Path, golden: Golden) -> None:
    text = read_text(case.read_bytes())
    for mode, whole in (("whole", True), ("regions", False)):
        (done,) = rewrite_pages(make_page(text, case), whole=whole)
        if done.mistakes:
            golden(show_mistakes(done), f"golden/{case.stem}.{mode}.txt")
        else:
            golden(
                text.encode(done.text).decode("utf-8"), f"golden/{case.stem}.{mode}{case.suffix}"
            )


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_twice_is_the_same(case: Path) -> None:
    (once,) = rewrite_pages(make_page(read_text(case.read_bytes()), case), whole=False)
    (again,) = rewrite_pages(make_page(make_text(once.text), case), whole=False)
    assert again.text == once.text


def test_what_stands_around_regions_stays_byte_for_byte() -> None:
    case = HERE / "cases" / "windows.md"
    text = read_text(case.read_bytes())
    (done,) = rewrite_pages(make_page(text, case), whole=False)
    old, new = case.read_bytes(), text.encode(done.text)
    assert new != old
    pattern = rb"(?s)(?<=-->\r\n).*?(?=<!-- stability:end)"
    assert re.sub(pattern, b"", new) == re.sub(pattern, b"", old)
    assert re.search(rb"(?<!\r)\n", new) is None


def test_links_to_pages_that_are_rewritten_together(tmp_path: Path) -> None:
    limited = make_text("```{stability-table}\n:limit: 1\n```\n")
    every = make_text("# All of *it*\n\n```{stability-table}\n```\n")
    one = make_page(limited, tmp_path / "guide" / "one.md")
    other = make_page(every, tmp_path / "a b" / "all.md")
    first, _ = rewrite_pages(one, other)
    assert "in [All of it](../a%20b/all.md)." in first.text
    (alone,) = rewrite_pages(one)
    assert "](" not in alone.text.rpartition("|")[2]


def test_a_page_that_is_named(tmp_path: Path) -> None:
    text = make_text("```{stability-table}\n:limit: 1\n:full: all\n```\n")
    page = make_page(text, tmp_path / "page.md")
    (done,) = rewrite_pages(page)
    assert "](" not in done.text.rpartition("|")[2]
    (tmp_path / "all.md").write_text("")
    (done,) = rewrite_pages(page)
    assert "in [all](all.md)." in done.text
    two = rewrite_pages(page, make_page(make_text(""), tmp_path / "other.md"))
    assert show_mistakes(two[0]) == ("1: unknown page 'all'; valid: other, page [unknown-page]\n")


def test_directives_in_directives_end_somewhere() -> None:
    signs = ["`" * (3 + DEEPEST + 2 - depth) for depth in range(DEEPEST + 2)]
    opened = "".join(f"{sign}{{stability}} beta\n" for sign in signs)
    closed = "".join(f"{sign}\n" for sign in reversed(signs))
    done = rewrite_text(f"{opened}text\n{closed}")
    assert [each.code for each in done.mistakes] == ["nested-too-deep"]


FRAGMENTS = st.sampled_from(
    [
        *("text ", "\n", "\n\n", "\r\n", "> ", "- ", "1. ", "    ", "\t", "```", "~~~", ":::", "`"),
        *("``", "\\", "<", "<!--", "-->", "{/*", "*/}", "|", "|---|\n", "# ", "---\n", "\n===\n"),
        *("import x", "<b>", "\ufeff", "\u2028", "\x00", "\x0c", ":::{stability-table}\n:::\n"),
        *("{stability}`beta`", "{stability}`", "{stability-feature}`kv-disagg`"),
        *("```{stability} beta\n", "```{stability-table}\n:limit: 1\n```\n"),
        *("<!-- stability:begin stability beta -->\n", "<!-- stability:end -->\n"),
        "<!-- stability:begin stability\n:x: y\n-->",
    ]
)


@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_any_page_is_rewritten_or_told_of(text: str) -> None:
    for file in (Path("page.md"), Path("page.mdx")):
        for whole in (True, False):
            (done,) = rewrite_pages(make_page(make_text(text), file), whole=whole)
            if not done.mistakes and whole:
                assert not make_page(make_text(done.text), file).survey.blocks
            if not done.mistakes and not whole:
                (again,) = rewrite_pages(make_page(make_text(done.text), file), whole=False)
                assert again.text == done.text
                assert not again.mistakes


ROLE = "{stability}`beta`"
WITH_ROLES = FRAGMENTS.filter(lambda text: text == ROLE or "stability" not in text)


@given(st.lists(WITH_ROLES | st.just(ROLE), max_size=25).map("".join))
def test_nothing_but_the_role_changes(text: str) -> None:
    for file in (Path("page.md"), Path("page.mdx")):
        (done,) = rewrite_pages(make_page(make_text(text), file))
        if not done.mistakes:
            assert done.text.replace("**Beta**", ROLE) == text


@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_the_lines_of_a_text_are_the_text(text: str) -> None:
    page = make_text(text)
    assert len(page.starts) == len(page.lines) + 1
    assert page.starts[-1] == len(text)
    assert all(
        text[start:].startswith(line) for start, line in zip(page.starts, page.lines, strict=False)
    )
    assert page.edit([Edit(0, 0, "")]) == text
    assert read_text(page.encode(text)).text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a\nb\xff", "line 2 is not UTF-8"),
        ("é".encode("utf-16"), "line 1 is not UTF-8"),
        (b"x" * (LARGEST + 1), "this has 10,000,001 bytes; a page has 10,000,000 at the most"),
    ],
)
def test_what_is_no_page(data: bytes, message: str) -> None:
    with pytest.raises(UserError) as error:
        read_text(data)
    assert error.value.message.startswith(message)


VAST = {
    "prose": "A line of prose, {stability}`beta` here.\n\n" * 60_000,
    "one line": "{stability}`beta` " * 60_000,
    "directives": "```{stability} beta\n```\n\n" * 10_000,
    "quotes": ">" * 200_000 + " stability",
    "braces": "{stability}`" * 80_000,
    "comments": "<!-- stability:begin stability beta\n" * 30_000,
    "comments in a line": "x <!-- stability:end -->" * 50_000,
    "comments of MDX": "{/*\n" * 100_000 + "stability",
    "spaces in a comment": "<!-- stability:begin stability" + " " * 1_000_000 + "beta -->\n",
    "spaces in front matter": "---\ntitle: a" + " " * 1_000_000 + "b\n---\nstability\n",
    "lists": "- " * 100_000 + "stability",
    "table": "| a | b |\n|---|---|\n" + "| {stability}`beta` | b |\n" * 20_000,
}


@pytest.mark.parametrize("file", [Path("page.md"), Path("page.mdx")], ids=lambda path: path.suffix)
@pytest.mark.parametrize("text", VAST.values(), ids=VAST)
def test_a_vast_page_takes_bounded_time(text: str, file: Path) -> None:
    start = time.process_time()
    rewrite_pages(make_page(make_text(text), file))
    assert time.process_time() - start < 30
