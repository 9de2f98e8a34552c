"""Hostile and broken code: one located diagnostic, and nothing else is lost."""

from pathlib import Path

import pytest

from api_stability.model.errors import UserError
from api_stability.readers.cli.source import CLI, CliSource
from tests.readers.cli.reading import make_context, read_programs, read_source
from tests.readers.python.requests import write_files

HEAD = "import argparse\np = argparse.ArgumentParser()\np.add_argument('--kept')\n"
HOSTILE = {
    "many steps": (
        HEAD + "for a in range(9999):\n for b in range(9999):\n  p.add_argument('--x')\n",
        "too-much-code",
    ),
    "recursion": (HEAD + "def f(p):\n    f(p); f(p)\n    p.add_argument('--more')\nf(p)\n", None),
    "calls in a row": (
        HEAD
        + "\n".join(f"def f{n}(p):\n    f{n + 1}(p)" for n in range(60))
        + "\ndef f60(p):\n    p.add_argument('--x')\nf0(p)\n",
        "calls-in-a-row",
    ),
    "deep": (HEAD + "x = " + "-" * 3000 + "1\np.add_argument('--x', default=x)\n", None),
    "growing": (
        HEAD + "x = 'a'\nfor i in range(60):\n    x = x + x\np.add_argument(x)\n",
        "computed-option",
    ),
    "computed": (HEAD + "import sys\np.add_argument('--' + sys.argv[1])\n", "computed-option"),
    "endless": (HEAD + "while True:\n    p.add_argument('--in-loop')\n", None),
    "endless list": (
        HEAD + "import itertools\nfor i in itertools.count():\n    p.add_argument(f'--{i}')\n",
        "computed-option",
    ),
    "list in itself": (
        HEAD
        + "x = []\nx.append(x)\ndef made(a):\n    def f(g):\n        for b in a: b(g)\n"
        + "        return g\n    return f\n"
        + "@made(x)\ndef main(): p.add_argument('--more')\nmain()\n",
        None,
    ),
    "factory of itself": (
        HEAD
        + "import click\nclass G(click.Group):\n    def __init__(self, **k):\n"
        + "        super().__init__(**k)\n        self.add_command(G(name='g'))\nG(name='top')\n",
        "computed-command",
    ),
    "command in itself": (
        HEAD + "import click\ng = click.Group('g')\ng.add_command(g)\n",
        None,
    ),
    "own base": (HEAD + "class A(A): pass\nA().x\nclass B(B): pass\nB(p)\n", None),
    "unusual name": (HEAD + "p.add_argument('--a b')\n", "unusual-name"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_nothing_else_is_lost(tmp_path: Path, name: str) -> None:
    text, code = HOSTILE[name]
    reading = read_programs(write_files(tmp_path, {"a.py": text}), {"a": "a.py"})
    assert "cli:a --kept" in {each.id for each in reading.declarations}
    said = {each.code for each in reading.diagnostics}
    assert said == ({code} if code else set())
    assert all(each.file == "a.py" and each.line for each in reading.diagnostics)
    assert read_programs(tmp_path, {"a": "a.py"}) == reading


@pytest.mark.parametrize(
    ("text", "code"),
    [("def (:", "syntax-error"), ("x = 1", "no-command-line"), ("", "no-command-line")],
)
def test_no_command_line_is_said(tmp_path: Path, text: str, code: str) -> None:
    reading = read_programs(write_files(tmp_path, {"a.py": text}), {"a": "a.py"})
    assert code in {each.code for each in reading.diagnostics}
    assert not reading.source.complete


def test_other_modules_that_cannot_be_read(tmp_path: Path) -> None:
    files = {"a.py": "import b\n" + HEAD + "p.parse_args()\n", "b.py": "def (:"}
    reading = read_programs(write_files(tmp_path, files), {"a": "a.py"})
    assert [(each.code, each.file) for each in reading.diagnostics] == [("syntax-error", "b.py")]
    assert "cli:a --kept" in {each.id for each in reading.declarations}


@pytest.mark.parametrize(
    ("source", "key"),
    [
        (CliSource(), "sources[0]"),
        (CliSource(programs={"a": "nowhere.py"}), "sources[0].programs.a"),
        (CliSource(help={"a": "nowhere.txt"}), "sources[0].help.a"),
        (CliSource(object={"a": "m:parser"}), "sources[0].object"),
        (CliSource(programs={"a": "a.py"}, markers=("labls",)), "sources[0].markers"),
    ],
)
def test_wrong_options(tmp_path: Path, source: CliSource, key: str) -> None:
    write_files(tmp_path, {"a.py": HEAD})
    with pytest.raises(UserError) as caught:
        CLI.plan(source, make_context(tmp_path))
    assert caught.value.key == key


def test_code_is_not_run(tmp_path: Path) -> None:
    text = HEAD + f"open({str(tmp_path / 'made')!r}, 'w')\np.parse_args()\n"
    read_programs(write_files(tmp_path, {"a.py": text}), {"a": "a.py"})
    assert not (tmp_path / "made").exists()


def test_imported_object(tmp_path: Path) -> None:
    text = HEAD + "p.add_argument('--gone', help='[BETA] x')\nwrong = 3\n"
    write_files(tmp_path, {"made_here.py": text})
    source = CliSource(object={"a": "made_here:p"}, allow_import=True)
    found = {each.id: each for each in read_source(tmp_path, source).declarations}
    assert found.keys() == {"cli:a", "cli:a --help", "cli:a --kept", "cli:a --gone"}
    assert [mark.raw_level for mark in found["cli:a --gone"].marks] == ["beta"]
    source = CliSource(object={"a": "made_here:wrong"}, allow_import=True)
    reading = read_source(tmp_path, source)
    assert [each.code for each in reading.diagnostics] == ["import-failed"]
    assert not reading.source.complete
