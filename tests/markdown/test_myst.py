"""One page shows the same by Sphinx and MyST-Parser as by Python-Markdown."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import TypeAlias
from unittest.mock import ANY

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.markdown.converting import LIBRARY, convert
from tests.markdown.shown import read_shown
from tests.sphinx.building import Built, build, write_files

pytest.importorskip("myst_parser")

EXTENSIONS = ("fenced_code", "tables", "toc")
LISTS = ("mdx_truly_sane_lists",)
CONF = """\
project = "library"
extensions = ["myst_parser", "api_stability.sphinx"]
html_theme = "basic"
myst_enable_extensions = ["colon_fence"]
smartquotes = False
"""
Pages: TypeAlias = Mapping[str, str]

PAGES: dict[str, str] = {
    "levels": "```{stability} beta\n:since: 1.2\n:reason: Names *may* change.\n```\n\n"
    "```{stability} deprecated\n:removal: 2.0\n\nAuthor's *own* words.\n```\n\n"
    ":::{stability} experimental\n:opt-in: set `X=1`\n\n- {stability}`beta`\n:::\n",
    "yaml": "```{stability} beta\n---\nsince: 1.10\nreason: >\n  On\n  two.\n---\nText.\n```\n",
    "features": "```{stability-feature} lending\nMore.\n```\n\nSee {stability-feature}`lending`, "
    "{stability-feature}`that <lending>`.\n\n```{stability-table}\n:subject: features\n```\n",
    "tables": "```{stability-table}\n```\n\n```{stability-table}\n:surface: rust\n```\n\n"
    "```{stability-table}\n:columns: name, status, reason, since\n:sort: level\n:limit: 3\n```\n\n"
    "```{deprecation-table}\n```\n\n```{migration-table}\n```\n",
    "history": "```{stability-removals}\n```\n\n```{stability-timeline}\n```\n\n"
    "```{stability-changes} 1.2 1.4\n```\n\n```{stability-timeline}\n:subject: symbols\n```\n",
    "overview": "```{stability-overview}\n```\n",
    "policy": "```{stability-policy}\n```\n",
    "roles": "# Title {stability}`beta`\n\n{stability}`library.lend` *{stability}`beta`* "
    "**{stability}`library.Branch.unlock`** [{stability}`stable`](https://example.org/)\n\n"
    "| a | b |\n|---|---|\n| {stability}`beta` | `{stability}` |\n\n`` {stability}`beta` ``\n",
    "domain": "```{stability:table}\n:prefix: library.lend\n```\n\n{stability:level}`beta`\n",
    "code": "    ```{stability} beta\n    ```\n\n````\n```{stability} beta\n```\n````\n",
}
WRONG: dict[str, str] = {
    "option": "```{stability} beta\n:sinse: 1\n\nAuthor's *own*.\n```\n",
    "level": "```{stability} betta\nAuthor's *own*.\n```\n",
    "column": "```{stability-table}\n:columns: nam\n```\n",
    "role": "It is {stability}`betta`.\n",
    "feature": "It is {stability-feature}`lendin`.\n\n```{stability-feature} lendin\nOwn.\n```\n",
    "release": "```{stability-changes} 0.1\n```\n",
    "missing": "```{stability}\n```\n",
    "content": "```{stability-table}\n:columns: name\n\nAuthor's *own*.\n```\n",
    "argument": "```{stability-table} beta\n```\n",
    "directive": "```{stability-tabel}\n```\n",
}
AFTER = "\nAfter it: {stability}`stable`.\n"
OF_DOCUTILS = ("missing", "content", "argument", "directive")
"""What docutils and MyST-Parser say in their own words, before our directive is asked.

They show a table in spite of an argument or text that it does not take, without the text. Here the
text stays, and a table that misses the options written in it is not shown.
"""
FRONT = 4
"""Lines of front matter."""
_numbers = count()


def build_myst(folder: Path, pages: Pages) -> Built:
    """Build with Sphinx."""
    folder = folder / str(next(_numbers))
    shutil.copytree(LIBRARY, folder, ignore=shutil.ignore_patterns("docs"))
    index = "# Home\n\n" + "".join(f"- [](p-{name}.md)\n" for name in pages)
    files = {f"p-{name}.md": f"---\norphan: true\n---\n\n{text}" for name, text in pages.items()}
    docs = write_files(folder / "docs", {"conf.py": CONF, "index.md": index, **files})
    return build(docs, folder / "html", settings={"suppress_warnings": ["myst.header"]})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    wrong = {name: text + AFTER for name, text in WRONG.items()}
    return build_myst(tmp_path_factory.mktemp("myst"), {**PAGES, **wrong})


@pytest.mark.parametrize("name", PAGES)
def test_a_page(built: Built, name: str) -> None:
    expected = read_shown(built.body(f"p-{name}"))
    converted = convert(PAGES[name], *EXTENSIONS)
    assert not converted.warnings
    assert read_shown(converted.html) == expected
    assert bool(expected) is (name != "code")


def find_warnings(built: Built, name: str) -> list[tuple[int, str]]:
    """The line and the message of each warning about a page."""
    file = str(built.outdir.parent / f"docs/p-{name}.md")
    lines = (line for line in built.warnings.splitlines() if line.startswith(file))
    parted = (re.split(": (?:WARNING|ERROR): ", line.removeprefix(f"{file}:")) for line in lines)
    return [(int(number) - FRONT, message) for number, message in parted]


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake(built: Built, name: str) -> None:
    converted = convert(WRONG[name] + AFTER, *EXTENSIONS)
    theirs, ours = find_warnings(built, name), converted.warnings
    body = built.body(f"p-{name}")
    assert read_shown(converted.html) == [("badge", "", "Stable", ANY)]
    if name not in OF_DOCUTILS:
        assert read_shown(converted.html) == read_shown(body)
        assert sorted(ours) == [f"line {number}: {message}" for number, message in theirs]
        for text in ("Author's <em>own</em>.", "<p>Own.</p>", "betta", "lendin"):
            assert (text in converted.html) == (text in body), text
    else:
        ((number, _),) = theirs
        (message,) = ours
        assert message.startswith(f"line {number}: ")


LEAVES = (
    "Text.",
    "Text {stability}`beta` in *it {stability}`stable`*.",
    "```{stability} beta\n```",
    "```{stability} deprecated\n:removal: 2.0\n:reason: It *was*.\n```",
    "~~~{stability} experimental\n---\nsince: 1.10\n---\n~~~",
    "```{stability-table}\n:prefix: library.lend\n:columns: name level\n```",
    "```text\n{stability}`beta`\n```",
)


def nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What stands in each kind of container, as both engines read it.

    Lists are indented by four columns and have blank lines around their items: less is another
    thing in Python-Markdown than in CommonMark. Containers of one kind that follow each other would
    be one in either.
    """
    blocks = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    return st.one_of(
        blocks.map(lambda text: put_inside(text, "-   ", " " * 4)),
        blocks.map(lambda text: put_inside(text, "1.  ", " " * 4)),
        blocks.map(lambda text: put_inside(text, "> ", "> ")),
        blocks.map(lambda text: fence(text, "stability} beta\n:since: 1.2")),
        blocks.map(lambda text: fence(text, "stability-feature} lending")),
    )


def put_inside(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    rest = (f"{others}{line}".rstrip() for line in lines[1:])
    return "\n".join([f"Part\n\n{first}{lines[0]}", *rest])


def fence(text: str, info: str) -> str:
    longest = max(map(len, re.findall("`{3,}", text)), default=2)
    return f"{'`' * (longest + 1)}{{{info}\n\n{text}\n{'`' * (longest + 1)}"


DOCUMENTS = st.lists(
    st.recursive(st.sampled_from(LEAVES), nest, max_leaves=8), min_size=1, max_size=4
).map("\n\n".join)


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # each example is a build: none is made only to fail more shortly
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(documents=st.lists(DOCUMENTS, min_size=15, max_size=15))
def test_nestings(tmp_path_factory: pytest.TempPathFactory, documents: list[str]) -> None:
    pages = {f"n{number}": text + "\n" for number, text in enumerate(documents)}
    built = build_myst(tmp_path_factory.mktemp("nestings"), pages)
    for name, text in pages.items():
        assert read_shown(convert(text, *EXTENSIONS).html) == read_shown(built.body(f"p-{name}")), (
            text
        )
