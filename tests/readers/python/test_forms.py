"""Forms of marks that are no decorators: each can be left out, and says what is set for it."""

from pathlib import Path

import msgspec
import pytest

from api_stability.markers import load_marker_set
from api_stability.markers.loader import parse_marker_set
from api_stability.model.inventory import Reading
from api_stability.readers.python import read_python
from tests.readers.python.requests import by_id, make_request, read_files, write_files

CASES = Path(__file__).parent / "cases"


def forms(reading: Reading) -> set[str]:
    return {mark.form for each in reading.declarations for mark in each.marks}


@pytest.mark.parametrize(
    ("case", "left_out", "form"),
    [
        ("docstrings", "docstrings", "docstring"),
        ("described", "fields", "field"),
        ("lazy", "module-getattr", "attribute"),
        ("exposed", "names", "name"),
    ],
)
def test_each_form_is_a_set_that_can_be_left_out(case: str, left_out: str, form: str) -> None:
    request = make_request(CASES, case)
    assert form in forms(read_python(request))
    sets = tuple(each for each in request.marker_sets if each.name != left_out)
    found = forms(read_python(msgspec.structs.replace(request, marker_sets=sets)))
    # a marker in `Annotated` is its own set's
    assert form not in found - ({"field"} if case == "described" else set())


SET = """
name = "ours"
source = "a test"
deprecating = ["legacy"]

[docstrings]
directives = { unstable = "experimental", legacy = "legacy", since = "added" }
sections = ["Obsolete"]
first-words = ["Old:"]
phrases = { "This is an experimental feature" = "experimental" }

[[module-getattr]]
paths = ["serving.*.serve"]
table = "names"
reason = "{name} of {where} goes."
removal = "{version}"
alternatives = ["{other}.{name}", "{where}.{name}"]
"""
OWN = '''
"""M."""
from serving.x import serve as _serve

_names = ["old", "__odd"]

def __getattr__(name):
    return _serve(names=_names, where="pkg", attribute=name)

def a():
    """A.

    .. unstable::
       Its shape may change.

    .. since:: 2.0
    """

def b():
    """B.

    .. warning:: This is an
       experimental feature. Or so.
    """

def c():
    """C. This is not an experimental feature.

    :param x: This is an experimental feature.
    """

def d():
    """D.

    Obsolete
    --------
    By all means.
    """

def e(x):
    """Old: it was.

    Args:
        x: Old: it is.
    """

def f():
    """F.

    .. legacy:: 1.1
    """
'''


def test_a_set_says_which_words_matter(tmp_path: Path) -> None:
    sets = (parse_marker_set(SET, where="ours.toml"),)
    reading = read_files(tmp_path, {"pkg.py": OWN}, "pkg", marker_sets=sets)
    found = {
        name.removeprefix("pkg."): (m.raw_level, m.deprecates, m.reason, m.alternatives, m.removal)
        for name, each in by_id(reading).items()
        for m in each.marks
    }
    assert found == {
        "a": ("experimental", None, "Its shape may change.", (), None),
        "b": ("experimental", None, None, (), None),
        "d": ("deprecated", True, "By all means.", (), None),
        "e": ("deprecated", True, "it was.", (), None),
        "e(x)": ("deprecated", True, "it is.", (), None),
        "f": ("legacy", True, None, (), None),
        "old": ("deprecated", True, "old of pkg goes.", ("pkg.old",), None),
        "__odd": ("deprecated", True, "__odd of pkg goes.", ("pkg.__odd",), None),
    }
    declared = by_id(reading)
    assert declared["pkg.a"].facts == {"added": "2.0"}
    assert declared["pkg.old"].public
    assert not declared["pkg.__odd"].public


WARNS = """
import warnings

class C:
    def m(self, x=None):
        if x is not None:
            warnings.warn("x is deprecated", DeprecationWarning)

def f():
    def inner():
        warnings.warn("old", category=FutureWarning)
    warnings.warn("careful")
"""


def test_warnings_in_bodies_are_listed_on_request(tmp_path: Path) -> None:
    assert read_files(tmp_path, {"pkg.py": WARNS}, "pkg").diagnostics == ()
    reading = read_files(tmp_path, {"pkg.py": WARNS}, "pkg", list_warnings=True)
    assert [(each.grade, each.code, each.file, each.line) for each in reading.diagnostics] == [
        ("note", "warning-in-body", "pkg.py", 7),
        ("note", "warning-in-body", "pkg.py", 11),
    ]
    assert "pkg.C.m warns of DeprecationWarning" in reading.diagnostics[0].message
    assert not forms(reading)
    assert reading.source.complete


def test_constructor_is_its_class(tmp_path: Path) -> None:
    source = "import warnings\nclass C:\n @warnings.deprecated('x')\n def __init__(self): ...\n"
    for public in ("names", "all"):
        found = by_id(read_files(tmp_path, {"pkg.py": source}, "pkg", public=public))
        assert list(found) == ["pkg", "pkg.C"]
        assert found["pkg.C"].marks[0].line == 3
        assert found["pkg.C"].aliases == ("python:pkg.C.__init__",)


def test_both_branches_of_a_condition(tmp_path: Path) -> None:
    source = (
        "import warnings\n"
        "if x:\n class C:\n  @warnings.deprecated('one')\n  def m(self): ...\n"
        "else:\n class C:\n  def m(self):\n   '''M.\n\n   .. deprecated:: 2\n   '''\n"
    )
    found = by_id(read_files(tmp_path, {"pkg.py": source}, "pkg"))
    assert [mark.form for mark in found["pkg.C.m"].marks] == ["decorator", "docstring"]
    assert [each.line for each in found["pkg.C.m"].locations] == [5, 8]


STUBBED = {
    "site/pkg/__init__.py": (
        "from pkg._core import g as g\ndef f():\n '''F.\n\n .. deprecated:: 1\n '''\n"
    ),
    "site/pkg/_core.cpython-311-x86_64-linux-gnu.so": "",
    "stubs/pkg-stubs/__init__.pyi": (
        "from warnings import deprecated\nfrom pkg._core import g as g\n"
        "@deprecated('in the stub')\ndef f() -> None:\n '''F.\n\n .. deprecated:: 1\n '''\n"
    ),
    "stubs/pkg-stubs/_core.pyi": (
        "from warnings import deprecated\n@deprecated('compiled')\ndef g() -> None: ...\n"
    ),
    "stubs/pkg-stubs/py.typed": "partial\n",
    "stubs/pkg-stubs/ignored.py": "def no(): ...\n",
}


def test_stubs_that_are_a_distribution_of_their_own(tmp_path: Path) -> None:
    root = write_files(tmp_path, STUBBED)
    request = make_request(root, "pkg", search_paths=("site", "stubs"))
    reading = read_python(request)
    assert reading.diagnostics == ()
    found = by_id(reading)
    assert list(found) == ["pkg", "pkg.f", "pkg.g"]
    assert [(mark.form, mark.file) for mark in found["pkg.f"].marks] == [
        ("decorator", "pkg-stubs/__init__.pyi"),
        ("docstring", "pkg/__init__.py"),
    ]
    assert found["pkg.g"].marks[0].reason == "compiled"
    alone = read_python(msgspec.structs.replace(request, search_paths=("stubs",)))
    assert list(by_id(alone)) == ["pkg", "pkg.f", "pkg.g"]


def test_package_that_extends_its_path(tmp_path: Path) -> None:
    extends = "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n"
    files = {
        "a/pkg/__init__.py": extends,
        "a/pkg/one.py": "def f(): ...\n",
        "b/pkg/__init__.py": extends + "def never(): ...\n",
        "b/pkg/two.py": "def g(): ...\n",
        "b/pkg/sub/__init__.py": "",
    }
    root = write_files(tmp_path, files)
    reading = read_python(make_request(root, "pkg", search_paths=("a", "b")))
    assert list(by_id(reading)) == [
        "pkg",
        "pkg.one",
        "pkg.one.f",
        "pkg.sub",
        "pkg.two",
        "pkg.two.g",
    ]


def test_second_package_of_one_name_is_noted(tmp_path: Path) -> None:
    files = {"a/pkg/__init__.py": "def f(): ...\n", "b/pkg/__init__.py": "def never(): ...\n"}
    root = write_files(tmp_path, files)
    reading = read_python(make_request(root, "pkg", search_paths=("a", "b")))
    assert list(by_id(reading)) == ["pkg", "pkg.f"]
    assert [(each.grade, each.code, each.file) for each in reading.diagnostics] == [
        ("note", "shadowed-package", "pkg/__init__.py")
    ]


def test_shipped_docstring_set_is_on_by_default() -> None:
    words = load_marker_set("docstrings", base=Path()).docstrings
    assert dict(words.directives)["deprecated"] == "deprecated"
