"""Requirement: an inventory is fresh only when nothing that it was made from has changed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec
import pytest

from api_stability.freshness import Snapshot, is_fresh, take_snapshot, write_whole


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    one, two = tmp_path / "a.py", tmp_path / "b.py"
    for file in (one, two):
        file.write_text("x = 1\n")
        os.utime(file, ns=(10**18, 10**18))
    return one, two


def snapshot(files: tuple[Path, ...]) -> Snapshot:
    return take_snapshot("key", files, now_ns=time.time_ns())


def test_nothing_changed(files: tuple[Path, Path]) -> None:
    taken = snapshot(files)
    assert is_fresh(taken, "key", files)
    assert is_fresh(taken, "key", (files[1], files[0], files[0]))
    assert not is_fresh(taken, "other", files)


def test_unchanged_files_are_not_read(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = snapshot(files)
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("read"))
    assert is_fresh(taken, "key", files)


def test_touched_is_fresh_edited_is_not(files: tuple[Path, Path]) -> None:
    taken = snapshot(files)
    files[0].touch()
    assert is_fresh(taken, "key", files)
    files[0].write_text("x = 2\n")
    assert not is_fresh(taken, "key", files)


def test_an_edit_that_keeps_size_and_time_is_seen_when_the_file_was_new(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("x = 1\n")
    times = file.stat()
    taken = snapshot((file,))
    file.write_text("x = 2\n")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not is_fresh(taken, "key", (file,))


def test_more_or_fewer_files(files: tuple[Path, Path], tmp_path: Path) -> None:
    taken = snapshot(files)
    assert not is_fresh(taken, "key", files[:1])
    assert not is_fresh(taken, "key", (*files, tmp_path / "c.py"))
    files[1].unlink()
    assert not is_fresh(taken, "key", files)


def test_what_cannot_be_read_is_compared_too(tmp_path: Path) -> None:
    fifo, missing = tmp_path / "fifo", tmp_path / "missing"
    os.mkfifo(fifo)
    taken = snapshot((fifo, missing))
    assert is_fresh(taken, "key", (fifo, missing))
    missing.write_text("")
    assert not is_fresh(taken, "key", (fifo, missing))


def test_files_are_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "new" / "x.json"
    write_whole(target, b"old")
    monkeypatch.setattr(os, "fdopen", lambda *_args: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "there" / "x.json", tmp_path / "link.json"
    target.parent.mkdir()
    link.symlink_to("there/x.json")
    for data in (b"first", b"second"):  # it leads to nothing at first
        write_whole(link, data)
        assert link.is_symlink()
        assert target.read_bytes() == data
    assert list(target.parent.iterdir()) == [target]


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "x.json"
    target.touch()
    target.chmod(0o640)
    write_whole(target, b"new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(fifo, b"data")
    assert os.read(reader, 10) == b"data"
    os.close(reader)
    assert fifo.is_fifo()


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    file = tmp_path / "a\udcff.py"
    file.touch()
    taken = snapshot((file,))
    assert is_fresh(msgspec.json.decode(msgspec.json.encode(taken), type=Snapshot), "key", (file,))
