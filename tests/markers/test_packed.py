"""What is packed is what the files say, and only stands for files that say it."""

from __future__ import annotations

from api_stability.markers import packed, shipped_marker_sets
from api_stability.markers.loader import parse_marker_set
from tools.pack_markers import FOLDER, pack_all


def test_the_packed_file_is_current() -> None:
    assert (FOLDER / packed.NAME).read_bytes() == pack_all(), "run python -m tools.pack_markers"


def test_what_is_packed_is_what_the_files_say() -> None:
    for name in shipped_marker_sets():
        data = (FOLDER / f"{name}.toml").read_bytes()
        assert packed.unpack(name, data) == parse_marker_set(data.decode(), where=name)


def test_an_edited_file_counts_more_than_what_was_packed() -> None:
    data = (FOLDER / "ray.toml").read_bytes()
    assert packed.unpack("ray", data) is not None
    assert packed.unpack("ray", data + b"\n") is None
    assert packed.unpack("nobody's", data) is None
