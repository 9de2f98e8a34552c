"""Every decorator of the shared list of real ones is described by a shipped set."""

from pathlib import Path

import yaml

from api_stability.markers import load_marker_set, shipped_marker_sets


def test_every_decorator_is_described(shared_data: Path) -> None:
    text = (shared_data / "python" / "vocabulary.yaml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text)["decorators"]
    described = {
        path
        for name in shipped_marker_sets()
        for marker in load_marker_set(name, base=Path()).decorators
        for path in marker.paths
    }
    wanted = {entry["decorator"].partition(" ")[0] for entry in entries}
    assert len(entries) == 46
    assert wanted - described == set()
