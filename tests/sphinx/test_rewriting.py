"""A change of the data rewrites exactly the pages that show it, and reads none again."""

from __future__ import annotations

from collections.abc import Callable, Container
from pathlib import Path

import pytest

from tests.sphinx.building import Built, build, write_files

CODE = """\
from api_stability import beta, deprecated, experimental


@beta()
def f():
    pass


@deprecated("old", alternative="pkg.f")
def g():
    pass


def h():
    pass
"""

FILES = {
    "pyproject.toml": '[project]\nname = "pkg"\nversion = "1.0"\n',
    "pkg/__init__.py": CODE,
    "docs/conf.py": 'project = "pkg"\nextensions = ["api_stability.sphinx"]\n',
    # no toctree: Sphinx itself writes the pages again whose toctree names a page that is written
    "docs/index.rst": "Home\n====\n",
    "docs/f.rst": ":orphan:\n\nF\n=\n\n.. py:function:: pkg.f()\n",
    "docs/g.rst": ":orphan:\n\nG\n=\n\n.. py:function:: pkg.g()\n",
    "docs/h.rst": ":orphan:\n\nH\n=\n\n.. py:function:: pkg.h()\n",
    "docs/table.rst": ":orphan:\n\nT\n=\n\n.. stability-table::\n   :level: beta experimental\n",
    "docs/old.rst": ":orphan:\n\nO\n=\n\n.. deprecation-table::\n",
    "docs/role.rst": ":orphan:\n\nR\n=\n\nIt is :stability:`pkg.f`.\n",
    "docs/policy.rst": ":orphan:\n\nP\n=\n\n.. stability-policy::\n",
    "docs/level.rst": ":orphan:\n\nL\n=\n\n.. stability:: beta\n",
}


class Project:
    """A project whose documentation is built again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = write_files(folder, FILES)

    def build(self, builder: str = "html", *, only: str | None = None, **values: bool) -> Built:
        docs = self.folder / "docs"
        return build(
            docs,
            self.folder / builder,
            builder=builder,
            doctrees=self.folder / "doctrees",
            only=(docs / only,) if only else (),
            settings=values,
        )

    def change(self, name: str, change: Callable[[str], str]) -> None:
        file = self.folder / name
        file.write_text(change(file.read_text("utf-8")), encoding="utf-8")

    def edit(self, before: str, after: str) -> None:
        assert before in (self.folder / "pkg/__init__.py").read_text("utf-8")
        self.change("pkg/__init__.py", lambda text: text.replace(before, after))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    assert len(project.build().written) == 9
    return project


def test_nothing_changed(project: Project) -> None:
    before = snapshot(project.folder / "doctrees" / "api-stability")
    built = project.build()
    assert (built.read, built.written, built.warnings) == ([], [], "")
    assert snapshot(project.folder / "doctrees" / "api-stability") == before


EDITS = {
    "level": ("@beta()", "@experimental()", ["f", "role", "table"]),
    "reason": ('"old"', '"older"', ["g", "old"]),
    "marked": ("def h", "@beta()\ndef h", ["h", "table"]),
    "unmarked": ("@beta()\n", "", ["f", "role", "table"]),
    "added": ("def h", "@beta()\ndef new(): pass\n\ndef h", ["table"]),
    "removed": ('@deprecated("old", alternative="pkg.f")\ndef g():\n    pass\n', "", ["g", "old"]),
    "body": ("def h():\n    pass", "def h():\n    return 1", []),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit(name: str, project: Project) -> None:
    before, after, pages = EDITS[name]
    project.edit(before, after)
    built = project.build()
    assert (built.read, built.written) == ([], pages)
    assert project.build().written == []


def test_a_mark_that_moves_to_the_next_object(project: Project) -> None:
    both = "pkg.f()\n   :no-index:\n\n.. py:function:: pkg.h()"
    project.change("docs/h.rst", lambda text: text.replace("pkg.h()", both))
    project.build()
    project.edit("@beta()\ndef f", "def f")
    project.edit("def h", "@beta()\ndef h")
    built = project.build()
    assert (built.read, built.written) == ([], ["f", "h", "role", "table"])


def test_the_same_as_a_clean_build(project: Project) -> None:
    project.edit("@beta()", "@experimental('why')")
    project.build()
    again = Project(project.folder / "clean")
    again.edit("@beta()", "@experimental('why')")
    again.build()
    for page in (project.folder / "html").glob("*.html"):
        clean = project.folder / "clean" / "html" / page.name
        assert page.read_text("utf-8") == clean.read_text("utf-8"), page.name


def test_the_policy(project: Project) -> None:
    policy = '[policy]\nextends = "default"\n[policy.levels.beta]\nlabel = "B"\n'
    write_files(project.folder, {"api-stability.toml": policy})
    built = project.build()
    assert (built.read, built.written) == ([], ["f", "level", "policy", "role", "table"])


def test_the_settings(project: Project) -> None:
    built = project.build(api_stability_badges=False)
    assert (built.read, built.written) == ([], ["f", "g"])
    built = project.build(api_stability_badges=False, api_stability_admonitions=False)
    assert (built.read, built.written) == ([], ["g"])
    assert "stability-" not in built.body("g")


def test_a_page_that_moves_takes_its_links_along(project: Project) -> None:
    project.change("docs/f.rst", lambda text: text.replace(".. py:function:: pkg.f()", ""))
    project.change("docs/level.rst", lambda text: text + "\n.. py:function:: pkg.f()\n")
    built = project.build()
    assert built.read == ["f", "level"]
    assert built.written == ["f", "g", "level", "old", "table"]
    assert 'href="level.html#pkg.f"' in built.body("g")


def test_another_builder_does_not_hide_a_change(project: Project) -> None:
    project.build("text")
    project.edit("@beta()", "@experimental()")
    assert project.build("text").written == ["f", "role", "table"]
    assert project.build().written == ["f", "role", "table"]


def test_a_build_of_one_page_does_not_hide_a_change_of_others(project: Project) -> None:
    project.edit("@beta()", "@experimental()")
    built = project.build(only="f.rst")
    assert built.written == ["f"]
    assert project.build().written == ["role", "table"]


def test_an_interrupted_build_does_not_hide_a_change(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.edit("@beta()", "@experimental()")

    def fail(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr("sphinx.builders.html.StandaloneHTMLBuilder.finish", fail)
        with pytest.raises(KeyboardInterrupt):
            project.build()
    assert project.build().written == ["f", "role", "table"]


def test_a_removed_page_is_forgotten(project: Project) -> None:
    (project.folder / "docs" / "table.rst").unlink()
    assert project.build().written == []
    assert "table" not in next(
        (project.folder / "doctrees" / "api-stability").glob("pages-*.json")
    ).read_text("utf-8")


def snapshot(folder: Path, names: Container[str] | None = None) -> dict[str, tuple[int, bytes]]:
    return {
        file.name: (file.stat().st_mtime_ns, file.read_bytes())
        for file in folder.iterdir()
        if names is None or file.name in names
    }
