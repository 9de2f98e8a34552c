"""What a marker set can say about a decorator, as it comes out in marks."""

from pathlib import Path

import pytest

from api_stability.markers.loader import parse_marker_set
from tests.readers.python.requests import by_id, read_files

SET = """
name = "ours"
source = "a test"
deprecating = ["legacy"]
module-names = ["nightly"]

[attributes]
__our_level__ = "level"
__our_reason__ = "reason"

[[decorators]]
paths = ["marks.api", "marks._impl.api"]
level = "stable"
signature = "obj=None, *, stability='stable', group=None"
arguments = { stability = "level" }

[[decorators]]
paths = ["marks.**.old"]
deprecates = true
signature = "since, /, message='', *, pending=False, addendum='', subject=None"
[decorators.arguments]
since = "since"
message = "reason"
addendum = "reason+"
subject = "other"
pending = { role = "level", values = { True = "pending-deprecation" } }

[[decorators]]
paths = ["marks.by_class"]
deprecates = true
[decorators.arguments]
"0" = { role = "removal", values = { Version4Warning = "4.0", Version5Warning = "5.0" } }
name = "parameter"
to = "alternative"

[[decorators]]
paths = ["marks.renamed"]
deprecates = true
signature = "old, new, version=None"
[decorators.arguments]
old = "parameter"
new = "alternative"
version = { role = "since", required = true }

[[decorators]]
paths = ["marks.removed"]
level = "removed"
arguments = { "*.name" = "parameter", "*.since" = "since", "*.hint" = "reason" }
"""
USES = {
    "@marks.api": ("f", "stable", None, None, None, (), None),
    "@marks.api(stability='beta')": ("f", "beta", None, None, None, (), None),
    "@marks.api(stability='legacy')": ("f", "legacy", True, None, None, (), None),
    "@marks._impl.api()": ("f", "stable", None, None, None, (), None),
    "@marks.a.b.old('1.0')": ("f", "deprecated", True, None, "1.0", (), None),
    "@marks.x.old('1', 'Why.', addendum='More.')": (
        ("f", "deprecated", True, "Why. More.", "1", (), None)
    ),
    "@marks.x.old('1', pending=True)": ("f", "pending-deprecation", True, None, "1", (), None),
    "@marks.x.old('1', pending=False)": ("f", "deprecated", True, None, "1", (), None),
    "@marks.x.old('1', subject='another thing')": None,
    "@marks.by_class(w.Version5Warning, name='a', to='b')": (
        ("f(a)", "deprecated", True, None, None, ("b",), "5.0")
    ),
    "@marks.by_class(Warning, name='a')": ("f(a)", "deprecated", True, None, None, (), None),
    "@marks.renamed('a', 'b', '1.1')": ("f(a)", "deprecated", True, None, "1.1", ("b",), None),
    "@marks.renamed('a', 'b')": None,
    "@marks.removed(R(name='a', since='1', hint='Why.'))": (
        ("f(a)", "removed", None, "Why.", "1", (), None)
    ),
    "@marks.other": None,
}


@pytest.mark.parametrize("use", USES)
def test_arguments(use: str, tmp_path: Path) -> None:
    source = f"import marks\nimport warns as w\n{use}\ndef f(a, b): ...\n"
    sets = (parse_marker_set(SET, where="ours.toml"),)
    found = by_id(read_files(tmp_path, {"pkg.py": source}, "pkg", marker_sets=sets))
    marks = [
        (
            name.removeprefix("pkg."),
            mark.raw_level,
            mark.deprecates,
            mark.reason,
            mark.since,
            mark.alternatives,
            mark.removal,
        )
        for name, each in found.items()
        for mark in each.marks
    ]
    expected = USES[use]
    assert marks == ([expected] if expected else [])


def test_each_argument_is_a_mark(tmp_path: Path) -> None:
    source = (
        "import marks\n@marks.removed(R(name='a', since='1'), R(name='b', since='2'))\n"
        "def f(): ...\n"
    )
    sets = (parse_marker_set(SET, where="ours.toml"),)
    found = by_id(read_files(tmp_path, {"pkg.py": source}, "pkg", marker_sets=sets))
    assert [found[f"pkg.f({name})"].marks[0].since for name in "ab"] == ["1", "2"]
    assert not found["pkg.f"].marks


def test_unknown_flag_is_not_guessed(tmp_path: Path) -> None:
    source = "import marks\n@marks.x.old('1', pending=marks.FLAG)\ndef f(): ...\n"
    sets = (parse_marker_set(SET, where="ours.toml"),)
    found = by_id(read_files(tmp_path, {"pkg.py": source}, "pkg", marker_sets=sets))
    assert found["pkg.f"].marks[0].unresolved == ("level: marks.FLAG",)


def test_attributes_and_names_of_a_set(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "def f(): ...\nf.__our_level__ = 'legacy'\n"
        "def mark(g):\n    g.__our_level__ = 'beta'\n    return g\n@mark\ndef h(): ...\n"
        "def i(): ...\ni.__stability__ = 'beta'\n",
        "pkg/_nightly.py": "",
    }
    sets = (parse_marker_set(SET, where="ours.toml"),)
    found = by_id(read_files(tmp_path, files, "pkg", marker_sets=sets))
    marks = {name: each.marks[0] for name, each in found.items() if each.marks}
    assert {name: (m.raw_level, m.deprecates, m.form) for name, m in marks.items()} == {
        "pkg.f": ("legacy", True, "assignment"),
        "pkg.h": ("beta", None, "decorator"),
        "pkg._nightly": ("nightly", None, "name"),
    }
