"""The help texts of public tools: every mark, and no other; every option of two of them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.readers.cli.help.reading import read_help, show
from tests.support.golden import Golden
from tests.support.shared_data import find_shared_cases

TOPICS = {"gh.reference": "gh", "gh.environment": "gh", "gh.mintty": "gh"}
"""Texts that are no help of a sub-command of that name."""
ERRORS = {"cargo", "rustc", "gh.environment", "gh.mintty"}
"""Texts that are no help texts: error messages, and articles."""


def find_tools() -> dict[str, list[str]]:
    tools: defaultdict[str, list[str]] = defaultdict(list)
    for name in find_shared_cases("help/*.txt"):
        tools[Path(name).name.split(".")[0]].append(name)
    return dict(tools)


TOOLS = find_tools()


def program_of(path: Path) -> str:
    return TOPICS.get(path.stem, path.stem.lstrip("_").replace(".", " "))


@pytest.mark.parametrize("tool", sorted(TOOLS))
def test_the_marks_of_a_tool(tool: str, shared_data: Path, golden: Golden) -> None:
    parts = []
    for name in TOOLS[tool]:
        path = shared_data / name
        shown = show(*read_help(program_of(path), path))
        parts.append(f"# {path.name}\n{shown}")
    golden("\n".join(parts), f"golden/{tool}.txt")


@pytest.mark.parametrize("tool", ["dynamo-frontend", "dynamo-mocker"])
def test_the_options_are_those_that_the_parser_has(tool: str, shared_data: Path) -> None:
    actions = json.loads((shared_data / f"help/{tool}.actions.json").read_text("utf-8"))
    expected = {
        tuple(sorted(each["opts"])): spaced(each["help"]) for each in actions if not each["hidden"]
    }
    found, problems = read_help(tool, shared_data / f"help/{tool}.txt")
    options = {
        tuple(sorted(name.rpartition(" ")[2] for name in (each.id, *each.aliases))): spaced(
            each.summary
        )
        for each in found
        if each.kind == "option"
    }
    assert problems == []
    assert options == expected


def spaced(text: str | None) -> str:
    return "".join((text or "").split())


@pytest.mark.parametrize("name", find_shared_cases("help/*.txt"))
def test_every_line_that_begins_with_a_flag_is_read(name: str, shared_data: Path) -> None:
    path = shared_data / name
    found, problems = read_help(program_of(path), path)
    read = {place.line for each in found if each.kind == "option" for place in each.locations}
    lines = path.read_text("utf-8").split("\n")
    flagged = {
        number
        for number, line in enumerate(lines, 1)
        if re.match(r"[ │]{1,10}-{1,2}[A-Za-z]", line) and not line.startswith("│   --no-")
    }
    assert flagged - read == set()
    assert bool(problems) == (path.stem in ERRORS)


def test_every_tool_is_compared_and_every_golden_file_is_of_a_tool(shared_data: Path) -> None:
    golden_files: Sequence[Path] = sorted((Path(__file__).parent / "golden").glob("*.txt"))
    assert [each.stem for each in golden_files] == sorted(TOOLS)
