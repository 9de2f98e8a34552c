"""Every type of warning is in the guide, and the guide names no other."""

from __future__ import annotations

import re
from inspect import getsource
from pathlib import Path

from api_stability import sites
from api_stability.directives import problems
from api_stability.remote import collecting

ROOT = Path(__file__).parents[2]
SPHINX = "sphinx"
MARKDOWN = "markdown"
OF_TEXT = {"invalid-directive", "unknown-directive"}
"""Of directives that are read as text: those of Sphinx are checked by its own parsers."""
SECTIONS = {SPHINX: "## What Sphinx says", MARKDOWN: "## What Markdown engines say"}


def find_types(host: str) -> set[str]:
    """The types that a host gives to warnings: by name, by option, and by grade."""
    files = sorted((ROOT / "src" / "api_stability" / host).glob("*.py"))
    code = "".join(file.read_text("utf-8") for file in files)
    called = re.findall(r'\b(?:warn|Problem)\(\s*"([a-z-]+)"', code)
    called += re.findall(r'\bwarn(?:_once)?\(\s*(?:self\.)?engine,\s*"([a-z-]+)"', code)
    called += re.findall(r'\bProblem\(\s*"([a-z-]+)"', getsource(problems))
    called += re.findall(r'\(\(?"([a-z-]+)",', getsource(sites))
    called += re.findall(r'return "([a-z-]+)", f"inventory of', getsource(collecting.say_problem))
    function = getsource(problems.code_of)
    returned = re.findall(r'return "([a-z-]+)"', function)
    found = {*called, *returned, *problems._UNKNOWN_VALUES.values(), "incomplete", "unresolved"}
    return found - OF_TEXT if host == SPHINX else found


def read_documented(host: str) -> set[str]:
    """The types in the host's table."""
    page = (ROOT / "example_docs" / "troubleshooting.md").read_text("utf-8")
    section = page[page.index(SECTIONS[host]) :].partition("\n## ")[0]
    rows = section.partition("| type | do |")[2]
    cells = [line.split("|")[1] for line in rows.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`(?:api_stability)?\.([a-z-]+)`", cell)}


def test_the_guide_has_every_type_and_no_other() -> None:
    found = find_types(SPHINX)
    assert len(found) > 15
    assert read_documented(SPHINX) == found


def test_the_guide_has_what_markdown_engines_say_besides() -> None:
    assert read_documented(MARKDOWN) == find_types(MARKDOWN) - find_types(SPHINX)
    assert find_types(SPHINX) <= find_types(MARKDOWN)
