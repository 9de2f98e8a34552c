"""Published npm packages as test data: downloaded once to `build/test-npm`, never installed."""

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pytest

from tests.support.requirements import Requirement, report_absent
from tests.support.wheels import exclusive

AXE = ("axe-core", "4.14.1")
SECONDS = 60


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


def _download(package: str, folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        report_absent(Requirement.PROGRAM, "npm")
    try:
        done = subprocess.run(
            [npm, "pack", package, "--silent", "--pack-destination", str(folder)],
            cwd=folder,
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        said = done.stderr.strip()
    except subprocess.TimeoutExpired:
        said = f"no answer in {SECONDS} seconds"
    archives = list(folder.glob("*.tgz"))
    if not archives:
        report_absent(Requirement.PACKAGE_INDEX, f"{package} was not fetched: {said}")
    with tarfile.open(archives[0]) as archive:
        members = [each for each in archive if each.isfile() and ".." not in each.name]
        archive.extractall(folder, members)
