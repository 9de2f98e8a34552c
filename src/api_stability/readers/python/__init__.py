"""Reads Python statically: nothing of the project is imported or executed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api_stability.readers.python.files import find_files as find_files
    from api_stability.readers.python.reader import read_python as read_python

__all__ = ["find_files", "read_python"]


def __getattr__(name: str) -> object:
    """Load the reader only when it is used: `find_files` needs none of it."""
    if name == "read_python":
        from api_stability.readers.python.reader import read_python

        return read_python
    if name == "find_files":
        from api_stability.readers.python.files import find_files

        return find_files
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
