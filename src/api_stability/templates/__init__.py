"""Templates for mkdocstrings' Python handler, a folder for each theme; every other uses Material's.

mkdocstrings looks here whenever this distribution is installed, also where nothing but what code
imports at run time is: so no more than the standard library is needed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def get_templates_path() -> Path:
    """The folder of the themes; mkdocstrings asks for it by an entry point."""
    return Path(__file__).parent


def are_in_use() -> bool:
    """Whether anybody has asked for the folder in this process."""
    return get_templates_path.cache_info().currsize > 0
