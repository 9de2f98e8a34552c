"""Counts of marks in published packages, as the guide's table shows them."""

import re
from collections import Counter
from pathlib import Path

import pytest

from api_stability.readers.python import read_python
from tests.readers.python.requests import make_request
from tests.support.wheels import PublishedWheel

GUIDE = Path(__file__).resolve().parents[3] / "example_docs" / "markers.md"
ROW = re.compile(r"\| ([\w-]+) \| (\d[\w.]*) \| ([^|]+) \| (\d+) \|")
ROWS = ROW.findall(GUIDE.read_text(encoding="utf-8"))
PACKAGES = {
    "ibis-framework": "ibis",
    "scikit-image": "skimage",
    "semantic-kernel": "semantic_kernel",
    "scikit-learn": "sklearn",
    "opentelemetry-semantic-conventions": "opentelemetry.semconv",
}


def test_there_are_rows() -> None:
    assert len(ROWS) >= 8


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_counts_are_as_the_guide_says(
    row: tuple[str, str, str, str], unpacked_wheel: PublishedWheel
) -> None:
    distribution, version, levels, unresolved = row
    root = unpacked_wheel(distribution, version)
    package = PACKAGES.get(distribution, distribution)
    request = make_request(root, package, exclude=("**.tests.**",), marked_only=True)
    reading = read_python(request)
    marks = [
        mark
        for each in reading.declarations
        for mark in each.marks
        if mark.form in {"decorator", "call"}
    ]
    counts = Counter(mark.raw_level for mark in marks)
    shown = ", ".join(f"{word} {counts[word]}" for word in sorted(counts, key=str))
    unknown = {
        (each.file, each.symbol) for each in reading.diagnostics if each.grade == "unresolved"
    }
    assert (shown, str(len(unknown))) == (levels, unresolved)
