"""Each case is a program; what is read of it stands beside it, line by line."""

from pathlib import Path

import pytest

from tests.readers.cli.reading import as_text, read_programs
from tests.support.golden import Golden

CASES = Path(__file__).parent / "cases"
PROGRAMS = {
    "argparse_forms": {"tool": "argparse_forms.py"},
    "click_classes": {"tool": "click_classes.py:cli"},
    "click_app": {"tool": "click_app"},
    "cyclopts_app": {"tool": "cyclopts_app.py"},
    "foreign": {"tool": "foreign.py"},
    "labelled": {"tool": "labelled.py"},
    "typer_app": {"tool": "typer_app.py"},
}


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_reading_is_as_recorded(name: str, golden: Golden) -> None:
    golden(as_text(read_programs(CASES, PROGRAMS[name])), f"cases/{name}.txt")


def test_programs_that_share_definitions(golden: Golden) -> None:
    programs = {"first": "shared.py:first", "second": "shared:second"}
    reading = read_programs(CASES, programs, markers=("labels", "helpers.toml"))
    golden(as_text(reading), "cases/shared.txt")


def test_helpers_are_followed_without_a_description() -> None:
    described = read_programs(
        CASES, {"tool": "shared.py:first"}, markers=("labels", "helpers.toml")
    )
    followed = read_programs(CASES, {"tool": "shared.py:first"}, markers=("labels",))
    assert {each.id for each in followed.declarations} == {
        each.id for each in described.declarations
    }
    variables = {each.id: each.facts.get("env") for each in described.declarations}
    assert {each.id: each.facts.get("env") for each in followed.declarations} == variables
