"""A page shows what the sources say when it is built, and the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.griffe.building import build, copy_root
from tests.griffe.pages import read_objects

pytest.importorskip("mkdocstrings_handlers.python", reason="mkdocstrings-python is absent")
pytestmark = pytest.mark.usefixtures("templates")


def test_a_decorator_is_changed(tmp_path: Path) -> None:
    folder = copy_root("depot", tmp_path / "depot")
    assert read_objects(build(folder).article("package"))["depot.find"].badges == ["Beta"]
    file = folder / "src/depot/_shelves.py"
    file.write_text(file.read_text("utf-8").replace("@beta(", "@experimental("))
    assert read_objects(build(folder).article("package"))["depot.find"].badges == ["Experimental"]


def test_the_same_bytes(tmp_path: Path) -> None:
    first, second = (
        build(copy_root("depot", tmp_path / name / "depot")) for name in ("one", "two")
    )
    for page in sorted(first.site.glob("*.html")):
        assert page.read_bytes() == (second.site / page.name).read_bytes()
