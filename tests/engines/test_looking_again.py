"""When a project is looked at again by engines that do not say that a build begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from api_stability.markdown.engines import _builds_strictly
from api_stability.pipeline import open_workspace
from api_stability.sites import LOOK_AGAIN, PAUSE, Asked, Sites, Watched, find_watched
from tests.engines.test_rebuilds import FILES, mark
from tests.sphinx.building import write_files


@pytest.mark.parametrize(
    ("steps", "is_seen"),
    [
        ([PAUSE / 2], False),
        ([PAUSE * 2], True),
        ([PAUSE / 2] * int(LOOK_AGAIN / PAUSE), False),
        ([PAUSE / 2] * int(LOOK_AGAIN / PAUSE * 2 + 1), True),
    ],
    ids=["the next page", "after a pause", "page after page", "page after page, for long"],
)
def test_a_change_is_seen(steps: list[float], is_seen: bool, tmp_path: Path) -> None:
    now = [0.0]
    sites = Sites(clock=lambda: now[0])
    asked = Asked(start=write_files(tmp_path, FILES), cache=tmp_path / ".cache")

    def read_level() -> str:
        symbol = sites.open(asked).site.index.find_symbol("python:lib.f")
        assert symbol is not None
        return symbol.level

    assert read_level() == "beta"
    mark(tmp_path, "experimental", later=2)
    found = []
    for step in steps:
        now[0] += step
        found.append(read_level())
    assert found[-1] == ("experimental" if is_seen else "beta")


def test_what_is_watched_is_not_the_whole_project(tmp_path: Path) -> None:
    """Its folder has the site and our cache in it, which each build writes."""
    files = {
        **FILES,
        "src/lib/deep/__init__.py": "",
        "api-stability.toml": 'annotations-file = "said/annotations.toml"\n'
        'ledger-file = "ledger.json"\n[[sources]]\nsurface = "python"\npackages = ["lib"]\n',
        "said/annotations.toml": "",
        "ledger.json": '{"format": "api-stability-ledger/1", "project": "lib", "releases": []}',
    }
    root = write_files(tmp_path, files).resolve()
    assert find_watched(open_workspace(root)) == Watched(
        folders=(root / "said", root / "src" / "lib"),
        files=(root / "api-stability.toml", root / "ledger.json"),
    )


@pytest.mark.parametrize(
    ("words", "is_configured", "is_strict"),
    [
        ("build --strict", False, True),
        ("build -s", False, True),
        ("build -cs -f zensical.toml", False, True),
        ("build -c -f s.toml", False, False),
        ("build", True, True),
        ("serve --strict", True, False),
        ("", True, False),
    ],
)
def test_what_asks_zensical_for_a_strict_build(
    words: str, is_configured: bool, is_strict: bool
) -> None:
    arguments = ["zensical", *words.split()]
    assert _builds_strictly(arguments, is_configured=is_configured) is is_strict
