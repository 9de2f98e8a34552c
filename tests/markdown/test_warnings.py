"""Warnings name file and line, go through the engine's logger, and each is said once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.markdown.converting import LIBRARY, convert
from tests.markdown.sites import build_site

FRONT = "---\ntitle: Page\ntags: [x]\n---\n\n"
WRONG = "{stability}`betta`"
UNKNOWN = "unknown level 'betta'; did you mean 'beta'? [api_stability.unknown-level]"
LINE = f"Text {WRONG}.\n\n"
CODE = f"```\n{WRONG}\n```\n\n`` {WRONG} ``\n\n    {WRONG}\n\n"
FENCE = "```{stability} betta\n```\n\n"
NESTED = (
    f"````{{stability}} beta\n:since: 1.2\n\n- item\n\n    {FENCE.strip()[:-3]}    ```\n````\n\n"
)


def build(folder: Path, text: str, *extensions: object, **files: str) -> list[str]:
    """What is warned of while a page that says *text* is built, without the folder."""
    pages = {"index.md": text, **files}
    site = build_site(folder, pages, "fenced_code", *extensions)
    start = f"{site.docs / 'index.md'}:"  # the line follows
    return [warning.replace(start, "").removesuffix(f": {UNKNOWN}") for warning in site.warnings]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (LINE, [1]),
        (FRONT + LINE, [6]),
        (FRONT + CODE + LINE + LINE, [14, 16]),
        (CODE + FENCE + FENCE, [9, 12]),
        (FRONT + NESTED, [11]),
        (FRONT + FENCE + NESTED + FENCE, [6, 14, 18]),
        (f"- {WRONG}\n    - {WRONG}\n\n{LINE}> {WRONG}\n\n# {WRONG}\n", [1, 2, 4, 6, 8]),
        (f"| a |\n|---|\n| {WRONG} |\n\n{WRONG} {WRONG}\n", [3, 5, 5]),
    ],
)
def test_lines(tmp_path: Path, text: str, lines: list[int]) -> None:
    assert sorted(map(int, build(tmp_path, text))) == lines


def test_after_a_snippet(tmp_path: Path) -> None:
    pytest.importorskip("pymdownx")
    snippet = f"One.\n\n{FENCE}Two {WRONG}.\n\nThree.\n"
    text = f'{FRONT}--8<-- "part.txt"\n\n{LINE}{FENCE}'
    snippets = {"pymdownx.snippets": {"base_path": [str(tmp_path)]}}
    (tmp_path / "part.txt").write_text(snippet, encoding="utf-8")
    told = build(tmp_path / "site", text, snippets)
    # what is in the snippet is in no line of the page: of that, the page is named
    assert sorted(each for each in told if each.isdigit()) == ["10", "8"]
    assert [each for each in told if not each.isdigit()] == [f" {UNKNOWN}"] * 2


def test_a_wrong_setting_is_told_once() -> None:
    page = "{stability}`beta` {stability}`library.lend`\n\nText.\n"
    found = convert(page, languag="de", inventory_timeout="long")
    assert found.html.count("stability-badge ") == 2
    assert len(found.warnings) == 2
    assert (
        "unknown setting 'languag'; did you mean 'language'? [api_stability.config]"
        in (found.warnings[0])
    )
    assert "inventory_timeout: " in found.warnings[1]


@pytest.mark.parametrize("text", ["policy = 'nosuch'\n", "= broken", "sources = 1\n", None])
def test_a_wrong_configuration(tmp_path: Path, text: str | None) -> None:
    """One warning, and the page without what it asks for; the author's own text stays."""
    config = tmp_path / "api-stability.toml"
    if text is not None:
        config.write_text(text, encoding="utf-8")
    page = "# A {stability}`beta`\n\n```{stability} beta\nOwn *text*.\n```\n\n"
    page += "```{stability-table}\n```\n\n{stability-feature}`that <x>`\n"
    found = convert(page, "toc", config=config)
    assert len(found.warnings) == 1
    assert found.warnings[0].endswith("[api_stability.config]")
    assert "api-stability.toml" in found.warnings[0]
    assert "<p>Own <em>text</em>.</p>" in found.html
    assert "that" in found.html


def test_a_missing_inventory() -> None:
    page = "{stability}`beta`\n\n```{stability-table}\n:project: other\n```\n"
    found = convert(page, inventories={"other": ["https://other.example.org", "missing.json"]})
    assert len(found.warnings) == 1
    assert "missing.json" in found.warnings[0]
    assert "could not be had" in found.html
    assert "stability-badge" in found.html


BLOCK = """
import sys
for name in {names!r}:
    sys.modules[name] = None
import logging
logging.basicConfig(format="%(message)s")
import markdown
try:
    print(markdown.markdown({page!r}, extensions=["api_stability.markdown"],
        extension_configs={{"api_stability.markdown": {{"config": {config!r}}}}}))
except Exception as error:
    print(type(error).__name__, error)
"""


def run_without(*names: str) -> str:
    code = BLOCK.format(
        names=names, page="It is {stability}`beta`.", config=str(LIBRARY / "api-stability.toml")
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert not done.stderr
    return done.stdout


def test_without_mkdocs() -> None:
    assert "stability-badge--beta" in run_without(
        "mkdocs", "pymdownx", "sphinx", "docutils", "click"
    )


@pytest.mark.parametrize("name", ["msgspec", "packaging", "yaml"])
def test_a_base_install_says_what_to_install(name: str) -> None:
    told = run_without(name)
    assert "pip install 'api-stability[mkdocs]'" in told
    assert "Traceback" not in told
