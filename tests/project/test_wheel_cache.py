"""Wheels are fetched once, appear whole or not at all, and a failure is not tried again."""

import zipfile
from pathlib import Path

import pytest

from tests.support.wheels import DownloadError, PublishedWheel, WheelCache


class Index:
    """A package index in memory: release to the files of its wheel."""

    def __init__(self, releases: dict[tuple[str, str], dict[str, str]], error: str = "") -> None:
        self.releases = releases
        self.error = error
        self.asked: list[tuple[str, str]] = []

    def download(self, name: str, version: str, folder: Path) -> None:
        self.asked.append((name, version))
        if (name, version) not in self.releases:
            raise DownloadError(self.error or f"No matching distribution found for {name}")
        with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
            for path, text in self.releases[name, version].items():
                archive.writestr(path, text)


def test_a_wheel_is_fetched_once_and_unpacked(tmp_path: Path) -> None:
    index = Index({("demo", "1.0"): {"demo/__init__.py": "VALUE = 1"}})
    for cache in (WheelCache(tmp_path, index.download), WheelCache(tmp_path, index.download)):
        assert cache.fetch("demo", "1.0").name == "demo-1.0-py3-none-any.whl"
        assert (cache.unpack("demo", "1.0") / "demo" / "__init__.py").read_text() == "VALUE = 1"
    assert index.asked == [("demo", "1.0")]
    assert not list(tmp_path.glob(".new-*"))


def test_a_missing_release_leaves_nothing_behind(tmp_path: Path) -> None:
    index = Index({})
    cache = WheelCache(tmp_path, index.download)
    for _ in range(2):
        with pytest.raises(DownloadError, match="No matching distribution"):
            cache.fetch("demo", "9.9")
    assert index.asked == [("demo", "9.9")]
    assert not any(path.is_dir() for path in tmp_path.iterdir())


def test_an_unreachable_index_is_asked_once(tmp_path: Path) -> None:
    index = Index({}, error="Failed to establish a new connection")
    cache = WheelCache(tmp_path, index.download)
    for version in ("1.0", "2.0", "3.0"):
        with pytest.raises(DownloadError):
            cache.fetch("demo", version)
    assert index.asked == [("demo", "1.0")]


def test_a_real_wheel(published_wheel: PublishedWheel, unpacked_wheel: PublishedWheel) -> None:
    assert zipfile.is_zipfile(published_wheel("iniconfig", "2.0.0"))
    assert (unpacked_wheel("iniconfig", "2.0.0") / "iniconfig" / "__init__.py").is_file()
