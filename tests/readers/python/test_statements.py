"""Calls that stand alone: what they say is about the module, or about what they name."""

from pathlib import Path

import pytest

from api_stability.markers.loader import parse_marker_set
from api_stability.model.inventory import Reading
from tests.readers.python.requests import by_id, read_files

SET = """
name = "theirs"
source = "a test"

[[decorators]]
paths = ["theirs.old_module"]
deprecates = true
about = "module"
signature = "since"
arguments = { since = "since" }

[[decorators]]
paths = ["theirs.old_name"]
deprecates = true
signature = "since, module, name=None"
arguments = { since = "since", module = "target", name = "target+" }

[[decorators]]
paths = ["theirs.old_here"]
deprecates = true
signature = "name, since"
arguments = { name = "target", since = "since" }
"""


def read(tmp_path: Path, code: str, *, fast: bool = False) -> Reading:
    sets = (parse_marker_set(SET, where="theirs.toml"),)
    head = "import theirs\nfrom theirs import old_module, old_name, old_here\n"
    files = {
        "pkg/__init__.py": "",
        "pkg/m.py": head + code,
        "pkg/other.py": "def g(): ...\n",
    }
    return read_files(tmp_path, files, "pkg", marker_sets=sets, marked_only=fast)


SAID = {
    "old_module('1.0')": {"pkg.m"},
    "theirs.old_module('1.0')": {"pkg.m"},
    "from theirs import old_module as _o\n_o('1.0')": {"pkg.m"},
    "if theirs.x:\n    old_module('1.0')": {"pkg.m"},
    "old_name('1.0', __name__)": {"pkg.m"},
    "old_name('1.0', __name__, 'f')\ndef f(): ...": {"pkg.m.f"},
    "old_name('1.0', 'pkg.m', 'f')\nf = 1": {"pkg.m.f"},
    "def f(): ...\nold_name('1.0', f.__module__, f.__name__)": {"pkg.m.f"},
    "from os import path\nold_name('1.0', __name__, 'path')": {"pkg.m.path"},
    "old_name('1.0', __name__, 'made')": {"pkg.m.made"},
    "old_name('1.0', 'pkg', 'other')": {"pkg.other"},
    "old_name('1.0', 'pkg.other')": {"pkg.other"},
    "old_name('1.0', 'pkg.other', 'g')": {"pkg.other.g"},
    "old_here('f', '1.0')\ndef f(): ...": {"pkg.m.f"},
    "class C:\n    def f(self): ...\nold_here('C.f', '1.0')": {"pkg.m.C.f"},
    "class C:\n    old_module('1.0')": {"pkg.m.C"},
    "def f():\n    old_module('1.0')": set(),
    "x = old_module('1.0')": set(),
    "@old_module('1.0')\ndef f(): ...": {"pkg.m.f"},
}


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("code", SAID)
def test_what_a_statement_is_about(code: str, fast: bool, tmp_path: Path) -> None:
    found = by_id(read(tmp_path, code, fast=fast))
    marked = {name: each.marks for name, each in found.items() if each.marks}
    assert set(marked) == SAID[code]
    for marks in marked.values():
        (mark,) = marks
        assert (mark.since, mark.raw_level, mark.file) == ("1.0", "deprecated", "pkg/m.py")


def test_what_is_nowhere_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, "old_name('1.0', 'gone.away')")
    assert [each.code for each in reading.diagnostics] == ["mark-without-symbol"]
    assert not [each for each in reading.declarations if each.marks]


def test_what_is_computed_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, "for each in 'fg':\n    old_here(each, '1.0')")
    (found,) = reading.diagnostics
    assert (found.grade, found.code, found.line) == ("unresolved", "unresolved-argument", 4)
    assert found.symbol == "python:pkg.m"
    assert "target: each" in found.message
    assert not [each for each in reading.declarations if each.marks]


def test_method_that_is_marked_after_its_class(tmp_path: Path) -> None:
    code = (
        "from warnings import deprecated\nclass C:\n    def f(self): ...\n"
        "C.f = deprecated('Why.')(C.f)\nC.g = print(C)(C.f)\n"
    )
    reading = read_files(tmp_path, {"pkg.py": code}, "pkg")
    assert [mark.form for mark in by_id(reading)["pkg.C.f"].marks] == ["call"]


def test_module_that_debtcollector_removes(tmp_path: Path) -> None:
    code = (
        "from debtcollector import removals\n"
        "removals.removed_module(__name__, 'new.place', version='1.0', removal_version='?')\n"
    )
    (mark,) = by_id(read_files(tmp_path, {"pkg.py": code}, "pkg"))["pkg"].marks
    assert (mark.since, mark.removal, mark.alternatives) == ("1.0", None, ("new.place",))
