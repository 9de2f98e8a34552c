"""Every type of warning is in the guide, and the guide names no other."""

from __future__ import annotations

import re
from inspect import getsource
from pathlib import Path

from api_stability.directives import problems
from api_stability.remote import collecting

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "api_stability" / "sphinx"


def find_types() -> set[str]:
    """The types that the sources give to warnings: by name, by option, and by grade."""
    code = "".join(file.read_text("utf-8") for file in sorted(SOURCES.glob("*.py")))
    called = re.findall(r'\bwarn\(\s*"([a-z-]+)"', code)
    called += re.findall(r'return "([a-z-]+)", f"inventory of', getsource(collecting.say_problem))
    function = getsource(problems.code_of)
    returned = re.findall(r'return "([a-z-]+)"', function)
    return {*called, *returned, *problems._UNKNOWN_VALUES.values(), "incomplete", "unresolved"}


def read_documented() -> set[str]:
    """The types in the last table of the page."""
    page = (ROOT / "example_docs" / "troubleshooting.md").read_text("utf-8")
    rows = page[page.index("## What Sphinx says") :].partition("| type | do |")[2]
    cells = [line.split("|")[1] for line in rows.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`(?:api_stability)?\.([a-z-]+)`", cell)}


def test_the_guide_has_every_type_and_no_other() -> None:
    found = find_types()
    assert len(found) > 15
    assert read_documented() == found
