"""Generated sources: nothing crashes, and a simple reading agrees on all that it understands.

``API_STABILITY_EXAMPLES=10000`` makes as many of them.
"""

import os
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api_stability.model.inventory import Reading
from api_stability.readers.python import read_python
from tests.readers.python.reference import NotUnderstoodError, Said, read_module
from tests.readers.python.requests import make_request, write_files

EXAMPLES = int(os.environ.get("API_STABILITY_EXAMPLES", "300"))
MANY = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])

NAMES = st.sampled_from(
    [
        *("f", "g", "h", "_p", "C", "D", "x", "run", "__init__", "__new__", "_q"),
        *(f"n{number}" for number in range(12)),
    ]
)
VERSIONS = st.sampled_from(["1.0", "2.1.3", "v3", "0.9.dev1", "2024.1"])
TEXTS = st.sampled_from(["", "Use g.", "It is old:\nuse `h` instead.", "Ünï.", "{x} % s \\ y"])
DECORATORS = st.sampled_from(
    [
        *("warnings.deprecated", "w.deprecated", "deprecated", "gone"),
        *("typing_extensions.deprecated", "other.deprecated", "old.deprecated"),
        *("property", "staticmethod", "functools.cache"),
    ]
)
IMPORTS = [
    "import warnings",
    "import warnings as w",
    "from warnings import deprecated",
    "from typing_extensions import deprecated as gone",
    "import typing_extensions",
    "import functools, other",
    "from other import warnings as old",
    "from typing import overload",
    "gone = warnings.deprecated",
]


def indent(text: str, by: int = 4) -> str:
    return "\n".join(" " * by + line if line else "" for line in text.split("\n"))


@st.composite
def directives(draw: st.DrawFn) -> str:
    body = draw(TEXTS)
    gap = draw(st.sampled_from(["", "\n"]))
    head = f".. deprecated:: {draw(VERSIONS)}"
    return f"{head}\n{gap}{indent(body, draw(st.sampled_from([3, 4])))}" if body else head


@st.composite
def docstrings(draw: st.DrawFn) -> str:
    parts = ["Summary."]
    if draw(st.booleans()):
        parts.append(draw(directives()))
    for section in draw(st.permutations(["Parameters", "Returns", "Notes"]))[: draw(SIZES)]:
        lines = [section, "-" * len(section)]
        if section == "Notes":
            lines += ["Text.", "", draw(directives())] if draw(st.booleans()) else ["Text."]
        for name in draw(st.lists(st.sampled_from("abc"), max_size=2, unique=True)):
            if section != "Notes":
                lines += [f"{name} : int", "    A number.", ""]
                lines += [indent(draw(directives())), ""] if draw(st.booleans()) else []
        parts.append("\n".join(lines))
    quotes = '"""' if draw(st.booleans()) else "'''"
    # a raw text, since one that escapes has other lines than its source
    return f"r{quotes}" + "\n\n".join(parts) + f"\n{quotes}"


SIZES = st.integers(0, 3)


@st.composite
def reasons(draw: st.DrawFn) -> str:
    """A text in one piece or several, on one line or several."""
    pieces = [repr(each) for each in draw(st.lists(TEXTS, min_size=1, max_size=3))]
    return draw(st.sampled_from([" ", " + ", "\n    "])).join(pieces)


@st.composite
def variants(draw: st.DrawFn) -> str:
    """A property with its setter, or overloads: each marked or not, in any order."""
    name = draw(NAMES)
    mark = st.sampled_from(["", "@warnings.deprecated('Old.')\n", "@deprecated('Set' + ' it.')\n"])
    if draw(st.booleans()):
        getter = f"{draw(mark)}@property\ndef {name}(self): ...\n"
        return f"{getter}@{name}.setter\n{draw(mark)}def {name}(self, value): ..."
    types = draw(st.lists(st.sampled_from(["int", "str | None", "list[int]"]), max_size=3))
    texts = [f"@overload\n{draw(mark)}def {name}(x: {each}): ..." for each in types]
    return "\n".join([*texts, f"{draw(mark)}def {name}(x): ..."])


@st.composite
def branches(draw: st.DrawFn) -> str:
    """The same or different functions, whichever branch is taken."""
    bodies = [draw(definitions(depth=2) | st.just("pass")) for _ in range(2)]
    heads = draw(st.sampled_from([("if x:", "else:"), ("try:", "except ImportError:")]))
    return "\n".join(f"{head}\n{indent(body)}" for head, body in zip(heads, bodies, strict=True))


@st.composite
def definitions(draw: st.DrawFn, depth: int = 0) -> str:
    lines = []
    for decorator in draw(st.lists(DECORATORS, max_size=2)):
        call = decorator.endswith(("deprecated", "gone"))
        lines.append(f"@{decorator}({draw(reasons())})" if call else f"@{decorator}")
    name = draw(NAMES)
    body = [draw(docstrings())] if draw(st.booleans()) else []
    if draw(st.integers(0, 2)) == 0 and depth < 2:
        lines.append(f"class {name}:")
        inner = definitions(depth=depth + 1) | statements() | variants()
        body += draw(st.lists(inner, max_size=3))
    else:
        lines.append(f"{draw(st.sampled_from(['', 'async ']))}def {name}(a, b=1):")
        body += draw(st.lists(st.just("def f():\n    'Inner.'") | statements(), max_size=1))
    body.append("pass")
    return "\n".join([*lines, *(indent(each) for each in body)])


def statements() -> st.SearchStrategy[str]:
    return st.sampled_from(
        ["x = 1", "LIMIT: int = 2", "f()", "'text'", "if x:\n    y = 1", "z = w = 3", "del x"]
    )


@st.composite
def modules(draw: st.DrawFn) -> str:
    parts = [draw(docstrings())] if draw(st.booleans()) else []
    parts += draw(st.lists(st.sampled_from(IMPORTS), max_size=4, unique=True))
    parts += draw(st.lists(definitions() | statements() | variants() | branches(), max_size=4))
    for name in draw(st.lists(NAMES, max_size=2)):
        parts.append(f"{name}.__stability__ = {draw(st.sampled_from(['beta', 'stable']))!r}")
    return "\n".join(parts) + "\n"


def read(source: str) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        return read_python(make_request(write_files(Path(folder), {"pkg.py": source}), "pkg"))


def by_name(reading: Reading) -> dict[str, list[Said]]:
    return {
        each.id.removeprefix("python:"): [
            (
                mark.form,
                mark.raw_level or "",
                mark.since,
                " ".join(mark.reason.split()) if mark.reason else None,
            )
            for mark in each.marks
        ]
        for each in reading.declarations
    }


def in_order(found: dict[str, list[Said]]) -> dict[str, list[Said]]:
    return {name: sorted(set(said), key=str) for name, said in found.items()}


UNDERSTOOD: Counter[bool] = Counter()


@MANY
@given(modules())
def test_a_simple_reading_agrees(source: str) -> None:
    reading = read(source)
    try:
        expected = read_module(source, "pkg")
    except NotUnderstoodError:
        UNDERSTOOD[False] += 1
        return
    UNDERSTOOD[True] += 1
    assert in_order(by_name(reading)) == in_order(expected)


def test_it_understands_enough() -> None:
    """Run after the other: a reference that understands nothing would agree with everything."""
    assert UNDERSTOOD[True] * 4 >= UNDERSTOOD.total()


@MANY
@given(modules(), st.data())
def test_no_torn_source_crashes(source: str, data: st.DataObject) -> None:
    """Cut, repeated and moved anywhere, each is read or costs one located diagnostic."""
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    torn = data.draw(
        st.sampled_from(
            [source[:start] + source[end:], source[:end] + source[start:], source[start:end]]
        )
    )
    reading = read(torn)
    incomplete = [each for each in reading.diagnostics if each.grade == "incomplete"]
    assert len(incomplete) <= 1
    assert all(each.file and each.line for each in incomplete)
    assert bool(incomplete) is not reading.source.complete
    assert any(each.id == "python:pkg" for each in reading.declarations)
