"""What Sphinx keeps from build to build: names and options as pages have them, and no more."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.sphinx.building import build
from tests.sphinx.test_edits import Site, server
from tests.sphinx.test_rewriting import FILES, Project, project, snapshot

__all__ = ["project", "server"]  # fixtures

KEPT = ("api_stability.directives.uses", "api_stability.sphinx.uses", "api_stability.sphinx.nodes")
"""The modules of ours that what is kept has values of."""
NOT_KEPT = ("sphinx.application", "sphinx.builders", "sphinx.environment")


PAGES = {f"{Path(name).stem}.html" for name in FILES if name.endswith(".rst")}


class Naming(pickle.Unpickler):
    """Notes every class and function that a pickle names."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self.named: set[tuple[str, str]] = set()

    def find_class(self, module: str, name: str, /) -> Any:
        self.named.add((module, name))
        return super().find_class(module, name)


def read_names(file: Path) -> set[tuple[str, str]]:
    unpickler = Naming(file.read_bytes())
    unpickler.load()
    return unpickler.named


def test_what_is_kept(tmp_path: Path, server: Any) -> None:
    """Neither the inventory nor anything that lives for one build."""
    site = Site(tmp_path, 3, server)
    site.project.around.place = "path"
    site.build("html")
    trees = tmp_path / "html-doctrees"
    files = [*trees.rglob("*.doctree"), trees / "environment.pickle"]
    assert len(files) > 40
    for file in files:
        modules = {module for module, _ in read_names(file)}
        assert {name for name in modules if name.startswith("api_stability")} <= set(KEPT), file
        if file.suffix == ".doctree":
            assert not [name for name in modules if name.startswith(NOT_KEPT)], file


def test_it_does_not_grow(project: Project) -> None:
    """Fifty builds: data and pages change, and change back."""
    environment = project.folder / "doctrees/environment.pickle"
    cache = project.folder / "doctrees/api-stability"
    sizes, records = set(), set()
    for number in range(25):
        project.edit("@beta()", "@experimental('why')")
        project.change("docs/f.rst", lambda text: text + "\n.. deprecation-table::\n")
        project.build()
        project.edit("@experimental('why')", "@beta()")
        project.change("docs/f.rst", lambda text: text.replace("\n.. deprecation-table::\n", ""))
        assert project.build().read == ["f"]
        if number:
            sizes.add(environment.stat().st_size)
            records.add(sum(file.stat().st_size for file in cache.iterdir()))
    assert len(records) == 1
    assert max(sizes) - min(sizes) < 20, sizes


def test_a_page_that_is_gone_leaves_nothing(tmp_path: Path, server: Any) -> None:
    site = Site(tmp_path, 5, server)
    site.build("html")
    pages = [name for name in site.project.pages if "page" in name]
    for name in pages:
        del site.project.pages[name]
    site.project.pages["m0.rst"] += (
        "\nMore.\n"  # Sphinx keeps nothing of a build that reads nothing
    )
    site.build("html")
    environment = pickle.loads((tmp_path / "html-doctrees/environment.pickle").read_bytes())
    kept = repr(environment.domaindata["stability"])
    gone = {name.rpartition(".")[0] for name in pages}
    assert not [name for name in gone if name in kept]
    assert "pkg.m0.f0" in kept


def sphinx_build(project: Project, *options: str) -> None:
    folder = project.folder
    command = [sys.executable, "-m", "sphinx", *options, "-q"]  # -M must come first
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def test_all_pages_anew(tmp_path: Path) -> None:
    project = Project(tmp_path)
    sphinx_build(project, "-b", "html", "docs", "out")
    project.edit("@beta()", "@experimental()")
    sphinx_build(project, "-a", "-b", "html", "docs", "out")
    project.edit("@experimental()", "@experimental('why')")
    shown = [snapshot(tmp_path / "out", PAGES)]
    for option in ("-E", "-a"):
        sphinx_build(project, option, "-b", "html", "docs", "out")
        shown.append(snapshot(tmp_path / "out", PAGES))
    before, anew, again = ({name: data for name, (_, data) in each.items()} for each in shown)
    assert anew == again
    assert {name for name in PAGES if before[name] != anew[name]} == {"f.html"}


def test_made_twice(tmp_path: Path) -> None:
    project = Project(tmp_path)
    sphinx_build(project, "-M", "html", "docs", "out")
    before = snapshot(tmp_path / "out/html", PAGES)
    sphinx_build(project, "-M", "html", "docs", "out")
    assert snapshot(tmp_path / "out/html", PAGES) == before
    assert len(before) == 9


def test_two_outputs_of_one_environment(project: Project) -> None:
    """What one has written says nothing of the other, however the data changed between them."""
    project.build("dirhtml")
    project.edit("@beta()", "@experimental()")
    first = project.build("dirhtml")
    project.edit("@experimental()", "@beta()")
    assert first.written == ["f", "role", "table"]
    assert project.build().written == []  # as it was when these were written
    assert project.build("dirhtml").written == ["f", "role", "table"]


def test_processes_read_what_one_reads(tmp_path: Path, server: Any) -> None:
    """After a parallel read, the same is kept."""
    kept = []
    for name, jobs in (("one", 0), ("four", 4)):
        site = Site(tmp_path / name, 7, server)
        site.build("html", parallel=jobs)
        file = tmp_path / name / "html-doctrees/environment.pickle"
        kept.append(pickle.loads(file.read_bytes()).domaindata["stability"])
    one, four = kept
    assert one == four
    assert len(one["pages"]) > 30


def test_one_page_of_a_stale_environment(project: Project) -> None:
    """A build of one page leaves the others for the next build, in an environment from nothing."""
    project.edit("@beta()", "@experimental()")
    docs = project.folder / "docs"
    only = (docs / "role.rst",)
    built = build(docs, project.folder / "html", doctrees=project.folder / "trees", only=only)
    assert "Experimental" in built.body("role")
    again = build(docs, project.folder / "html", doctrees=project.folder / "trees")
    assert {"f", "table"} <= set(again.written)
    assert "Experimental" in again.body("f")
