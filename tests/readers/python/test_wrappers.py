"""Functions of a project that only give somebody else's marker are read like what they give."""

from pathlib import Path

import pytest

from api_stability.markers.loader import parse_marker_set
from tests.readers.python.requests import by_id, read_files

SET = """
name = "theirs"
source = "a test"

[[decorators]]
paths = ["theirs.deprecated"]
deprecates = true
signature = "reason='', version=None, *, removal=None, quiet=False"
arguments = { reason = "reason", version = "since", removal = "removal" }

[[decorators]]
paths = ["theirs.experimental"]
level = "experimental"
signature = "func, note=''"
object = "func"
arguments = { note = "reason" }
"""
HEAD = "from functools import partial, wraps\nfrom theirs import deprecated, experimental\n"


def said(tmp_path: Path, marks: str, use: str = "@m('Why.')\ndef f(): ...") -> object:
    """Level, since, removal, reason and what is unknown of ``f``; ``None``: it is not marked."""
    sets = (parse_marker_set(SET, where="theirs.toml"),)
    files = {
        "pkg/__init__.py": "",
        "pkg/marks.py": HEAD + marks,
        "pkg/use.py": f"from pkg.marks import m\nfrom pkg import marks\n{use}\n",
    }
    found = [
        by_id(read_files(tmp_path, files, "pkg", marker_sets=sets, marked_only=fast)).get(
            "pkg.use.f"
        )
        for fast in (False, True)
    ]
    marked = [each.marks if each is not None else () for each in found]
    assert marked[0] == marked[1]
    if not marked[0]:
        return None
    (mark,) = marked[0]
    return mark.raw_level, mark.since, mark.removal, mark.reason, mark.unresolved


READ = {
    "gives": "def m(text):\n    '''Doc.'''\n    return deprecated(text, version='1.' + '0')",
    "names": "V = '1.0'\ndef m(text, version=V):\n"
    "    return deprecated(reason=text, version=version)",
    "passes on": "def m(*args, **kw):\n    return deprecated(*args, version='1.0', **kw)",
    "takes out": "def m(text, **kw):\n    if 'x' in kw:\n        kw.pop('x')\n"
    "    return deprecated(text, '1.0', **kw)",
    "local": "def m(text):\n    version = '1.0'\n"
    "    mark = deprecated(text, version)\n    return mark",
    "applies": "def m(text):\n    def decorate(f):\n        return deprecated(text, '1.0')(f)\n"
    "    return decorate",
    "chain": "def n(text, v):\n    return deprecated(text, v)\n"
    "def m(text):\n    return n(text, '1.0')",
    "partial": "n = partial(deprecated, version='1.0')\ndef m(text):\n    return n(text)",
    "renamed": "from theirs import deprecated as _d\ndef m(text):\n    return _d(text, '1.0')",
    "raises": "def m(text):\n    if not text:\n        raise ValueError\n"
    "    return deprecated(text, '1.0')",
}


@pytest.mark.parametrize("name", READ)
def test_what_a_function_gives(name: str, tmp_path: Path) -> None:
    assert said(tmp_path, READ[name]) == ("deprecated", "1.0", None, "Why.", ())


BARE = {
    "def m(f):\n    return deprecated('Why.', '1.0')(f)": ("deprecated", "1.0"),
    "def m(f):\n    f = deprecated('Why.', '1.0')(f)\n    return f": ("deprecated", "1.0"),
    "def m(f):\n    return experimental(f, 'Why.')": ("experimental", None),
}


@pytest.mark.parametrize("marks", BARE)
@pytest.mark.parametrize("use", ["@m\ndef f(): ...", "@marks.m\ndef f(): ...", "f = m(print)"])
def test_what_a_function_applies(marks: str, use: str, tmp_path: Path) -> None:
    level, since = BARE[marks]
    assert said(tmp_path, marks, use) == (level, since, None, "Why.", ())


PARTLY = {
    "def m(text):\n    text += '!'\n    return deprecated(text, '1.0')": "reason: text",
    "def m(text):\n    if text:\n        text = text.strip()\n    return deprecated(text, '1.0')": (
        "reason: text"
    ),
    "def m(text, **kw):\n    return deprecated(text.nothing, '1.0', **kw)": "reason: text.nothing",
    "text = 'Not this.'\ndef m(_):\n    for text in 'ab':\n        pass\n"
    "    return deprecated(text, '1.0')": "reason: text",
    "f = 'Not this.'\ndef m(_):\n    def decorate(f):\n        return deprecated(f, '1.0')(f)\n"
    "    return decorate": "reason: f",
}


@pytest.mark.parametrize("marks", PARTLY)
def test_what_it_computes_is_unknown(marks: str, tmp_path: Path) -> None:
    assert said(tmp_path, marks) == ("deprecated", "1.0", None, None, (PARTLY[marks],))


def test_what_it_may_have_taken_out_is_unknown(tmp_path: Path) -> None:
    marks = (
        "def m(text, **kw):\n    kw.pop('removal', None)\n    return deprecated(text, '1.0', **kw)"
    )
    found = said(tmp_path, marks, "@m('Why.', removal='2.0', quiet=True)\ndef f(): ...")
    assert found == ("deprecated", "1.0", None, "Why.", ("removal: ...",))


NOT_READ = {
    "two returns": "def m(text):\n    if text:\n        return deprecated(text)\n"
    "    return deprecated()",
    "another name": "def deprecated(x): ...\ndef m(text):\n    return deprecated(text)",
    "given": "def m(deprecated):\n    return deprecated('x')",
    "own import": "def m(text):\n    from others import deprecated\n    return deprecated(text)",
    "generator": "def m(text):\n    yield\n    return deprecated(text)",
    "decorated": "import x\n@x.y\ndef m(text):\n    return deprecated(text)",
    "something else": "def m(text):\n    return deprecated(text)(print)",
    "coroutine": "async def m(text):\n    return deprecated(text)",
    "several": "import sys\nif sys.x:\n    def m(text):\n        return deprecated(text)\n"
    "else:\n    def m(text):\n        return deprecated('Otherwise.')",
}


@pytest.mark.parametrize("name", NOT_READ)
def test_what_is_not_certain_is_not_read(name: str, tmp_path: Path) -> None:
    assert said(tmp_path, NOT_READ[name]) is None


@pytest.mark.parametrize("use", ["@m\ndef f(): ...", "f = m(print)", "f = m('x')"])
def test_what_gives_a_marker_must_be_called(use: str, tmp_path: Path) -> None:
    assert said(tmp_path, "def m(text):\n    return deprecated(text)", use) is None


def test_what_applies_a_marker_must_not_be_called(tmp_path: Path) -> None:
    assert said(tmp_path, "def m(f):\n    return deprecated()(f)", "@m()\ndef f(): ...") is None
