"""Each object shows what the inventory says of it, and none shows anything else."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from api_stability.model.ids import PythonId, parse_id
from api_stability.model.views import Notice, plain_text
from api_stability.sites import SITES, Asked, Opened
from api_stability.views import view_badges, view_notices
from tests.griffe.building import build, with_options
from tests.griffe.pages import Seen, join_text, read_objects
from tests.support.wheels import PublishedWheel

pytest.importorskip("mkdocstrings_handlers.python", reason="mkdocstrings-python is absent")
pytestmark = pytest.mark.usefixtures("templates")
EXAMPLE = Path(__file__).parents[2] / "example_docs"
PART = re.compile(r"Parameters? |Parameters?$|(?:Setter|Deleter): |\w+\(.*?\): ")
"""A notice about a parameter, an accessor or an overload."""
EVERYTHING = {
    "show_submodules": True,
    "members_order": "source",
    "filters": [],
    "summary": False,
    "heading_level": 2,
}


@dataclass
class Expected:
    """What an object is to show of itself."""

    badges: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    brief: list[str] = field(default_factory=list)
    """The notices where what is around the object says since when."""
    is_shown: bool = False

    def check(self, seen: Seen, path: str) -> None:
        """Fail where the object shows less, or more."""
        assert seen.badges == self.badges, path
        own = [text for text in seen.notices if not PART.match(text)]
        assert own in (self.notices, self.brief), path
        self.is_shown = True


def expect_objects(opened: Opened) -> dict[str, Expected]:
    """What each Python object shows of itself, by each path that it has."""
    site, expected = opened.site, dict[str, Expected]()
    for symbol in opened.inventory.symbols:
        identity = parse_id(symbol.id) if symbol.surface == "python" else None
        if (
            not isinstance(identity, PythonId)
            or str(identity) != f"python:{'.'.join(identity.path)}"
        ):
            continue
        badges = [badge.label for badge in view_badges(symbol, site.policy, site.index)]
        notices, brief = (
            [
                notice_text(each)
                for each in view_notices(symbol, site.known, site.policy, since=since)
            ]
            for since in (True, False)
        )
        each = Expected(badges, notices, brief)
        expected.update((name.partition(":")[2], each) for name in (symbol.id, *symbol.aliases))
    return expected


def notice_text(notice: Notice) -> str:
    """A notice in one line."""
    return join_text(map(plain_text, (notice.title, *notice.lines)))


def find_unseen(expected: dict[str, Expected]) -> list[str]:
    """What is marked and was shown under none of its paths."""
    return [path for path, each in expected.items() if each.badges and not each.is_shown]


def test_the_example(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "project/src", tmp_path / "src")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "dynamo-example"\nversion = "0.9.0"\n'
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# API\n\n::: dynamo_example\n")
    built = build(tmp_path, options=EVERYTHING, strict=True)
    assert built.warnings == ()
    expected = expect_objects(SITES.open(Asked(tmp_path, cache=tmp_path / ".cache")))
    found = read_objects(built.article("index"))
    for path, seen in found.items():
        expected.get(path, Expected()).check(seen, path)
    assert len([each for each in expected.values() if each.badges and each.is_shown]) > 15
    assert find_unseen(expected) == []


def test_a_published_package(tmp_path: Path, unpacked_wheel: PublishedWheel) -> None:
    """The modules of langchain-core that have something marked in them, without a configuration."""
    wheel = unpacked_wheel("langchain-core", "1.8.1")
    (tmp_path / "api-stability.toml").write_text(
        'name = "langchain-core"\nversion = "1.8.1"\n[[sources]]\nsurface = "python"\n'
        f'packages = ["langchain_core"]\nsearch-paths = ["{wheel}"]\n'
    )
    opened = SITES.open(Asked(tmp_path, cache=tmp_path / "cache"))
    expected = expect_objects(opened)
    modules = sorted(find_modules(opened))
    assert len(modules) > 5
    (tmp_path / "docs").mkdir()
    for module in modules:
        (tmp_path / f"docs/{module}.md").write_text(f"# {module}\n\n::: {module}\n")
    options = {**EVERYTHING, "show_submodules": False, "preload_modules": []}
    built = build(tmp_path, options=options, paths=[str(wheel)], extensions=[with_options()])
    shown: dict[str, Seen] = {}
    for module in modules:
        shown.update(read_objects(built.article(module)))
    assert not [text for text in built.warnings if text.startswith("api_stability")]
    for path, seen in shown.items():
        if path in expected:  # neither inherited nor private
            expected[path].check(seen, path)
    assert len([each for each in expected.values() if each.badges and each.is_shown]) > 20
    assert find_unseen(expected) == []


def find_modules(opened: Opened) -> set[str]:
    """The modules in which something is marked."""
    found: set[str] = set()
    for symbol in opened.inventory.symbols:
        for mark in symbol.marks if symbol.public else ():
            if mark.file is not None:
                name = mark.file.removesuffix(".py").removesuffix("/__init__")
                found.add(name.replace("/", "."))
    return found
