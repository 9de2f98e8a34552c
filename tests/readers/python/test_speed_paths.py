"""Requirement: every way of reading less gives what reading everything gives."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from api_stability.model.codec import encode_json
from api_stability.model.inventory import Reading
from api_stability.readers.python import following, loading, processes
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.reader import Shortcuts, read_python
from api_stability.readers.request import PythonRequest
from tests.readers.python.requests import make_request, read_files, write_files
from tests.support.wheels import PublishedWheel

PUBLISHED = [
    ("langchain-core", "1.8.1", "langchain_core"),
    ("pydantic", "2.14.3", "pydantic"),
    ("anyio", "4.16.0", "anyio"),
    ("optuna", "5.0.0", "optuna"),
    ("dagster", "1.13.28", "dagster"),
    ("mlflow-skinny", "3.17.2", "mlflow"),
]
WHOLE = Shortcuts(sieve=False, processes=1)


class Shelf:
    """In memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.complaints = 0

    def load(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def store(self, name: str, data: bytes) -> None:
        self.kept[name] = data

    def damaged(self) -> None:
        self.complaints += 1


def marked(request: PythonRequest) -> tuple[Reading, Reading]:
    """What is marked: read the short way, and the whole way."""
    return read_python(request), read_python(request, shortcuts=WHOLE)


@pytest.mark.parametrize(("name", "version", "package"), PUBLISHED)
def test_what_is_marked_in_published_packages(
    name: str, version: str, package: str, unpacked_wheel: PublishedWheel
) -> None:
    root = unpacked_wheel(name, version)
    short, whole = marked(make_request(root, package, marked_only=True))
    assert short.declarations == whole.declarations
    assert set(short.diagnostics) <= set(whole.diagnostics)


@pytest.mark.parametrize(("name", "version", "package"), PUBLISHED[:2])
def test_processes_and_memory_change_no_byte(
    name: str, version: str, package: str, unpacked_wheel: PublishedWheel
) -> None:
    request = make_request(unpacked_wheel(name, version), package)
    whole = encode_json(read_python(request, shortcuts=WHOLE))
    shelf = Shelf()
    assert encode_json(read_python(request, shortcuts=Shortcuts(processes=2))) == whole
    assert encode_json(read_python(request, shelf=shelf)) == whole
    assert encode_json(read_python(request, shelf=shelf)) == whole
    assert shelf.complaints == 0


USE = "from warnings import deprecated\n@deprecated('x')\ndef f(): ...\nclass C: ...\n"
WIDE = "".join(chr(ord(each) - ord("a") + 0xFF41) for each in "deprecated")
"""In letters of twice the width, which Python takes for the plain ones."""
ODD = {
    "renamed on the way": {
        "a.py": "from warnings import deprecated as q",
        "b.py": "from pkg.a import q as z",
        "c.py": "from pkg.b import z\n@z('x')\ndef f(): ...",
    },
    "through a star that names nothing": {
        "a.py": "from warnings import deprecated as q",
        "b.py": "from pkg.a import *",
        "c.py": "from pkg.b import *\n@q('x')\ndef f(): ...",
    },
    "kept in a variable elsewhere": {
        "a.py": "import warnings\ngone = warnings.deprecated('x')",
        "b.py": "from . import a\n@a.gone\ndef f(): ...",
    },
    "half applied": {
        "a.py": "from functools import partial\nimport warnings\n"
        "old = partial(warnings.deprecated, category=None)",
        "b.py": "from pkg import a as k\n@k.old('x')\ndef f(): ...",
    },
    "a decorator of its own": {
        "a.py": "def mark(w):\n    def d(f):\n        f.__stability__ = w\n        return f\n"
        "    return d",
        "b.py": "from .a import mark as level\n@level('beta')\nclass C: ...",
    },
    "a reason from far away": {
        "a.py": "class K:\n    TEXT = 'gone'",
        "b.py": "from pkg.a import K as Words",
        "c.py": "from pkg import b\nfrom warnings import deprecated\n"
        "@deprecated(b.Words.TEXT + '!')\ndef f(): ...",
    },
    "marked from another module": {
        "a.py": "def f(): ...",
        "b.py": "from pkg.a import f\nf.__stability__ = 'beta'",
    },
    "given on with more white space": {
        "_a.py": USE,
        "b.py": "from pkg._a import (f # first\n  as # second\n  f, C)",
        "c.py": "from pkg._a import f  as  f",
        "d.py": "from pkg._a import f \\\n as\tf",
    },
    "given on by odd stars": {
        "_a.py": USE,
        "b.py": "from pkg._a import  \\\n *",
        "c.py": "if True: from pkg . _a import*",
    },
    "given on by odd lists": {
        "_a.py": USE + "g = f",
        "b.py": "from pkg._a import f as h\n__all__ = ['x' 'h', 'h']",
        "c.py": "from pkg._a import f as h\n__all__ = []\n__all__ += ['\\x68']",
        "d.py": "from pkg import b\nfrom pkg.b import *\n__all__ = b.__all__",
        "e.py": "from pkg._a import f as h\n__all__: list[str] = ['h']",
    },
    "given on as a module": {
        "_a.py": USE,
        "__init__.py": "from pkg import _a as api",
        "b/__init__.py": "from .. import _a",
    },
    "public only where the name says so": {
        "_a.py": "def f(): ...\nclass C:\n    def m(self): ...",
        "_b/__init__.py": "from pkg._a import C as D",
        "experimental/__init__.py": "from pkg._a import f\nfrom pkg import _b as more",
    },
    "a module that is given such a name": {
        "_a/__init__.py": "def f(): ...",
        "_a/deep.py": "class C: ...",
        "__init__.py": "from . import _a as beta",
    },
    "a whole package is marked": {
        "a/__init__.py": "__stability__ = 'beta'",
        "a/b/c.py": "def f(): ...",
        "a/b/__init__.py": "from .c import f",
    },
    "in other letters": {
        "a.py": f"from warnings import {WIDE} as alt\n@alt('x')\ndef é(): ...",
        "__init__.py": "from pkg.a import é",
    },
    "in a stub": {"a.py": "def f(): ...", "a.pyi": USE},
    "in a docstring": {
        "a.py": "def f():\n    '''F.\n\n    .. deprecated:: 1.0\n       Old.\n    '''",
        "b.py": "class C:\n    '''C.\n\n    Deprecated\n    ----------\n    Old.\n    '''",
    },
    "of a field": {
        "a.py": "from pydantic import Field as F",
        "b.py": "from pkg.a import F\nclass C:\n    x: int = F(deprecated\\\n = True)",
    },
    "given by a function": {
        "a.py": "import warnings\ndef gone(text):\n    return warnings.deprecated(text)",
        "b.py": "from pkg import a\n@a.gone('x')\ndef f(): ...",
    },
    "all that a module has is given to one whose name is a level": {
        "_a.py": "def f(): ...",
        "_b.py": "from pkg._a import f",
        "beta/__init__.py": "from pkg._b import *",
    },
    "something else by a later star": {
        "__init__.py": "from ._a import *\nfrom ._b import *",
        "_a.py": USE,
        "_b.py": "def f(): ...",
    },
    "a text that looks like an import": {
        "_a.py": USE,
        "b/__init__.py": "x = 'import (#'; from pkg._a import (C,\n f)",
    },
    "a coding that is far away": {
        "a.py": "#" * 2000 + "\n# coding: utf-8\n" + USE,
    },
    "a package of another name": {
        "a.py": "import api_stability as w",
        "b.py": "from pkg.a import w\n@w.beta('x')\ndef f(): ...",
    },
}


@pytest.mark.parametrize("case", ODD)
def test_however_it_is_written(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_SHARE", 9)  # so few files would all be read
    files = {"pkg/__init__.py": "", **{f"pkg/{name}": text for name, text in ODD[case].items()}}
    files["pkg/none.py"] = "def g(): ...\n"
    write_files(tmp_path, {name: f"{text}\n" for name, text in files.items()})
    short, whole = marked(make_request(tmp_path, "pkg", marked_only=True))
    assert whole.declarations
    assert short.declarations == whole.declarations


def test_what_says_nothing_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"pkg/__init__.py": "", "pkg/a.py": USE, "pkg/b.py": "def deprecated_call(): ...\n"}
    parsed = note_parsed(monkeypatch)
    read_files(tmp_path, files, "pkg", marked_only=True)
    assert parsed == ["pkg/a.py"]


def note_parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed from now on."""
    parsed: list[str] = []
    parse: Callable[..., object] = vars(loading)["parse_module"]

    def noting(file: ModuleFile, *rest: object) -> object:
        parsed.append(file.file)
        return parse(file, *rest)

    monkeypatch.setattr(loading, "parse_module", noting)
    return parsed


def test_only_what_changed_is_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"pkg/__init__.py": "", "pkg/a.py": USE, "pkg/b.py": "def g(): ...\n", "pkg/c.py": ""}
    request = make_request(write_files(tmp_path, files), "pkg")
    shelf = Shelf()
    read_python(request, shelf=shelf)
    parsed = note_parsed(monkeypatch)
    write_files(tmp_path, {"pkg/b.py": "def h(): ...\n"})
    again = read_python(request, shelf=shelf)
    assert parsed == ["pkg/b.py"]
    assert again == read_python(request, shortcuts=WHOLE)


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    files = {"pkg/__init__.py": "", "pkg/a.py": USE * 50}
    request = make_request(write_files(tmp_path, files), "pkg")
    shelf = Shelf()
    read_python(request, shelf=shelf)
    ((name, before),) = shelf.kept.items()
    write_files(tmp_path, {"pkg/a.py": "\n"})
    read_python(request, shelf=shelf)
    assert len(shelf.kept[name]) < len(before) / 4


def test_a_scan_of_what_is_marked_keeps_what_the_whole_one_knew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"pkg/__init__.py": "", "pkg/a.py": USE, "pkg/b.py": "def g(): ...\n"}
    request = make_request(write_files(tmp_path, files), "pkg")
    shelf = Shelf()
    read_python(request, shelf=shelf)
    read_python(make_request(tmp_path, "pkg", marked_only=True), shelf=shelf)
    parsed = note_parsed(monkeypatch)
    read_python(request, shelf=shelf)
    assert parsed == []


@pytest.mark.parametrize("damage", [b"", b"\xff" * 9, b"\x93\x01\xa1k\x80", b"\x83"])
def test_a_damaged_memory_is_made_anew(damage: bytes, tmp_path: Path) -> None:
    request = make_request(write_files(tmp_path, {"pkg/__init__.py": USE}), "pkg")
    shelf = Shelf()
    whole = read_python(request, shelf=shelf)
    (name,) = shelf.kept
    shelf.kept[name] = damage
    assert read_python(request, shelf=shelf) == whole
    assert shelf.complaints == 1
    assert read_python(request, shelf=shelf) == whole
    assert shelf.complaints == 1


def test_a_damaged_page_is_made_anew(tmp_path: Path) -> None:
    request = make_request(write_files(tmp_path, {"pkg/__init__.py": USE}), "pkg")
    shelf = Shelf()
    whole = read_python(request, shelf=shelf)
    (name,) = shelf.kept
    shelf.kept[name] = shelf.kept[name].replace(b"Read", b"Raed")
    assert read_python(request, shelf=shelf) == whole
    assert shelf.complaints == 1


def test_without_processes_it_is_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"pkg/__init__.py": USE, "pkg/a.py": USE, "pkg/b.py": "def f(:\n"}
    request = make_request(write_files(tmp_path, files), "pkg")
    whole = read_python(request, shortcuts=WHOLE)
    two = Shortcuts(processes=2)
    assert read_python(request, shortcuts=two) == whole
    monkeypatch.setattr(processes, "_PROGRAM", "raise SystemExit(3)")
    assert read_python(request, shortcuts=two) == whole
    monkeypatch.setattr(processes, "_PROGRAM", "print('nonsense')")
    assert read_python(request, shortcuts=two) == whole

    def refuse(*_args: object, **_options: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert read_python(request, shortcuts=two) == whole


def test_small_packages_and_daemons_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    assert processes.count_processes(1_000_000) == 1
    monkeypatch.setattr(multiprocessing.current_process(), "_config", {"daemon": True})
    assert processes.count_processes(10**9) == 1


def test_what_encloses_itself_is_no_endless_chain(tmp_path: Path) -> None:
    """As in ``scipy.sparse.linalg``: packages, modules and functions that share one name."""
    files = {
        "pkg/__init__.py": "from ._eigen import *\n",
        "pkg/_eigen/__init__.py": "from .find import find\n__all__ = ['find']\n",
        "pkg/_eigen/find/__init__.py": "from .find import *\n",
        "pkg/_eigen/find/find.py": "__all__ = ['find']\ndef find(): ...\n" + USE,
    }
    root = write_files(tmp_path, files)
    whole = read_python(make_request(root, "pkg"))
    assert all(each.id != each.enclosing for each in whole.declarations)
    short = read_python(make_request(root, "pkg", marked_only=True))
    assert [each.id.rpartition(".")[2] for each in short.declarations] == ["f"]


READ_TWICE = """
import hashlib, sys
from pathlib import Path
from api_stability.model.codec import encode_json
from api_stability.readers.python.reader import read_python
from tests.readers.python.requests import make_request
from tests.readers.python.test_speed_paths import Shelf
shelf = Shelf()
for marked_only in (False, True, True):
    request = make_request(Path(sys.argv[1]), "pkg", marked_only=marked_only)
    print(hashlib.sha256(encode_json(read_python(request, shelf=shelf))).hexdigest())
for name, data in shelf.kept.items():
    print(name, hashlib.sha256(data).hexdigest())
"""


def test_no_byte_depends_on_the_seed_of_hashes(tmp_path: Path) -> None:
    """Of what is found, and of what is remembered: another process has to find it again."""
    files = {"pkg/__init__.py": "", "pkg/none.py": "def g(): ...\n"}
    for number, odd in enumerate(ODD.values()):
        for name, text in {"__init__.py": "", **odd}.items():
            own = text.replace("pkg.", f"pkg.p{number}.").replace(
                "from pkg ", f"from pkg.p{number} "
            )
            files[f"pkg/p{number}/{name}"] = own
    root = write_files(tmp_path, files)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", READ_TWICE, str(root)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs.pop().count("\n") == 4
