"""Builds in processes of their own: what is imported, and in parallel."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.sphinx.building import copy_root, write_files
from tests.sphinx.test_rewriting import FILES
from tests.support.execution import RecordExecution, write_canary

READER = "api_stability.readers.python.parse"


def sphinx_build(docs: Path, out: Path, *options: str) -> list[str | Path]:
    return [sys.executable, "-m", "sphinx", "-q", "-W", "-n", *options, docs, out]


@pytest.fixture(scope="module")
def parallel(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folder of the documentation, with enough pages that Sphinx reads in parallel."""
    folder = tmp_path_factory.mktemp("parallel")
    docs = copy_root("library", folder / "project")
    pages = {
        f"more{number}.rst": f"More {number}\n=======\n\nIt is :stability:`library.lend`, "
        "see :stability-feature:`lending`.\n\n.. py:function:: library.borrow()\n   :no-index:\n"
        for number in range(12)
    }
    index = (docs / "index.rst").read_text("utf-8")
    write_files(docs, pages)
    write_files(docs, {"index.rst": index + "".join(f"   {name[:-4]}\n" for name in pages)})
    return docs, folder


def test_parallel_builds_give_the_same(
    parallel: tuple[Path, Path], record_execution: RecordExecution
) -> None:
    docs, folder = parallel
    for name, jobs in (("serial", "1"), ("parallel", "3")):
        record = record_execution(sphinx_build(docs, folder / name, "-j", jobs))
        assert (record.returncode, record.stderr) == (0, "")
    serial, more = folder / "serial", folder / "parallel"
    pages = {file.relative_to(serial) for file in serial.rglob("*.html")}
    assert len(pages) > 15
    for page in pages:
        assert (more / page).read_bytes() == (serial / page).read_bytes(), page
    assert (more / "stability.json").read_bytes() == (serial / "stability.json").read_bytes()


def test_a_build_without_changes_imports_no_reader(
    tmp_path: Path, record_execution: RecordExecution
) -> None:
    docs = write_files(tmp_path, FILES) / "docs"
    first = record_execution(sphinx_build(docs, tmp_path / "out"))
    assert first.returncode == 0, first.stderr
    assert first.imports_of(READER)
    written = {file: file.stat().st_mtime_ns for file in (tmp_path / "out").glob("*.html")}
    second = record_execution(sphinx_build(docs, tmp_path / "out"))
    assert second.returncode == 0, second.stderr
    assert not second.imports_of(READER)
    # Sphinx makes its index and search page anew in every build
    own = {name: time for name, time in written.items() if (docs / f"{name.stem}.rst").is_file()}
    assert len(own) == 9
    assert own == {name: name.stat().st_mtime_ns for name in own}


def test_the_documented_project_is_not_imported(
    tmp_path: Path, record_execution: RecordExecution
) -> None:
    write_files(tmp_path, FILES)
    canary = write_canary(tmp_path, {"pkg/__init__.py": FILES["pkg/__init__.py"]})
    record = record_execution(sphinx_build(tmp_path / "docs", tmp_path / "out"), cwd=tmp_path)
    assert record.returncode == 0, record.stderr
    assert not canary.was_executed()
    assert not record.executed_under(tmp_path / "pkg")
    assert not record.connections()
