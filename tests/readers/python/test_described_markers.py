"""A project's own markers, described in a few lines: wherever they are, however they are used."""

from pathlib import Path

import pytest

from api_stability.markers.loader import parse_marker_set
from tests.readers.python.requests import by_id, read_files

SET = """
name = "ours"
source = "a test"

[[decorators]]
paths = ["pkg.handler.deprecated"]
deprecates = true
signature = "since, removal, *, addendum=None"
arguments = { since = "since", removal = "removal", addendum = "reason" }

[[decorators]]
paths = ["pkg.handler.deprecated.argument"]
deprecates = true
signature = "since, removal, name, *, rename=None"
arguments = { since = "since", removal = "removal", name = "parameter", rename = "alternative" }

[[decorators]]
paths = ["pkg.handler.deprecated.constant"]
deprecates = true
signature = "since, removal, name, value"
arguments = { since = "since", removal = "removal", name = "target" }

[[decorators]]
paths = ["pkg.handler.deprecated.module"]
deprecates = true
about = "module"
signature = "since, removal"
arguments = { since = "since", removal = "removal" }

[[decorators]]
paths = ["pkg.api.obsolete"]
deprecates = true
arguments = { since = "since" }

[[decorators]]
paths = ["pkg.api.status"]

[decorators.arguments]
level = { role = "level", values = { BETA = "beta", ALPHA = "alpha" } }
since = "since"

[[decorators]]
paths = ["pkg.stages.Stage.preview"]
level = "preview"
"""
FILES = {
    "pkg/__init__.py": "",
    "pkg/handler.py": "class Handler:\n    def __call__(self, a, b): ...\ndeprecated = Handler()\n",
    "pkg/_marks.py": (
        "import enum\nclass Level(enum.Enum):\n    BETA = enum.auto()\n    ALPHA = 'a'\n"
        "def obsolete(since): ...\ndef status(level=Level.BETA, since=None): ...\n"
    ),
    "pkg/api.py": "from pkg._marks import obsolete, status, Level\n",
    "pkg/stages.py": "class Stage:\n    @staticmethod\n    def preview(f): return f\n",
}
HEAD = (
    "from pkg.handler import deprecated\nfrom pkg._marks import obsolete, status, Level\n"
    "from pkg import api\nfrom pkg.stages import Stage\n"
)
USES = {
    "deprecated.module('1.0', '2.0')": ("", "deprecated", "1.0", "2.0"),
    "deprecated.constant('1.0', '2.0', 'OLD', 3)": (".OLD", "deprecated", "1.0", "2.0"),
    "@deprecated('1.0', '2.0')\ndef f(): ...": (".f", "deprecated", "1.0", "2.0"),
    "@deprecated.argument('1.0', '2.0', 'x')\ndef f(x): ...": (".f(x)", "deprecated", "1.0", "2.0"),
    "@obsolete('1.0')\ndef f(): ...": (".f", "deprecated", "1.0", None),
    "@api.obsolete('1.0')\ndef f(): ...": (".f", "deprecated", "1.0", None),
    "@status\ndef f(): ...": (".f", "beta", None, None),
    "@status()\ndef f(): ...": (".f", "beta", None, None),
    "@status(Level.ALPHA, '1.0')\ndef f(): ...": (".f", "alpha", "1.0", None),
    "@api.status(level=api.Level.BETA)\ndef f(): ...": (".f", "beta", None, None),
    "@Stage.preview\ndef f(): ...": (".f", "preview", None, None),
}


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("use", USES)
def test_use(use: str, fast: bool, tmp_path: Path) -> None:
    sets = (parse_marker_set(SET, where="ours.toml"),)
    files = {**FILES, "pkg/use.py": f"{HEAD}{use}\n"}
    found = by_id(read_files(tmp_path, files, "pkg", marker_sets=sets, marked_only=fast))
    ((name, (mark,)),) = ((name, each.marks) for name, each in found.items() if each.marks)
    about, *values = USES[use]
    assert name == f"pkg.use{about}"
    assert [mark.raw_level, mark.since, mark.removal] == values
    assert not mark.unresolved
