"""Change a decorator: the page changes, while a server runs and where a cache remembers pages."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sphinx.building import write_files
from tests.support.engines import build_with, find_python
from tools.engines import MKDOCS, PROPERDOCS, ZENSICAL, Engine

SECONDS = 40
"""For which a server is waited for: of these, it needs one or two."""
CODE = "from api_stability import {level}\n\n\n@{level}()\ndef f(): ...\n"
FILES = {
    "pyproject.toml": '[project]\nname = "lib"\nversion = "1.0"\n',
    "src/lib/__init__.py": CODE.format(level="beta"),
    "docs/index.md": "# Library\n\n```{stability-table}\n```\n",
}
PLUGGED = "site_name: lib\nplugins: [api_stability]\ntheme: {name: %s}\n"
ZENSICAL_ALONE = """\
[project]
site_name = "lib"
[project.markdown_extensions.api_stability]
"""
WATCH = 'watch = ["pyproject.toml", "src/lib"]'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_files(tmp_path, FILES)


def mark(project: Path, level: str, *, later: int) -> None:
    """Mark the function with another level, as an author does seconds *later*."""
    code = project / "src" / "lib" / "__init__.py"
    changed = code.stat().st_mtime + later  # Zensical compares whole seconds
    code.write_text(CODE.format(level=level), encoding="utf-8")
    os.utime(code, (changed, changed))


def find_levels(page: str) -> list[str]:
    return re.findall(r"stability-badge--(\w+)", page)


def configure(project: Path, engine: Engine, *more: str) -> str:
    """Write the configuration; its name."""
    if engine is ZENSICAL:
        text = ZENSICAL_ALONE.replace("[project]", "\n".join(["[project]", *more]), 1)
        name = "zensical.toml"
    else:
        text = PLUGGED % ("material" if engine is MKDOCS else "mkdocs") + "\n".join(more)
        name = engine.config
    (project / name).write_text(text, encoding="utf-8")
    return name


@contextmanager
def serve(project: Path, engine: Engine) -> Iterator[str]:
    """Run the engine's server, which watches as its users have it do; its address."""
    address = f"127.0.0.1:{find_port()}"
    more = [WATCH] if engine is ZENSICAL else []
    command = [str(find_python(engine)), "-m", engine.name, "serve", "-a", address, "-f"]
    variables = {**os.environ, "PYTHONPATH": "", "NO_MKDOCS_2_WARNING": "1"}
    with (project.parent / f"{project.name}.log").open("w") as log:
        running = subprocess.Popen(
            [*command, configure(project, engine, *more)],
            cwd=project,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        yield f"http://{address}/"
    finally:
        running.terminate()
        try:
            running.wait(SECONDS)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def find_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def wait_for(address: str, level: str) -> None:
    """Wait until the page shows *level* alone."""
    end = time.monotonic() + SECONDS
    shown: object = None
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=SECONDS) as answer:
                shown = find_levels(answer.read().decode())
        except OSError as error:
            shown = error
        if shown == [level]:
            return
        time.sleep(0.2)
    raise AssertionError(f"{level} is not shown: {shown}")


@pytest.mark.parametrize("engine", [MKDOCS, PROPERDOCS, ZENSICAL], ids=lambda each: each.name)
def test_a_server_shows_what_changed(engine: Engine, project: Path) -> None:
    with serve(project, engine) as address:
        wait_for(address, "beta")
        mark(project, "experimental", later=2)
        wait_for(address, "experimental")
        mark(project, "beta", later=2)
        wait_for(address, "beta")


@pytest.mark.parametrize("engine", [MKDOCS, PROPERDOCS], ids=lambda each: each.name)
def test_a_server_builds_once_for_a_change(engine: Engine, project: Path) -> None:
    """What a build leaves behind, as its cache, is no change."""
    with serve(project, engine) as address:
        wait_for(address, "beta")
        mark(project, "experimental", later=2)
        wait_for(address, "experimental")
        time.sleep(2)
    said = (project.parent / f"{project.name}.log").read_text(encoding="utf-8")
    assert (project / ".cache" / "api-stability").is_dir()
    assert said.count("Building documentation") == 2, said


def build_again(project: Path, *, clean: bool = False) -> list[str]:
    """Build with Zensical, with its cache unless that is to go; the levels on the page."""
    command = [str(find_python(ZENSICAL)), "-m", "zensical", "build", *(["--clean"] * clean)]
    variables = {**os.environ, "PYTHONPATH": ""}
    subprocess.run(command, cwd=project, env=variables, check=True, capture_output=True)
    return find_levels((project / "site" / "index.html").read_text(encoding="utf-8"))


def test_zensical_forgets_what_is_watched(project: Path) -> None:
    configure(project, ZENSICAL, WATCH)
    assert build_again(project) == ["beta"]
    mark(project, "experimental", later=2)
    assert build_again(project) == ["experimental"]


def test_zensical_remembers_what_is_not_watched(project: Path) -> None:
    """As the guide says: this is why it says what to watch, and what a build in CI has to be."""
    configure(project, ZENSICAL)
    assert build_again(project) == ["beta"]
    mark(project, "experimental", later=2)
    assert build_again(project) == ["beta"]
    assert build_again(project, clean=True) == ["experimental"]


def test_mkdocs_builds_again(project: Path) -> None:
    configure(project, MKDOCS)
    for level, later in (("beta", 0), ("experimental", 2)):
        mark(project, level, later=later)
        assert build_with(MKDOCS, project) == ""
        assert find_levels((project / "site" / "index.html").read_text("utf-8")) == [level]
