"""What Sphinx makes of hostile texts has the structure of what it makes of harmless ones.

No element, attribute, scheme of an address, LaTeX, roff or Texinfo command more or less, whatever
stands in any field that can be filled freely, by every builder.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.sphinx import structures
from tests.sphinx.building import Built, build, write_files
from tests.sphinx.hostile_project import write_project
from tests.sphinx.test_warnings import write_project as write_plain_project
from tests.support.payloads import PAYLOADS, VAST, calm

Projects: TypeAlias = tuple[Path, Path]

READERS: dict[str, tuple[str, Callable[[str], structures.Structure]]] = {
    "html": ("*.html", structures.read_html),
    "dirhtml": ("**/*.html", structures.read_html),
    "singlehtml": ("*.html", structures.read_html),
    "htmlhelp": ("*.html", structures.read_html),
    "json": ("*.fjson", structures.read_json_page),
    "epub": ("*.xhtml", structures.read_xml),
    "latex": ("*.tex", structures.read_tex),
    "text": ("*.txt", structures.read_text),
    "man": ("own.1", structures.read_roff),
    "texinfo": ("*.texi", structures.read_texinfo),
    "xml": ("*.xml", structures.read_xml),
    "pseudoxml": ("*.pseudoxml", structures.read_text),
    "gettext": ("*.pot", structures.read_pot),
    "changes": ("*.html", structures.read_html),
    "linkcheck": ("output.*", structures.read_text),
    "dummy": ("*", structures.read_text),
}


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Projects:
    folder = tmp_path_factory.mktemp("hostile")
    odd = write_project(folder / "odd", PAYLOADS, lambda text: text)
    return odd, write_project(folder / "calm", PAYLOADS, calm)


@cache
def build_one(docs: Path, builder: str) -> Built:
    """Build with any builder; pages are read once."""
    folder = docs.parent
    doctrees = folder / ("messages" if builder == "gettext" else "doctrees")
    return build(docs, folder / builder, builder=builder, doctrees=doctrees)


def test_there_are_many_payloads() -> None:
    assert len(PAYLOADS) >= 60
    assert len(set(PAYLOADS)) == len(PAYLOADS)


@pytest.mark.parametrize("builder", READERS)
def test_a_builder(builder: str, projects: Projects) -> None:
    odd, plain = (build_one(docs, builder) for docs in projects)
    pattern, read = READERS[builder]
    encoding = "cp1252" if builder == "htmlhelp" else "utf-8"
    files = sorted(file.relative_to(plain.outdir) for file in plain.outdir.glob(pattern))
    assert files == sorted(file.relative_to(odd.outdir) for file in odd.outdir.glob(pattern))
    for file in files:
        expected, found = (read((each.outdir / file).read_text(encoding)) for each in (plain, odd))
        more, less = found - expected, expected - found
        assert not more, f"{file}: {more}, not {less}"
        # a word alone is shown as a name where one with quotes in it is not; no text swallows more
        assert less.total() * 20 <= expected.total(), f"{file}: no {less}"


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("stability.json", structures.read_inventory),
        ("searchindex.js", structures.read_search_index),
        ("_static/api-stability-search-data.js", structures.read_search_data),
    ],
)
def test_data_beside_the_pages(
    name: str, read: Callable[[str], structures.Structure], projects: Projects
) -> None:
    odd, plain = (build_one(docs, "html") for docs in projects)
    found, expected = read(odd.page(name)), read(plain.page(name))
    assert found <= expected if name == "searchindex.js" else found == expected


def test_the_inventory_of_objects(projects: Projects) -> None:
    odd, plain = (build_one(docs, "html").outdir / "objects.inv" for docs in projects)
    # what its lines cannot hold is left out
    found, expected = structures.read_inv(odd), structures.read_inv(plain)
    assert found.keys() == expected.keys()
    assert found <= expected


def test_warnings_command_no_terminal(projects: Projects) -> None:
    warnings = build_one(projects[0], "dummy").warnings
    structures.check_characters(warnings)
    assert all("WARNING: " in line and line.endswith("]") for line in warnings.splitlines())


@pytest.mark.parametrize("builder", ["html", "latex", "man"])
def test_vast_texts(tmp_path: Path, builder: str) -> None:
    code = "".join(
        f"@deprecated({text!r}, alternative={text!r})\ndef f{number}():\n    {text!r}\n"
        for number, text in enumerate(VAST)
    )
    page = "Home\n====\n\n.. py:function:: pkg.f0()\n\n.. stability-table::\n   :columns: name, "
    docs = write_plain_project(tmp_path, index=f"{page}reason, alternative, summary\n")
    write_files(tmp_path, {"pkg/__init__.py": f"from api_stability import deprecated\n{code}"})
    write_files(tmp_path, {"api-stability.toml": ""})
    built = build(docs, tmp_path / builder, builder=builder, strict=True)
    pattern, read = READERS[builder]
    for file in built.outdir.glob(pattern):
        read(file.read_text("utf-8"))
