"""The commands of each engine: strict and silent, and all show the same."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.griffe.building import configure, copy_root, with_options
from tests.griffe.pages import Seen, outline, read_objects

pytest.importorskip("mkdocstrings_handlers.python", reason="mkdocstrings-python is absent")
ENGINES = ("mkdocs", "properdocs", "zensical")
NOISE = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "NO_COLOR": "1"}


@pytest.fixture
def run(templates: Path) -> Command:
    return Command(templates)


class Command:
    """Runs an engine's command in a process of its own, where the templates are found."""

    def __init__(self, templates: Path) -> None:
        self.path = os.pathsep.join(
            filter(None, [str(templates), os.environ.get("PYTHONPATH", ""), *sys.path])
        )

    def __call__(self, engine: str, folder: Path, **environment: str) -> tuple[int, str]:
        """Exit code and all that was said."""
        if find_spec(engine) is None:
            pytest.skip(f"{engine} is absent")
        done = subprocess.run(
            [sys.executable, "-m", engine, "build", "--strict", "-f", "mkdocs.yml"],
            cwd=folder,
            env={**os.environ, **NOISE, "PYTHONPATH": self.path, **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


def read_site(folder: Path) -> dict[str, Seen]:
    """What each object on the page of the package shows."""
    text = (folder / "site/package.html").read_text("utf-8")
    return read_objects(text[text.index("<article") : text.index("</article>")])


def copy_site(folder: Path, **options: object) -> Path:
    """A copy of the project, as a site with a theme of its own."""
    copy_root("depot", folder)
    theme = "material" if find_spec("material") else "mkdocs"
    configure(folder, extensions=[with_options(**options)], theme=theme, is_bare=False)
    return folder


@pytest.mark.parametrize("engine", ENGINES)
def test_strict_and_silent(engine: str, tmp_path: Path, run: Command) -> None:
    folder = copy_site(tmp_path / "depot")
    code, said = run(engine, folder)
    assert code == 0, said
    assert "api_stability" not in said
    assert "WARNING" not in said
    found = read_site(folder)
    assert found["depot.find"].badges == ["Beta"]
    notice = found["depot.Shelf.look"].notices[0]
    assert notice.startswith("Deprecated since 1.1, will be removed in version 2.0. Use depot.find")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_warning(engine: str, tmp_path: Path, run: Command) -> None:
    """It fails the build of those that count what Python warns of; Zensical says it."""
    folder = copy_site(tmp_path / "depot", badge=True)
    code, said = run(engine, folder)
    assert "extensions: api_stability.griffe: unknown setting 'badge'" in said
    assert (code != 0) == (engine != "zensical"), said


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_the_same_as_mkdocs(engine: str, tmp_path: Path, run: Command) -> None:
    first, second = (copy_site(tmp_path / name / "depot") for name in ("one", "two"))
    run("mkdocs", first)
    run(engine, second)
    assert read_site(first) == read_site(second)


def test_the_same_bytes_with_another_hash_seed(tmp_path: Path, run: Command) -> None:
    sites = []
    for seed in ("1", "2"):
        folder = copy_site(tmp_path / seed / "depot")
        run("mkdocs", folder, PYTHONHASHSEED=seed)
        sites.append({file.name: file.read_text() for file in (folder / "site").glob("*.html")})
    assert {name: outline_article(text) for name, text in sites[0].items()} == {
        name: outline_article(text) for name, text in sites[1].items()
    }


def outline_article(text: str) -> str:
    """A page's content: a theme says when it was built."""
    return outline(text[text.index("<article") :].partition("</article>")[0] + "</article>")
