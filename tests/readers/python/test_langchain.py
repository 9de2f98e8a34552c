"""langchain-core as published, against what was recorded by importing it."""

import json
import time
from pathlib import Path
from typing import Literal

import pytest

from api_stability.readers.python import read_python
from tests.readers.python.requests import make_request
from tests.support.wheels import PublishedWheel

VERSION = "1.8.1"


@pytest.fixture(scope="module")
def truth(shared_data: Path) -> list[dict[str, object]]:
    file = shared_data / "python" / "truth" / "langchain-core.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("public", ["names", "all"])
def test_every_mark_and_no_other(
    public: Literal["names", "all"],
    truth: list[dict[str, object]],
    unpacked_wheel: PublishedWheel,
) -> None:
    root = unpacked_wheel("langchain-core", VERSION)
    reading = read_python(make_request(root, "langchain_core", public=public))
    assert reading.source.complete
    found = {}
    for each in reading.declarations:
        marks = [mark for mark in each.marks if mark.form == "decorator"]
        for mark in marks:
            assert len(marks) == 1
            assert not mark.unresolved
            location = each.locations[0]
            path = location.file.removesuffix(".py").replace("/", ".")
            defining = next(
                name.removeprefix("python:")
                for name in (each.id, *each.aliases)
                if name.removeprefix("python:").startswith(f"{path}.")
            )
            found[defining] = (
                mark.raw_level,
                mark.since,
                mark.removal,
                " ".join(mark.alternatives) or None,
                mark.reason,
                location.file,
                location.line,
                mark.line,
                mark.name,
                each.kind,
            )
    expected = {
        row["qualified_name"]: (
            row["level"],
            row["since"],
            row["removal"],
            row["alternative"],
            row["reason"],
            row["file"],
            row["line"],
            row["decorator_line"],
            row["decorator"],
            row["kind"],
        )
        for row in truth
    }
    assert found == expected


def test_takes_seconds(unpacked_wheel: PublishedWheel) -> None:
    root = unpacked_wheel("langchain-core", VERSION)
    start = time.process_time()
    read_python(make_request(root, "langchain_core"))
    assert time.process_time() - start < 20
