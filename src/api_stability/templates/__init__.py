"""Templates for mkdocstrings' Python handler, a folder for each theme; every other uses Material's.

mkdocstrings looks here whenever this distribution is installed, also where nothing but what code
imports at run time is: so no more than the standard library is needed.
"""

from __future__ import annotations

from pathlib import Path


def get_templates_path() -> Path:
    """The folder of the themes."""
    return Path(__file__).parent
