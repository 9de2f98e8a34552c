"""Time and memory grow with the size of the source, whatever it says."""

import time
import tracemalloc
from pathlib import Path

import pytest

from api_stability.readers.python.syntax import count_tokens, parse_source
from tests.readers.python.requests import by_id, read_files

N = 6000
USE = "@d('x')\ndef f{0}(): ...\n"


def repeated(text: str, count: int = N) -> str:
    return "".join(text.format(number) for number in range(count))


DIAMOND = {
    f"pkg/m{n}{side}.py": f"from pkg import m{n + 1}a, m{n + 1}b\n"
    f"from pkg.m{n + 1}a import *\nfrom pkg.m{n + 1}b import *\n"
    f"__all__ = m{n + 1}a.__all__ + m{n + 1}b.__all__\n"
    for n in range(60)
    for side in "ab"
}
LARGE = {
    "assignments": {"pkg.py": repeated("c{0} = {0}\n")},
    "one-name": {"pkg.py": repeated("c = c\n")},
    "instance-attributes": {
        "pkg.py": "class C:\n def __init__(self):\n" + repeated("  self.a{0} = 1\n")
    },
    "decorators": {"pkg.py": "from warnings import deprecated as d\n" + repeated(USE)},
    "imports-of-one-name": {
        "pkg.py": repeated("if 1:\n from warnings import deprecated as d\n" + USE, 2000)
    },
    "branches": {"pkg.py": repeated("if x:\n @d('x')\n def f(): ...\n")},
    "overloads": {
        "pkg.py": "from typing import overload\nfrom warnings import deprecated as d\n"
        + repeated("@overload\n@d('x')\ndef f(x: T{0}): ...\n", 2000)
    },
    "diamonds": {
        "pkg/__init__.py": "",
        **DIAMOND,
        "pkg/m60a.py": "__all__ = ['f']\ndef f(): ...\n",
        "pkg/m60b.py": "__all__ = ['g']\ndef g(): ...\n",
    },
    "constants-doubled": {
        "pkg.py": "from warnings import deprecated\nc0 = 'x'\n"
        + "".join(f"c{n + 1} = c{n} + c{n}\n" for n in range(200))
        + "@deprecated(c200)\ndef f(): ...\n"
    },
    "widths": {
        "pkg.py": "from warnings import deprecated\n"
        "@deprecated('%9999999999d' % 1 + '{:>9999999999}'.format(1) + f'{1:>9999999999}')\n"
        "def f(): ...\n"
    },
    "aliases-that-grow": {
        "pkg/__init__.py": "from pkg.core import core\nfrom pkg.v.w import v\nx = x.y\n"
        "z = pkg.z.z\n@core.a.b\n@v\n@x.q\n@z.z\ndef f(): ...\n__all__ = ['core', 'v', 'x']\n"
    },
    "modules-in-modules": {
        f"pkg/{n}": text
        for n, text in {
            "__init__.py": "".join(f"from pkg import a as b{n}\n" for n in range(300)),
            "a.py": "from pkg import *\nimport pkg as p\nfrom pkg import b1 as c\ndef f(): ...\n",
        }.items()
    },
    "own-decorators": {
        "pkg.py": "def m0(f):\n f.__stability__ = 'beta'\n return f\n"
        + "".join(
            f"def m{n + 1}(f):\n m{n}(f, 1)\n m{n}(f, 2)\n return m{n}(f)\n" for n in range(60)
        )
        + "@m60\ndef f(): ...\n"
    },
    "own-decorators-in-a-circle": {
        "pkg.py": "def a(f):\n f.__stability__ = b(f)\n return b(f)\ndef b(f):\n return a(a(f))\n"
        "@a\n@b\ndef f(): ...\n"
    },
    "wildcards-in-a-row": {
        "pkg/__init__.py": "",
        **{
            f"pkg/m{n}.py": f"from pkg.m{(n + 1) % 700} import *\ndef f{n}(): ...\n"
            for n in range(700)
        },
    },
    "exports-in-a-row": {
        "pkg/__init__.py": "",
        **{
            f"pkg/m{n}.py": f"from pkg import m{n + 1} as m\n__all__ = m.__all__ + ['m']\n"
            for n in range(700)
        },
        "pkg/m700.py": "__all__ = []\n",
    },
    "nested-folders": {"pkg/" + "a/" * 700 + "m.py": "def f(): ...\n"},
    "nested-brackets": {
        "pkg.py": "from warnings import deprecated\n"
        f"@deprecated({'(' * 198}'x'{')' * 198})\ndef f(): ...\n"
        f"def own(r={'(' * 198}'x'{')' * 198}):\n def g(f):\n  f.__stability__ = r\n"
        "  return f\n return g\n@own()\ndef g(): ...\n"
    },
    "long-sum": {
        "pkg.py": "from warnings import deprecated\n"
        f"@deprecated({'+'.join(['unknown'] * 1500)})\ndef f(): ...\n"
        f"def own(r={'+'.join(['unknown'] * 1500)}):\n def g(f):\n  f.__stability__ = r\n"
        "  return f\n return g\n@own()\ndef g(): ...\n"
    },
    "one-line": {"pkg.py": repeated("c{0} = 'é{0}';", 20_000)},
    "warnings": {
        "pkg.py": "import warnings\n"
        + repeated("def f{0}():\n    warnings.warn('x', DeprecationWarning)\n")
    },
    "own-decorators-in-a-row": {
        "pkg.py": "def d0(f):\n f.__stability__ = 'beta'\n return f\n"
        + "".join(f"def d{n + 1}(f):\n return d{n}(f)\n" for n in range(3000))
    },
    "many-exports": {"pkg.py": f"__all__ = {[f'n{n}' for n in range(100_000)]}\n"},
    "names-in-text": {"pkg.py": "'''" + ".. deprecated" * 100_000 + "'''\n"},
    "long-text": {"pkg.py": "x = '''" + "line\n" * 200_000 + "'''\n"},
}


CUT = {
    "diamonds": {"modules-in-a-row"},
    "wildcards-in-a-row": {"modules-in-a-row", "names-in-a-row"},
    "exports-in-a-row": {"modules-in-a-row"},
    "imports-of-one-name": {"too-many-branches"},
    "branches": {"too-many-branches"},
    "modules-in-modules": {"too-many-paths"},
    "aliases-that-grow": {"names-in-a-row"},
}
"""What is not followed to its end says so."""


DENSE = {
    "names": "a,",
    "statements": "a;",
    "lines": "a\n",
    "calls": "f()\n",
    "assignments": "c = 1\n",
    "functions": "def f():0\n",
    "texts": "'a'\n",
    "formats": "f'{a}'\n",
}


@pytest.mark.parametrize("name", DENSE)
def test_a_tree_takes_memory_by_its_tokens(name: str) -> None:
    """Whatever a source consists of; the largest tree that is made has 1.2 million of them."""
    text = DENSE[name] * 3_000
    source = f"x = [{text}]\n" if text.endswith(",") else text
    tracemalloc.start()
    try:
        tree = parse_source(source)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert tree.body
    assert peak < 1000 * count_tokens(source)


@pytest.mark.parametrize("text", ["'", '"""', "\\", "f'", "#", "'\"", "rf'''", "\n"])
def test_tokens_are_counted_in_little_time(text: str) -> None:
    start = time.process_time()
    count_tokens(text * (2_000_000 // len(text)))
    assert time.process_time() - start < 5


@pytest.mark.parametrize("name", LARGE)
def test_takes_seconds_at_most(name: str, tmp_path: Path) -> None:
    start = time.process_time()
    reading = read_files(tmp_path, LARGE[name], "pkg")
    assert time.process_time() - start < 10
    said = [each for each in reading.diagnostics if each.code in set.union(*CUT.values())]
    assert {each.code for each in said} == CUT.get(name, set())
    assert all(each.file and each.line and each.grade != "note" for each in said)
    assert reading.source.complete is ("modules-in-a-row" not in CUT.get(name, set()))
    assert "pkg" in by_id(reading)
