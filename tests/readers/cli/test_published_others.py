"""Command lines of other projects' wheels; the counts are those of their parsers as they run."""

from typing import NamedTuple

import pytest

from tests.readers.cli.reading import read_programs
from tests.support.wheels import PublishedWheel, get_or_skip


class Truth(NamedTuple):
    """What the introspected parser has."""

    version: str
    start: str
    flags: int
    """Spellings, each counted once for each command that takes it."""
    commands: int
    hidden: int
    diagnostics: frozenset[str] = frozenset()


PROJECTS = {
    "bandit": Truth("1.9.4", "bandit.cli.main:main", 42, 0, 0),
    # without `amqp repl`, which click_repl adds
    "celery": Truth(
        "5.7.0", "celery.bin.celery:celery", 203, 36, 0, frozenset({"foreign-options"})
    ),
    "hatch": Truth("1.18.2", "hatch.cli:hatch", 267, 50, 3),
    "litestar": Truth("2.25.0", "litestar.cli.main:litestar_group", 60, 10, 0),
    "mkdocs": Truth("1.6.1", "mkdocs.__main__:cli", 102, 5, 2),
    "pipx": Truth("1.18.4", "pipx/__main__.py", 447, 36, 0),
    "pre-commit": Truth("4.7.0", "pre_commit.main:main", 148, 19, 0),
    "sphinx": Truth("9.0.4", "sphinx.cmd.build:get_parser", 44, 0, 1),
    "uvicorn": Truth("0.54.0", "uvicorn.main:main", 57, 0, 0),
}


@pytest.mark.parametrize("name", PROJECTS)
def test_every_option_and_command(unpacked_wheel: PublishedWheel, name: str) -> None:
    truth = PROJECTS[name]
    root = get_or_skip(unpacked_wheel, name, truth.version)
    reading = read_programs(root, {name: truth.start})
    options = [each for each in reading.declarations if each.kind == "option"]
    commands = [each for each in reading.declarations if each.kind == "command"]
    assert len({symbol for each in options for symbol in (each.id, *each.aliases)}) == truth.flags
    assert len(commands) - 1 == truth.commands
    assert sum("hidden" in each.facts for each in options) == truth.hidden
    assert {each.code for each in reading.diagnostics} == truth.diagnostics
