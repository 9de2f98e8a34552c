"""What is documented under a name that the inventory does not have."""

from __future__ import annotations

from pathlib import Path

from api_stability.sphinx.origins import note_origin
from tests.sphinx.building import Built, build, write_files

CODE = """\
from pkg._impl import Shelf
"""
IMPLEMENTATION = """\
from api_stability import beta, deprecated, experimental


class Base:
    @deprecated("Lift it", removal="2.0", alternative="lift")
    def pull(self):
        "Pull."

    @property
    @beta()
    def width(self):
        "How wide."

    @classmethod
    @beta()
    def make(cls):
        "Make."


class Shelf(Base):
    "A shelf."

    def lift(self):
        "Lift."


@experimental("Days are new", parameter="days")
def keep(days):
    "Keep."
"""
FILES = {
    "pyproject.toml": '[project]\nname = "pkg"\nversion = "1.0"\n',
    "pkg/__init__.py": CODE,
    "pkg/_impl.py": IMPLEMENTATION,
    "docs/conf.py": "import sys\nfrom pathlib import Path\n"
    "sys.path.insert(0, str(Path(__file__).parents[1]))\n"
    'project = "pkg"\nextensions = ["api_stability.sphinx", "sphinx.ext.autodoc"]\n',
    "docs/index.rst": "Home\n====\n\n.. autoclass:: pkg.Shelf\n   :members:\n"
    "   :inherited-members:\n",
}


def badges(built: Built) -> dict[str, list[str]]:
    """The badges of each signature on the page, as plain text has them."""
    lines = (line.partition("[") for line in built.page("index.txt").splitlines())
    return {
        line.partition("(")[0].split()[-1]: rest.rstrip("]").split("] [")
        for line, bracket, rest in lines
        if bracket
    }


def test_inherited_members(tmp_path: Path) -> None:
    docs = write_files(tmp_path, FILES) / "docs"
    built = build(docs, tmp_path / "text", builder="text", strict=True)
    assert badges(built) == {"pull": ["Deprecated"], "width": ["Beta"], "make": ["Beta"]}
    assert 'Use "lift" instead' in built.page("index.txt")


def test_a_change_of_what_is_inherited_rewrites_the_page(tmp_path: Path) -> None:
    docs = write_files(tmp_path, FILES) / "docs"
    build(docs, tmp_path / "text", builder="text")
    inventory = '[[annotations]]\nid = "python:pkg._impl.Base.make"\nlevel = "experimental"\n'
    write_files(tmp_path, {"api-stability.toml": inventory})
    built = build(docs, tmp_path / "text", builder="text")
    assert (built.read, built.written) == ([], ["index"])
    assert badges(built)["make"] == ["Experimental"]


def test_a_page_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    docs = write_files(tmp_path, FILES) / "docs"
    build(docs, tmp_path / "text", builder="text")
    write_files(docs, {"index.rst": "Home\n====\n\n.. py:method:: pkg.Shelf.pull()\n"})
    assert badges(build(docs, tmp_path / "text", builder="text", strict=True)) == {}


def test_a_canonical_name(tmp_path: Path) -> None:
    page = "Home\n====\n\n.. py:method:: elsewhere.draw()\n   :canonical: pkg._impl.Base.pull\n"
    docs = write_files(tmp_path, {**FILES, "docs/index.rst": page}) / "docs"
    built = build(docs, tmp_path / "text", builder="text", strict=True)
    assert badges(built) == {"elsewhere.draw": ["Deprecated"]}


def test_a_parameter_of_what_is_not_public(tmp_path: Path) -> None:
    page = "Home\n====\n\n.. py:function:: pkg._impl.keep(days)\n"
    docs = write_files(tmp_path, {**FILES, "docs/index.rst": page}) / "docs"
    text = build(docs, tmp_path / "text", builder="text", strict=True).page("index.txt")
    assert '"days": **Experimental**: may change' in text


def test_an_object_that_fails_when_asked() -> None:
    class Hostile:
        def __getattribute__(self, _name: str) -> object:
            raise RuntimeError

    note_origin(None, "class", "pkg.x", Hostile(), None, [])  # type: ignore[arg-type]
