"""Published wheels as test data: downloaded once, kept in `build/test-wheels`, never imported."""

import fcntl
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.requirements import Requirement, report_absent

PublishedWheel = Callable[[str, str], Path]
"""`published_wheel(name, version)`: the path of a wheel, or of the folder it is unpacked in."""

UNREACHABLE = re.compile(r"connection|timed? ?out|name resolution|proxy|max retries", re.IGNORECASE)


class DownloadError(Exception):
    """A wheel could not be fetched; the message is what pip said last."""


def download_wheel(name: str, version: str, folder: Path) -> None:
    """Put the wheel of one release in a folder. Raises `DownloadError`.

    Only wheels: a source distribution would have to be executed to be built. pip compares the
    file with the hash that the index states.
    """
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
    patience = ["--retries", "1", "--timeout", "20"]
    only_this = ["--no-deps", "--only-binary", ":all:", "--dest", str(folder)]
    answer = subprocess.run(
        [*pip, *patience, "download", *only_this, f"{name}=={version}"],
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
    )
    if answer.returncode:
        raise DownloadError(answer.stderr.strip() or f"pip exit code {answer.returncode}")


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold a lock that other test processes respect."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class WheelCache:
    """Wheels by name and version. A folder of it is complete as soon as it is there."""

    def __init__(self, folder: Path, download: Callable[[str, str, Path], None]) -> None:
        self.folder = folder
        self.download = download
        self._failures: dict[tuple[str, str], str] = {}
        self._unreachable = ""

    def fetch(self, name: str, version: str) -> Path:
        """The wheel's path, downloaded when it is not there. Raises `DownloadError`."""
        return next(self._fetch_folder(name, version).glob("*.whl"))

    def unpack(self, name: str, version: str) -> Path:
        """The folder of the wheel's files. Raises `DownloadError`."""
        home = self._fetch_folder(name, version)
        unpacked = home / "unpacked"
        with exclusive(self._lock(name, version)):
            if not unpacked.is_dir():
                with tempfile.TemporaryDirectory(dir=self.folder, prefix=".new-") as temporary:
                    contents = Path(temporary) / "contents"
                    with zipfile.ZipFile(next(home.glob("*.whl"))) as archive:
                        archive.extractall(contents)
                    contents.rename(unpacked)
        return unpacked

    def _fetch_folder(self, name: str, version: str) -> Path:
        home = self.folder / f"{name}-{version}"
        if home.is_dir():
            return home
        with exclusive(self._lock(name, version)):
            if not home.is_dir():
                with tempfile.TemporaryDirectory(dir=self.folder, prefix=".new-") as temporary:
                    new = Path(temporary) / "wheel"
                    new.mkdir()
                    self._download(name, version, new)
                    new.rename(home)
        return home

    def _download(self, name: str, version: str, folder: Path) -> None:
        # A failure is remembered: dozens of tests must not each wait for the same time-out.
        known = self._unreachable or self._failures.get((name, version))
        if known:
            raise DownloadError(known)
        try:
            self.download(name, version, folder)
        except DownloadError as error:
            self._failures[name, version] = str(error)
            if UNREACHABLE.search(str(error)):
                self._unreachable = str(error)
            raise
        wheels = list(folder.glob("*.whl"))
        if len(wheels) != 1 or not zipfile.is_zipfile(wheels[0]):
            raise DownloadError(f"{name} {version} has no wheel that can be read")

    def _lock(self, name: str, version: str) -> Path:
        return self.folder / f"{name}-{version}.lock"


def get_or_skip(get: PublishedWheel, name: str, version: str) -> Path:
    """The path that `get` returns; where it cannot, the test is skipped or fails."""
    try:
        return get(name, version)
    except DownloadError as error:
        last = str(error).splitlines()[-1]
        report_absent(Requirement.PACKAGE_INDEX, f"{name} {version} was not fetched: {last}")


@pytest.fixture(scope="session")
def wheel_cache(pytestconfig: pytest.Config) -> WheelCache:
    """The project's cache of downloaded wheels."""
    return WheelCache(pytestconfig.rootpath / "build" / "test-wheels", download_wheel)


@pytest.fixture(scope="session")
def published_wheel(wheel_cache: WheelCache) -> PublishedWheel:
    """Get a published wheel: `published_wheel("langchain-core", "1.0.0")` is its path."""
    return lambda name, version: get_or_skip(wheel_cache.fetch, name, version)


@pytest.fixture(scope="session")
def unpacked_wheel(wheel_cache: WheelCache) -> PublishedWheel:
    """Get the files of a published wheel: `unpacked_wheel("rich", "14.0.0") / "rich"`.

    Only to be read: the folder is shared by all tests, in all processes.
    """
    return lambda name, version: get_or_skip(wheel_cache.unpack, name, version)
