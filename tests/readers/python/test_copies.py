"""A copy of our decorators in a project is recognised, whatever its module is called."""

from pathlib import Path

from tests.readers.python.requests import by_id, read_files

USES = """
from pkg._stability import beta, deprecated as old, experimental, removal
import typing_extensions

@experimental("Early.", feature="kv")
def early(): ...

@beta
def bare(): ...

@old("Old.", "2.0", alternative="pkg.bare", since="1.1")
def gone(): ...

@removal("3.0")
@typing_extensions.deprecated("PEP 702.")
def leaves(): ...

@beta(parameter="x")
def with_parameter(x): ...
"""


def test_vendored_file(tmp_path: Path) -> None:
    from api_stability.runtime.vendoring import vendored_source

    vendored = vendored_source()
    files = {"pkg/__init__.py": USES, "pkg/_stability.py": vendored}
    reading = read_files(tmp_path, files, "pkg")
    found = {
        name: [
            (m.name, m.raw_level, m.reason, m.since, m.removal, m.alternatives, m.feature)
            for m in each.marks
        ]
        for name, each in by_id(reading).items()
        if each.marks
    }
    assert found == {
        "pkg.early": [
            ("pkg._stability.experimental", "experimental", "Early.", None, None, (), "kv")
        ],
        "pkg.bare": [("pkg._stability.beta", "beta", None, None, None, (), None)],
        "pkg.gone": [
            ("pkg._stability.deprecated", "deprecated", "Old.", "1.1", "2.0", ("pkg.bare",), None)
        ],
        "pkg.leaves": [
            ("pkg._stability.removal", "deprecated", None, None, "3.0", (), None),
            ("typing_extensions.deprecated", "deprecated", "PEP 702.", None, None, (), None),
        ],
        "pkg.with_parameter(x)": [("pkg._stability.beta", "beta", None, None, None, (), None)],
    }
    assert not [each for each in reading.diagnostics if each.grade != "note"]


def test_same_name_with_other_parameters_is_no_copy(tmp_path: Path) -> None:
    source = (
        "def beta(name, *, other=None):\n    'Nothing about __stability__.'\n"
        "    return lambda f: f\n\n@beta('x')\ndef f(): ...\n"
    )
    assert not by_id(read_files(tmp_path, {"pkg.py": source}, "pkg"))["pkg.f"].marks
