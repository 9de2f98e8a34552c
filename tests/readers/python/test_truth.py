"""Published packages, read with the shipped marker sets, against what importing them recorded.

No package has a case of its own in the reader: what differs between them is in marker sets.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from api_stability.model.inventory import Reading
from api_stability.model.symbols import Declaration, Mark
from api_stability.readers.python import read_python
from tests.readers.python.requests import make_request
from tests.support.wheels import PublishedWheel

Row = dict[str, Any]


@dataclass(frozen=True)
class Package:
    """What is expected of one package."""

    distribution: str
    version: str
    name: str
    rows: int
    """How many rows there are, and how many of them were seen at run time."""
    seen: int
    levels: dict[str, int]
    """Rows by raw level."""
    unresolved: int = 0
    """Rows of which something can be known by running code alone."""
    elsewhere: int = 0
    """Marks in files that the rows do not cover."""


PACKAGES = [
    Package(
        distribution="dagster",
        version="1.13.28",
        name="dagster",
        rows=192,
        seen=192,
        levels={"beta": 48, "deprecated": 114, "preview": 17, "superseded": 13},
        unresolved=18,
    ),
    Package(
        distribution="langchain-core",
        version="1.8.1",
        name="langchain_core",
        rows=23,
        seen=23,
        levels={"beta": 9, "deprecated": 14},
    ),
    Package(
        distribution="mlflow-skinny",
        version="3.17.2",
        name="mlflow",
        rows=202,
        seen=150,
        levels={"deprecated": 74, "developer-stable": 25, "experimental": 103},
        # PEP 702 in stubs of generated protocol buffers, one of them for each accessor
        elsewhere=7,
    ),
    Package(
        distribution="optuna",
        version="5.0.0",
        name="optuna",
        rows=72,
        seen=72,
        levels={"deprecated": 28, "experimental": 44},
    ),
]
NAMES = [package.distribution for package in PACKAGES]


class Found(NamedTuple):
    """One decorator's mark on one symbol."""

    declaration: Declaration
    mark: Mark

    def is_of(self, path: str) -> bool:
        return f"python:{path}" in {self.declaration.id, *self.declaration.aliases}


@dataclass(frozen=True)
class Case:
    """A package, the rows about it, and what was read."""

    package: Package
    rows: list[Row]
    reading: Reading

    def found(self) -> Iterator[Found]:
        for declaration in self.reading.declarations:
            for mark in declaration.marks:
                if mark.form in {"decorator", "call"}:
                    yield Found(declaration, mark)


@pytest.fixture(scope="module")
def read_case(shared_data: Path, unpacked_wheel: PublishedWheel) -> Callable[[Package], Case]:
    """Read a package once for all tests of this module."""
    known: dict[str, Case] = {}

    def read(package: Package) -> Case:
        if package.name not in known:
            file = shared_data / "python" / "truth" / f"{package.distribution}.jsonl"
            lines = file.read_text(encoding="utf-8").splitlines()
            root = unpacked_wheel(package.distribution, package.version)
            reading = read_python(make_request(root, package.name))
            known[package.name] = Case(package, [json.loads(line) for line in lines], reading)
        return known[package.name]

    return read


@pytest.fixture(params=PACKAGES, ids=NAMES)
def case(request: pytest.FixtureRequest, read_case: Callable[[Package], Case]) -> Case:
    return read_case(request.param)


def wanted_symbols(row: Row) -> list[str]:
    """The symbols that a row is about: an object, or parameters of it."""
    parameters = row.get("parameter")
    if parameters is None:
        return [row["qualified_name"]]
    names = [parameters] if isinstance(parameters, str) else parameters
    return [f"{row['qualified_name']}({name})" for name in names]


def test_counts(case: Case) -> None:
    package = case.package
    assert len(case.rows) == package.rows
    assert sum("runtime" in row["method"] for row in case.rows) == package.seen
    assert Counter(row["level"] for row in case.rows) == package.levels
    assert case.reading.source.complete


def test_every_row_is_found_as_it_is(case: Case) -> None:
    found: dict[tuple[str | None, int | None], list[Found]] = {}
    for each in case.found():
        found.setdefault((each.mark.file, each.mark.line), []).append(each)
    unresolved = 0
    for row in case.rows:
        here = found.get((row["file"], row["decorator_line"]), [])
        for symbol in wanted_symbols(row):
            (mark,) = [each.mark for each in here if each.is_of(symbol)]
            assert (mark.raw_level, mark.name) == (row["level"], row["decorator"])
            if mark.unresolved:
                unresolved += 1
                assert mark.since is mark.removal is None
                continue
            assert mark.since == row["since"]
            assert mark.removal == row["removal"]
            assert (" ".join(mark.alternatives) or None) == row["alternative"]
            if row["reason"] is not None:
                assert mark.reason == row["reason"]
    assert unresolved == case.package.unresolved


def test_nothing_else_is_found(case: Case) -> None:
    wanted = Counter(
        (row["file"], row["decorator_line"]) for row in case.rows for _ in wanted_symbols(row)
    )
    found = Counter((each.mark.file, each.mark.line) for each in case.found())
    covered = {row["file"] for row in case.rows}
    assert {place: count for place, count in found.items() if place[0] in covered} == wanted
    assert sum(count for place, count in found.items() if place[0] not in covered) == (
        case.package.elsewhere
    )


def test_what_cannot_be_known_is_said(case: Case) -> None:
    said = [each for each in case.reading.diagnostics if each.grade == "unresolved"]
    assert len(said) == case.package.unresolved
    for each in said:
        assert each.file
        assert each.line
        assert each.symbol


def test_only_dagster_computes_arguments_by_a_function(
    read_case: Callable[[Package], Case],
) -> None:
    case = read_case(PACKAGES[0])
    texts = {text for each in case.found() for text in each.mark.unresolved}
    assert len(texts) == 18
    assert all(text.startswith("arguments: **_get_deprecation_kwargs(") for text in texts)
