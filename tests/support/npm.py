"""Published npm packages as test data: fetched once to `build/test-npm`, no script run."""

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.requirements import Requirement, report_absent
from tests.support.wheels import exclusive

AXE = ("axe-core", "4.14.1")
SECONDS = 60
MDX = Path(__file__).parent / "mdx"

CompileMdx = Callable[[list[str]], list[dict[str, Any]]]
"""From texts to what each is: ``html`` and the names it has ``exported``, or an ``error``."""


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    """The script of axe-core, which finds what keeps people from reading a page (MPL-2.0)."""
    folder = fetch_package(*AXE, pytestconfig.rootpath / "build" / "test-npm")
    return (folder / "axe.min.js").read_text(encoding="utf-8")


def fetch_package(name: str, version: str, cache: Path) -> Path:
    """The folder of a package's files; where it cannot be had, the test is skipped or fails."""
    home = cache / f"{name}-{version}"
    with exclusive(cache / f"{name}-{version}.lock"):
        if not home.is_dir():
            with tempfile.TemporaryDirectory(dir=cache, prefix=".new-") as temporary:
                _download(f"{name}@{version}", Path(temporary))
                (Path(temporary) / "package").rename(home)
    return home


@pytest.fixture(scope="session")
def compile_mdx(pytestconfig: pytest.Config) -> CompileMdx:
    """The compiler of MDX (MIT), with tables of GitHub, and React (MIT) to run what it makes."""
    folder = install_packages(MDX, pytestconfig.rootpath / "build" / "test-npm")
    script = (MDX / "compile.js").read_text("utf-8")
    node = shutil.which("node")
    if node is None:
        report_absent(Requirement.PROGRAM, "node")

    def run(texts: list[str]) -> list[dict[str, Any]]:
        done = subprocess.run(
            [node, "--input-type=module", "--eval", script],
            cwd=folder,
            check=False,
            input=json.dumps(texts),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        answers: list[dict[str, Any]] = json.loads(done.stdout)
        return answers

    return run


def install_packages(source: Path, cache: Path) -> Path:
    """A folder with the packages that the ``package.json`` in *source* names."""
    digest = hashlib.sha256((source / "package.json").read_bytes()).hexdigest()
    home = cache / f"{source.name}-{digest[:12]}"
    with exclusive(cache / f"{home.name}.lock"):
        if not home.is_dir():
            with tempfile.TemporaryDirectory(dir=cache, prefix=".new-") as temporary:
                folder = Path(temporary) / home.name
                folder.mkdir()
                shutil.copy(source / "package.json", folder)
                said = _run_npm(["install", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
                if not (folder / "node_modules").is_dir():
                    report_absent(Requirement.PACKAGE_INDEX, f"nothing was fetched: {said}")
                folder.rename(home)
    return home


def _download(package: str, folder: Path) -> None:
    said = _run_npm(["pack", package, "--pack-destination", str(folder)], folder)
    archives = list(folder.glob("*.tgz"))
    if not archives:
        report_absent(Requirement.PACKAGE_INDEX, f"{package} was not fetched: {said}")
    with tarfile.open(archives[0]) as archive:
        members = [each for each in archive if each.isfile() and ".." not in each.name]
        archive.extractall(folder, members)


def _run_npm(arguments: list[str], folder: Path) -> str:
    """Run npm in *folder*; what it said of errors."""
    npm = shutil.which("npm")
    if npm is None:
        report_absent(Requirement.PROGRAM, "npm")
    try:
        done = subprocess.run(
            [npm, *arguments, "--silent"],
            cwd=folder,
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"no answer in {SECONDS} seconds"
    return done.stderr.strip()
