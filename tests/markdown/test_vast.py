"""Vast pages take time in proportion, and none is too deep; what is slow here is slow for tests."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import Markdown

from tests.markdown.converting import LIBRARY, NAME, convert
from tests.sphinx.building import write_files

LONG = {
    "directives": "```{stability} beta\n```\n\n",
    "directives without blank lines": "```{stability} beta\n```\n",
    "mistakes": "```{stability} betta\n```\n\n",
    "roles": "a {stability}`beta` b\n\n",
    "roles with mistakes": "a {stability}`betta` b\n",
    "unfinished roles": "{stability}`",
    "unclosed": "```{stability} beta\n",
    "unclosed tables": "~~~{stability-table}\n",
    "code": "    ```{stability} beta\n    ```\n\n",
    "html": "<div>\n```{stability} beta\n```\n</div>\n\n",
    "backticks": "` `` ``` ",
    "headings": "# {stability}`beta` {stability}`beta`\n\n",
}
FACTOR = 4
PYPROJECT = '[project]\nname = "pkg"\nversion = "1.0"\n'


def measure(text: str) -> float:
    """The seconds of CPU that a conversion takes, the quickest of two."""
    found = []
    for _ in range(2):
        start = time.process_time()
        convert(text, "fenced_code", "toc")
        found.append(time.process_time() - start)
    return min(found)


@pytest.mark.parametrize("name", LONG)
def test_time_is_in_proportion(name: str) -> None:
    few, many = (measure(LONG[name] * count) for count in (500, 500 * FACTOR))
    assert many < (few + 0.03) * FACTOR * 2


def test_many_directives() -> None:
    start = time.process_time()
    converted = convert(LONG["directives"] * 10_000)
    assert converted.html.count("stability-notice ") == 10_000
    assert time.process_time() - start < 10


def test_a_long_table(tmp_path: Path) -> None:
    code = "".join(f"@beta('Reason {n}')\ndef f{n}(): ...\n" for n in range(5000))
    files = {"api-stability.toml": "", "pkg/__init__.py": f"from api_stability import beta\n{code}"}
    config = write_files(tmp_path, {**files, "pyproject.toml": PYPROJECT}) / "api-stability.toml"
    convert("{stability}`pkg.f1`", config=config)  # reads the project
    start = time.process_time()
    page = "```{stability-table}\n:columns: name, level, reason, since, summary\n```\n"
    converted = convert(page, "attr_list", "tables", config=config)
    per_row = (time.process_time() - start) / 5000
    assert converted.html.count("<tr>") == 5001
    assert per_row < 0.001


def test_a_megabyte_of_braces() -> None:
    start = time.process_time()
    for sign in ("{", "`", "{stability}", "{\n"):
        convert(sign * (1_000_000 // len(sign)))
    assert time.process_time() - start < 15


@pytest.mark.parametrize(
    "write",
    [
        lambda depth: "".join("    " * n + "- x\n" for n in range(depth)),
        lambda depth: "> " * depth,
    ],
)
def test_what_is_nested_deeply(write: Callable[[int], str]) -> None:
    """Whatever the engine can nest, a directive can stand in."""
    page = write(120)
    prefix = "> " * 120 if page.startswith(">") else "    " * 120
    page = f"{page.removesuffix(prefix)}\n{prefix}```{{stability}} beta\n{prefix}```\n"
    assert convert(page).html.count("stability-notice ") == 1


def test_directives_in_directives() -> None:
    """What is too deep for them is code, with one warning; no recursion has no end."""
    signs = [f"{'`' * (203 - number)}" for number in range(200)]
    lines = [f"{sign}{{stability}} beta" for sign in signs] + ["inmost"] + signs[::-1]
    converted = convert("\n".join(lines) + "\n\nThe end.\n")
    assert converted.html.count("stability-notice ") == 30
    assert "inmost" in converted.html
    assert converted.html.endswith("<p>The end.</p>")
    (warning,) = converted.warnings
    assert warning.startswith("line 31: stability is not shown: it stands in 30 others")


def test_the_engine_can_be_used_after_an_error() -> None:
    """A page that is too deep for Python-Markdown itself leaves nothing to the next one."""
    config = {NAME: {"config": str(LIBRARY / "api-stability.toml")}}
    markdown = Markdown(extensions=[NAME], extension_configs=config)
    nested = "````{stability} beta\n" + "".join("    " * n + "- x\n" for n in range(500)) + "````\n"
    with pytest.raises(RecursionError):
        markdown.convert(nested)
    page = "Text.\n\n```{stability} beta\nOwn.\n```\n"
    markdown.parser.state.clear()  # Python-Markdown keeps it
    assert markdown.reset().convert(page) == convert(page).html
