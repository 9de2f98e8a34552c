"""The pages of the guide, written as plain Markdown: nothing of ours is left to resolve."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from api_stability.pages.outline import find_outline
from api_stability.pages.text import read_text
from tests.example_docs.pages import DOCS, GUIDE


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages in one call; what other projects publish is merged into the inventory."""
    folder = tmp_path_factory.mktemp("rendered")
    own, every = folder / "own.json", folder / "all.json"
    other = "other-project/stability.json"
    for command in (
        ["scan", "--format", "json", "-o", own],
        ["merge", own, other, "--format", "json", "-o", every],
        ["render", *(page.name for page in GUIDE), "--inventory", every, "-o", f"{folder}/docs/"],
    ):
        subprocess.run(
            [sys.executable, "-m", "api_stability", *map(str, command)],
            cwd=DOCS,
            check=True,
            stderr=subprocess.PIPE,
        )
    return folder / "docs"


@pytest.mark.parametrize("page", GUIDE, ids=lambda page: page.stem)
def test_nothing_is_left_to_resolve(page: Path, rendered: Path) -> None:
    before = read_text(page.read_bytes())
    after = read_text((rendered / page.name).read_bytes())
    asked = find_outline(before, (), is_mdx=False)
    left = find_outline(after, (), is_mdx=False)
    assert (left.fences, left.roles) == ((), ())
    if not (asked.fences or asked.roles):
        assert after.text == before.text


def test_a_table_and_a_role_are_what_they_show(rendered: Path) -> None:
    page = (rendered / "other-projects.md").read_text(encoding="utf-8")
    assert "| `kv_store.connect` | **Beta** | Connect to a store. |" in page
    assert "Call `kv_store.connect()` **Beta** before" in page
