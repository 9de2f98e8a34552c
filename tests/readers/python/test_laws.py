"""Laws that hold for every source."""

import ast
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from api_stability.model.codec import encode_json
from api_stability.model.ids import parse_id
from api_stability.model.inventory import Reading
from api_stability.model.symbols import Mark
from api_stability.readers.python import read_python
from api_stability.readers.python.docstrings import first_sentence
from tests.readers.python.requests import make_request, write_files

NAMES = st.from_regex(r"[a-z][a-z0-9]{0,6}", fullmatch=True).filter(str.isidentifier)
FREE = NAMES.filter(lambda name: name not in {"warnings", "f", "pkg", "as", "if", "in", "is", "or"})
QUICK = settings(max_examples=40, deadline=None)


def read(files: dict[str, str], *packages: str) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        return read_python(make_request(write_files(Path(folder), files), *packages))


def marks_of(reading: Reading) -> list[tuple[str, tuple[Mark, ...]]]:
    return [(each.id, each.marks) for each in reading.declarations if each.marks]


def usable(name: str) -> bool:
    try:
        ast.parse(f"{name} = 1")
    except SyntaxError:
        return False
    return True


ALIASES = FREE.filter(usable)
USE = "@{0}('Old.', category=None)\ndef f(): ...\n"


@QUICK
@given(module=ALIASES, function=ALIASES, between=ALIASES)
def test_what_an_import_is_called_changes_nothing(module: str, function: str, between: str) -> None:
    """Every way of importing a decorator, under any name, gives the mark of the plain one."""
    plain = read({"pkg.py": "\nimport warnings\n" + USE.format("warnings.deprecated")}, "pkg")
    assert len(marks_of(plain)) == 1
    sources = [
        f"\nimport warnings as {module}\n" + USE.format(f"{module}.deprecated"),
        f"\nfrom warnings import deprecated as {function}\n" + USE.format(function),
        f"import warnings as {module}\n{function} = {module}.deprecated\n" + USE.format(function),
        f"import warnings\n{module} = warnings\n" + USE.format(f"{module}.deprecated"),
    ]
    for source in sources:
        if module != function:
            assert marks_of(read({"pkg.py": source}, "pkg")) == marks_of(plain)
    chain = {
        "pkg/__init__.py": "",
        f"pkg/m{between}.py": f"from warnings import deprecated as {function}\n",
        f"pkg/n{between}.py": f"from pkg.m{between} import *\n",
        "pkg/use.py": f"from . import n{between} as {module}\n\n"
        + USE.format(f"{module}.{function}"),
    }
    ((found, marks),) = marks_of(read(chain, "pkg"))
    assert found == "python:pkg.use.f"
    assert [(m.name, m.reason, m.line) for m in marks] == [("warnings.deprecated", "Old.", 3)]


PIECES = st.sampled_from(
    [
        "from pkg.a import *",
        "from .b import f as g",
        "from pkg import a, b as b",
        "import pkg.a as x",
        "__all__ = ['f', 'C', 'x']",
        "__all__ += ['g']",
        "def f(): ...",
        "@x.deprecated('r', **k)\ndef f(): ...",
        "class C:\n    @property\n    def p(self): ...\n    @p.setter\n    def p(self, v): ...",
        "class C(C):\n    from pkg.a import f\n    f.__stability__ = 'beta'",
        "try:\n    from warnings import deprecated as x\nexcept E:\n    def x(m): ...",
        "@x('r')\n@f\nclass C: ...",
        "f.__stability__ = C.f = x",
        "def x(r='d'):\n    def d(f):\n        f.__stability__ = r\n        return f\n    return d",
        "g = x('r')(f)",
        "del f",
    ]
)
MODULES = st.lists(PIECES, max_size=6).map(lambda pieces: "\n".join(pieces) + "\n")


@settings(max_examples=150, deadline=None)
@given(init=MODULES, a=MODULES, b=MODULES)
def test_every_source_reads_to_one_sorted_whole(init: str, a: str, b: str) -> None:
    """Ids are unique, sorted and parse; no path is two things; equal files give equal bytes."""
    files = {"pkg/__init__.py": init, "pkg/a.py": a, "pkg/b.py": b}
    reading = read(files, "pkg")
    ids = [each.id for each in reading.declarations]
    assert ids == sorted(set(ids))
    names = [name for each in reading.declarations for name in (each.id, *each.aliases)]
    assert len(names) == len(set(names))
    for name in names:
        assert str(parse_id(name)) == name
    modules = {"python:pkg", "python:pkg.a", "python:pkg.b"}
    for each in reading.declarations:
        assert each.enclosing is None or each.enclosing in ids
        assert each.kind == "module" or not modules & {each.id, *each.aliases}
        assert each.public or each.marks
    again = read(dict(reversed(files.items())), "pkg")
    assert encode_json(again) == encode_json(reading)


@given(st.text())
def test_summary_is_one_line(text: str) -> None:
    summary = first_sentence(text)
    assert summary is None or (summary and len(summary.splitlines()) == 1)
