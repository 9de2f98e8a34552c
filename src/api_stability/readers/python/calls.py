"""What is given by calls that are known by their names: dates, versions, texts cleaned up."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Sequence
from typing import Final

from api_stability.readers.python.operations import Value, date, version

_OF_TEXT: Final[dict[str, Callable[[str], str]]] = {
    "str": str,
    "textwrap.dedent": textwrap.dedent,
    "inspect.cleandoc": inspect.cleandoc,
    "packaging.version.Version": str,
    "packaging.version.parse": str,
}
_DATES: Final = frozenset({"datetime.date", "datetime.datetime"})
_VERSIONS: Final = frozenset({"incremental.Version", "twisted.python.versions.Version"})
"""Called with the name of a package and then with numbers."""


def is_known(path: str) -> bool:
    """Whether what is called by this path gives something that is known."""
    return path in _OF_TEXT or path in _DATES or path in _VERSIONS


def evaluate_call(path: str, values: Sequence[Value]) -> Value:
    """What it gives for plain arguments; `ValueError` where that is not evaluated."""
    if path in _DATES:
        return date(values)
    if path in _VERSIONS:
        return version(values[1:])
    if len(values) != 1:
        raise ValueError("a call")
    return _OF_TEXT[path](str(values[0]))
