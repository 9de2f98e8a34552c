"""The directives that are found on a page are those that MyST-Parser finds there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from docutils.core import publish_doctree
from docutils.nodes import literal
from docutils.parsers.rst import Directive, directives
from hypothesis import given
from hypothesis import strategies as st

from api_stability.directives.fences import find_fences
from api_stability.pages.outline import find_outline
from api_stability.pages.text import make_text

NAMES = ("stability-table", "deprecation-table", "stability")
Found = list[tuple[int, str, tuple[tuple[str, str], ...]]]


class Placeholder(Directive):
    """Stands for one of ours in MyST."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {"level": directives.unchanged, "reason": directives.unchanged}  # noqa: RUF012

    def run(self) -> list[Any]:
        """Say what was found."""
        found = (self.lineno, self.name, tuple(sorted(self.options.items())))
        return [literal("", "", found=found)]


def find_by_myst(text: str) -> Found:
    parser = pytest.importorskip("myst_parser.parsers.docutils_").Parser()
    settings = {
        "myst_enable_extensions": ["colon_fence"],
        "report_level": 5,
        "halt_level": 5,
        "warning_stream": False,
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in NAMES:
            patch.setitem(directives._directives, name, Placeholder)  # type: ignore[attr-defined]
        tree = publish_doctree(text, parser=parser, settings_overrides=settings)
    return sorted(node["found"] for node in tree.findall(literal) if "found" in node)


def find_by_scanning(text: str) -> Found:
    fences = find_fences(text.split("\n"))
    return [(each.first + 1, each.written.name, each.written.options) for each in fences]


def find_by_parsing(text: str) -> Found:
    fences = find_outline(make_text(text), (), is_mdx=False).fences
    return [(each.first + 1, each.written.name, each.written.options) for each in fences]


Block = list[str]
OPTIONS = st.sampled_from(
    [[], [":level: beta"], [":level: beta", ":reason: 'a: b'"], ["---", "reason: |", "  x", "---"]]
)


@st.composite
def directive_blocks(draw: st.DrawFn) -> Block:
    sign = draw(st.sampled_from(["```", "~~~", ":::", "`````"]))
    name = draw(st.sampled_from(NAMES))
    content = ["Text."] if name == "stability" else []
    head = f"{sign}{{{name}}}" + (" beta" if name == "stability" else "")
    return [head, *draw(OPTIONS), *content, sign]


SIMPLE = st.one_of(
    directive_blocks(),
    directive_blocks(),
    st.sampled_from(
        [
            ["A paragraph", "of two lines."],
            ["# A heading"],
            ["<!-- a comment", "```{stability-table}", "```", "-->"],
            ["````python", "```{stability-table}", "```", "````"],
            ["~~~", "```{stability-table}", "~~~"],
            ["- item", "- `code` and ```code```"],
            ["```{stability-table} `no` fence```"],
        ]
    ),
)


def _nest(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    pages = st.lists(blocks, min_size=1, max_size=3).map(_join)
    return st.one_of(
        pages.map(lambda lines: [f"> {line}".rstrip() for line in lines]),
        pages.map(lambda lines: _item("- ", lines)),
        pages.map(lambda lines: _item("1. ", lines)),
        pages.map(_contain),
    )


def _join(blocks: list[Block]) -> Block:
    return [line for block in blocks for line in (*block, "")][:-1]


def _item(sign: str, lines: Block) -> Block:
    rest = [f"{' ' * len(sign)}{line}".rstrip() for line in lines[1:]]
    return [f"{sign}{lines[0]}", *rest]


def _contain(lines: Block) -> Block:
    """Somebody else's container: its signs are longer than those inside, as they have to be."""
    longest = max(len(signs) for line in lines for signs in re.findall(":*", line))
    sign = ":" * max(longest + 1, 3)
    return [f"{sign}{{note}}", "", *lines, sign]


PAGES = st.lists(st.recursive(SIMPLE, _nest, max_leaves=6), min_size=1, max_size=4).map(_join)


@given(PAGES)
def test_the_directives_are_those_of_myst(lines: Block) -> None:
    text = "\n".join(lines) + "\n"
    theirs = [
        (line, name, tuple((key, value.strip()) for key, value in options))
        for line, name, options in find_by_myst(text)
    ]
    assert find_by_parsing(text) == theirs
    assert find_by_scanning(text) == theirs
