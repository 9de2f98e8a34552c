"""Objects that are imported, where that is allowed: of each framework, and bad ones."""

import importlib.util
from pathlib import Path

import pytest

from api_stability.readers.cli import importing
from api_stability.readers.cli.source import CliSource
from tests.readers.cli.reading import read_source
from tests.readers.python.requests import write_files

OBJECTS = {
    "argparse": """
import argparse
def make():
    parser = argparse.ArgumentParser()
    parser.add_argument("--" + "made", help="[BETA] It.")
    commands = parser.add_subparsers()
    commands.add_parser("sub", help="Deprecated: use --made.")
    return parser
""",
    "click": """
import click
@click.group()
@click.option("--" + "made", help="[BETA] It.")
def make(made): ...
@make.command(help="Deprecated: use --made.")
def sub(): ...
""",
    "typer": """
import typer
make = typer.Typer()
@make.callback()
def main(made: str = typer.Option("", "--" + "made", help="[BETA] It.")): ...
@make.command(help="Deprecated: use --made.")
def sub(): ...
""",
    "cyclopts": """
import cyclopts
make = cyclopts.App()
@make.default
def main(*, made: str = "x"):
    '''Do it.

    Parameters
    ----------
    made: str
        [BETA] It.
    '''
@make.command(help="Deprecated: use --made.")
def sub(): ...
""",
}


@pytest.mark.parametrize("framework", OBJECTS)
def test_objects_of_each_framework(tmp_path: Path, framework: str) -> None:
    if importlib.util.find_spec(framework) is None:
        pytest.skip(f"{framework} is not installed")
    write_files(tmp_path, {"made_here.py": "print('noise')\n" + OBJECTS[framework]})
    source = CliSource(object={"a": "made_here:make"}, allow_import=True)
    reading = read_source(tmp_path, source)
    assert reading.diagnostics == ()
    found = {each.id: each for each in reading.declarations}
    assert [mark.raw_level for mark in found["cli:a --made"].marks] == ["beta"]
    assert [mark.alternatives for mark in found["cli:a sub"].marks] == [("--made",)]


BAD = {
    "raises": ("raise ValueError('no')", "ValueError: no"),
    "ends": ("import os\nos._exit(3)", "exit code 3"),
    "crashes": ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "signal 11"),
    "prints": ("import sys\nsys.stderr.write('x' * 30_000_000)\nraise SystemExit(1)", "xxx"),
    "hangs": ("import time\ntime.sleep(600)", "not imported within"),
    "hangs with a child": (
        "import subprocess\nsubprocess.run(['sleep', '600'])",
        "not imported within",
    ),
    "nothing": ("make = 3", "no parser or command"),
    "syntax": ("def (:", "SyntaxError"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_import_costs_one_diagnostic(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = BAD[name]
    kept = "import argparse\np = argparse.ArgumentParser()\np.add_argument('--kept')\n"
    write_files(tmp_path, {"bad_here.py": code, "good_here.py": kept})
    if name.startswith("hangs"):
        monkeypatch.setattr(importing, "TIMEOUT", 2)
    source = CliSource(object={"a": "bad_here:make", "b": "good_here:p"}, allow_import=True)
    reading = read_source(tmp_path, source)
    (diagnostic,) = reading.diagnostics
    assert (diagnostic.grade, diagnostic.code) == ("incomplete", "import-failed")
    assert (diagnostic.file, diagnostic.line) == ("bad_here.py", 1)
    assert said in diagnostic.message
    assert len(diagnostic.message) < 500
    assert not reading.source.complete
    assert "cli:b --kept" in {each.id for each in reading.declarations}
