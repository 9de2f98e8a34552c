"""Requirement: leaving out files changes nothing in what is marked, and costs no more than reading.

``API_STABILITY_EXAMPLES=20000`` makes as many packages.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api_stability.model.inventory import Reading
from api_stability.readers.python import following
from api_stability.readers.python.reader import Shortcuts, read_python
from api_stability.readers.request import PythonRequest
from tests.readers.python.requests import make_request, write_files

EXAMPLES = int(os.environ.get("API_STABILITY_EXAMPLES", "150"))
MANY = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
WHOLE = Shortcuts(sieve=False, processes=1)
LEFT_OUT = {"syntax-error", "too-deep", "names-in-a-row", "modules-in-a-row", "too-many-paths"}
"""What is said only of files that are parsed, and of names that nobody follows."""


@pytest.fixture(autouse=True, scope="module")
def always_choose() -> Iterator[None]:
    """Small packages too: there, most files matter, and all of them would be read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(following, "_SHARE", 9)
        yield


def read_marked(request: PythonRequest) -> Reading:
    """What is marked, after it was compared with what reading everything finds."""
    short = read_python(request, shortcuts=Shortcuts(processes=1))
    whole = read_python(request, shortcuts=WHOLE)
    assert short.declarations == whole.declarations
    assert short.not_levels == whole.not_levels
    said, missing = set(short.diagnostics), set(whole.diagnostics) - set(short.diagnostics)
    assert said <= set(whole.diagnostics)
    assert {each.code for each in missing} <= LEFT_OUT
    return short


GETATTR = """import warnings
def __getattr__(name):
    if name in ('old', 'f'):
        warnings.warn('gone', DeprecationWarning)"""
PIECES = st.sampled_from(
    [
        "from warnings import deprecated",
        "from warnings import deprecated as d",
        "from pkg.a import *",
        "from .sub.deep import *",
        "from .b import d, f as g",
        "from pkg.b import d as q",
        "from pkg import a, b as b",
        "from . import sub as beta",
        "from . import _c as api",
        "from .sub import h as h",
        "import pkg.a as x",
        "import pkg.sub.deep",
        "from pkg.experimental import f as e",
        "from .experimental import *",
        "try:\n    from .b import f\nexcept ImportError:\n    f = None",
        "if x:\n    from .a import C as C",
        "__all__ = ['f', 'C', 'd', 'g']",
        "from . import b\n__all__ = ['e', *b.__all__]",
        "__all__ += ['g']",
        "d = x.deprecated",
        "beta = f",
        "R = 'reason'",
        "later = d('r')",
        "@later\ndef f(): ...",
        "@d(R)\ndef f(): ...",
        "@q('x')\nclass D:\n    def m(self, p): ...",
        "@x.d(b.R)\ndef h(): ...",
        "@pkg.sub.deep.d('y')\ndef k(): ...",
        "class C:\n    '''C.\n\n    .. deprecated:: 1\n    '''\n    def m(self): ...",
        "class C:\n    d = d\n    @d('in')\n    def m(self): ...",
        "def f(): ...",
        "f.__stability__ = 'beta'",
        "def d(r='d'):\n    def i(f):\n        f.__stability__ = r\n        return f\n    return i",
        "def q(text):\n    return d(text)",
        "g = d('r')(f)",
        "__stability__ = 'experimental'",
        GETATTR,
        "def broken(:",
    ]
)
MODULES = st.lists(PIECES, max_size=5).map(lambda pieces: "\n".join(pieces) + "\n")
NAMES = ["__init__", "a", "b", "_c", "sub/__init__", "sub/deep", "experimental/__init__"]


@MANY
@given(st.fixed_dictionaries(dict.fromkeys(NAMES, MODULES)), st.sampled_from(["names", "declared"]))
def test_what_is_marked_in_any_package(modules: dict[str, str], public: str) -> None:
    files = {f"pkg/{name}.py": text for name, text in modules.items()}
    with tempfile.TemporaryDirectory() as folder:
        root = write_files(Path(folder), files)
        read_marked(make_request(root, "pkg", marked_only=True, public=public))


MARKED = "from warnings import deprecated\n@deprecated('x')\ndef f(): ...\n"


def stars(count: int) -> dict[str, str]:
    """A circle of modules of which each imports all from the one before."""
    return {
        **{f"pkg/m{i}.py": f"from pkg.m{i - 1} import *\n" for i in range(1, count)},
        "pkg/m0.py": f"from pkg.m{count - 1} import *\n{MARKED}",
    }


def levels(count: int) -> dict[str, str]:
    """The same, and a module whose name is a level at the end of it."""
    return {**stars(count), "pkg/beta.py": f"from pkg.m{count - 1} import *\n"}


def names(count: int) -> dict[str, str]:
    """A marker that has another name in every module."""
    return {
        **{f"pkg/m{i}.py": f"from pkg.m{i - 1} import d{i - 1} as d{i}\n" for i in range(1, count)},
        "pkg/m0.py": f"from pkg.m{count - 1} import d{count - 1}\n"
        "from warnings import deprecated as d0\n@d0('x')\ndef f(): ...\n",
    }


def variables(count: int) -> dict[str, str]:
    """The same by assignments, which only reading one after the other shows."""
    return {
        f"pkg/m{i}.py": f"from pkg import m{i - 1}\nd{i} = m{i - 1}.d{i - 1}\n"
        for i in range(1, count)
    } | {"pkg/m0.py": "from warnings import deprecated as d0\n"}


def decorators(count: int) -> dict[str, str]:
    """Many decorators of the project's own, which have nothing in common."""
    own = "def m{0}x{1}(f):\n    f.__stability__ = 'beta'\n    return f\n"
    return {
        "pkg/own.py": "".join(own.format(i, i * 7919) for i in range(count)),
        **{
            f"pkg/u{i}.py": f"from pkg.own import m{i}x{i * 7919} as q\n@q\ndef f(): ...\n"
            for i in range(count)
        },
    }


def reasons(count: int) -> dict[str, str]:
    """A name that any of many modules in a row could have."""
    return {
        f"pkg/m{i}.py": f"from pkg.m{i + 1} import *\n{MARKED.replace(repr('x'), 'REASON')}"
        for i in range(count)
    }


@pytest.mark.parametrize("make", [stars, levels, names, variables, decorators, reasons])
@pytest.mark.parametrize("share", [0.5, 9])
def test_twice_as_many_modules_take_twice_as_much(
    make: Callable[[int], dict[str, str]],
    share: float,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(following, "_SHARE", share)
    calls = []
    for count in (100, 200):
        files = {"pkg/__init__.py": "", **make(count)}
        root = write_files(tmp_path / str(count), files)
        request = make_request(root, "pkg", marked_only=True)
        read_marked(request)
        calls.append(count_calls(lambda: read_python(request, shortcuts=Shortcuts(processes=1))))  # noqa: B023 - called here
    assert calls[1] < 2.5 * calls[0]


def count_calls(run: Callable[[], object]) -> int:
    """How many calls of functions, of Python's own too, *run* makes."""
    calls = 0

    def count(_frame: object, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return calls


ODD_TEXTS = {
    "a name in a text": "x = '" + "deprecated#" * 200_000 + "'\n",
    "a keyword in a text": "x = '" + "deprecated =" * 200_000 + "'\n",
    "brackets in a text": "x = '" + "import ( #) " * 200_000 + "'\n",
    "no brackets": "x = '" + "import (" * 200_000 + "'\n",
    "one word": "x = '" + "import as " * 2 + "w" * 2_000_000 + " as'\n",
    "white space": "x = '''deprecated" + " \\\n" * 600_000 + "'''\n",
    "lists": "x = '" + "__all__" * 300_000 + "'\nfrom os import path\n",
}


@pytest.mark.parametrize("odd", ODD_TEXTS)
def test_no_text_takes_time_by_its_square(odd: str, tmp_path: Path) -> None:
    """By the square, each of them would take from many minutes to hours."""
    files = {"pkg/__init__.py": MARKED, "pkg/odd.py": ODD_TEXTS[odd]}
    root = write_files(tmp_path, files)
    assert read_marked(make_request(root, "pkg", marked_only=True)).declarations
