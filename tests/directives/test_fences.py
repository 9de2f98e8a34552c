"""Directives in Markdown: found as CommonMark and MyST find them, whatever the text is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from api_stability.directives.fences import find_fences
from tests.directives.showing import show_fences
from tests.support.golden import Golden

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_cases(case: Path, golden: Golden) -> None:
    lines = case.read_text(encoding="utf-8").split("\n")
    golden(show_fences(list(find_fences(lines))), f"golden/{case.stem}.txt")


def repeat(*lines: str, times: int = 30_000) -> str:
    return "\n".join(lines * times)


HOSTILE = {
    "backticks": "`" * 1_000_000,
    "signs of quotes": ">" * 100_000 + " ```{stability-table}",
    "signs of lists": "- " * 100_000 + "```{stability-table}",
    "spaces in an info string": "``` a" + " " * 500_000 + "b",
    "never closed": repeat("```{stability-table}"),
    "never closed, in quotes": repeat("> ```{stability-table}", ""),
    "containers of others": repeat(":::{note}"),
    "code that is not closed": repeat("> ```x", "> ~~~y", ""),
    "each opened with one more": "\n".join("~" * n for n in range(1_400, 3, -1)),
    "comments": repeat("<!-- a"),
    "comments in quotes": repeat("> <!-- a", ""),
    "options": "```{stability-table}\n" + repeat(":a: b") + "\n```",
    "deep quotes": "\n".join("> " * n + "```{stability-table}" for n in range(700)),
    "empty lines": "- " * 2_000 + "```{stability-table}\n" + "\n" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_time_is_linear(text: str) -> None:
    lines = text.split("\n")
    start = time.process_time()
    found = list(find_fences(lines))
    assert len(found) <= len(lines)
    assert time.process_time() - start < 5  # quadratic, each of them takes minutes
