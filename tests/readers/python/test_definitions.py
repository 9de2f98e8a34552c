"""What a module has: each definition by its kind, wherever its parts come from."""

from pathlib import Path

import pytest

from tests.readers.python.requests import by_id, read_files


@pytest.mark.parametrize(
    ("decorator", "arguments", "kind"),
    [
        ("property", "self", "property"),
        ("functools.cached_property", "self", "property"),
        ("abc.abstractproperty", "self", "property"),
        ("classproperty", "cls", "property"),
        ("x.setter", "self, value", "property"),
        ("set_nan_property", "self, *, method=None", "method"),
        ("set_nan_property", "self, order", "method"),
        ("staticmethod", "", "method"),
    ],
)
def test_kind(decorator: str, arguments: str, kind: str, tmp_path: Path) -> None:
    source = f"class C:\n    @{decorator}\n    def x({arguments}): ...\n"
    assert by_id(read_files(tmp_path, {"pkg.py": source}, "pkg"))["pkg.C.x"].kind == kind


@pytest.mark.parametrize("arguments", ["self", "self, a, /", "self, /, a", "this, *, a"])
def test_instance_attributes(arguments: str, tmp_path: Path) -> None:
    own = arguments.partition(",")[0]
    source = f"class C:\n    def __init__({arguments}):\n        {own}.x = 1\n        a.y = 1\n"
    found = by_id(read_files(tmp_path, {"pkg.py": source}, "pkg"))
    assert "pkg.C.x" in found
    assert "pkg.C.y" not in found


STUBBED = {
    "only-annotated-in-the-stub": ("from pkg._c import sin\n", "sin: object\n"),
    "an-alias-in-the-stub": (
        "from pkg._c import _sin as sin\n",
        "from pkg._c import _sin\nsin = _sin\n",
    ),
    "assigned-in-the-source": ("sin = other.sin\n", "from other import sin as sin\n"),
}


@pytest.mark.parametrize("name", STUBBED)
def test_what_source_or_stub_has_itself(name: str, tmp_path: Path) -> None:
    source, stub = STUBBED[name]
    files = {"pkg/__init__.py": source, "pkg/__init__.pyi": stub}
    assert "pkg.sin" in by_id(read_files(tmp_path, files, "pkg"))


def test_a_stubs_annotation_is_re_exported(tmp_path: Path) -> None:
    files = {"pkg/__init__.py": "from pkg._c import LIMIT\n", "pkg/_c.pyi": "LIMIT: int\n"}
    found = by_id(read_files(tmp_path, files, "pkg"))
    assert found["pkg.LIMIT"].aliases == ("python:pkg._c.LIMIT",)


def test_what_stands_in_for_a_missing_import_is_no_part_of_it(tmp_path: Path) -> None:
    source = "try:\n    import numpy as np\nexcept ImportError:\n    np = None\n"
    assert "pkg.np" not in by_id(read_files(tmp_path, {"pkg.py": source}, "pkg"))


def read_marks(tmp_path: Path, source: str) -> dict[str, list[tuple[str | None, int | None]]]:
    """Reason and line of each mark, by id."""
    source = f"from typing import Annotated, overload\nfrom warnings import deprecated\n{source}"
    found = by_id(read_files(tmp_path, {"pkg.py": source}, "pkg"))
    return {name: [(m.reason, m.line) for m in each.marks] for name, each in found.items()}


OVERLOADS = """@overload
def f(x: int): ...
@overload
def f(x: Annotated[str, deprecated('Old.')]): ...
"""


@pytest.mark.parametrize(
    ("source", "name", "line"),
    [
        ("x: 'Annotated[int, deprecated(\"Old.\")]' = 1\n", "pkg.x", 3),
        ("def f(x: 'Annotated[int, deprecated(\"Old.\")]'): ...\n", "pkg.f(x)", 3),
        ("class C:\n    '''C.'''\n    x: \"Annotated[int, deprecated('Old.')]\"\n", "pkg.C.x", 5),
        ("#: .. deprecated:: 1.2\n#:    Old.\nx = 1\n", "pkg.x", 3),
        ("#: X.\n#:\n#: .. deprecated:: 1.2\n#:    Old.\nx: int = 1\n", "pkg.x", 5),
        ("class C:\n    x = 1  #: .. deprecated:: 1.2 Old.\n", "pkg.C.x", 4),
        (f"{OVERLOADS}def f(x): ...\n", "pkg.f@overload(str)(x)", 6),
    ],
)
def test_marks_in_places_that_are_read_twice(
    source: str, name: str, line: int, tmp_path: Path
) -> None:
    marks = read_marks(tmp_path, source)
    assert marks.pop(name) == [("Old.", line)]
    assert not any(marks.values())


@pytest.mark.parametrize(
    "source",
    [
        "x: 'Annotated[int, deprecated(' = 1\n",
        "x: 'int, deprecated(1)' = 1\n",
        "x = '#: .. deprecated:: 1.2'\n",
        "#: .. deprecated:: 1.2\n\nx = 1\n",
        "# .. deprecated:: 1.2\nx = 1\n",
    ],
)
def test_what_only_looks_like_one(source: str, tmp_path: Path) -> None:
    assert not any(read_marks(tmp_path, source).values())


def test_what_is_deleted_is_not_there(tmp_path: Path) -> None:
    source = (
        "@deprecated('x')\ndef f(): ...\ndel f\ndel g\ndef g(): ...\nx = y = 1\ndel x\n"
        "class C:\n    def m(self): ...\n    def n(self): ...\n    del m\n"
        "class D:\n    z = 1\ndel D\n"
        "def h(): ...\nif x:\n    del h\n"
    )
    assert sorted(read_marks(tmp_path, source)) == [
        *("pkg", "pkg.C", "pkg.C.n", "pkg.g", "pkg.h", "pkg.y")
    ]


@pytest.mark.parametrize("category", ["Own", "Other", "RemovedInPkg2Warning", "w.FutureWarning"])
def test_bodies_that_warn_with_a_category_of_their_own(category: str, tmp_path: Path) -> None:
    source = (
        "import warnings as w\nclass Own(DeprecationWarning): ...\nclass Other(Own): ...\n"
        f"def f():\n    w.warn('x', {category})\ndef g():\n    w.warn('x', UserWarning)\n"
    )
    reading = read_files(tmp_path, {"pkg.py": source}, "pkg", list_warnings=True)
    assert [(each.code, each.line) for each in reading.diagnostics] == [("warning-in-body", 5)]
