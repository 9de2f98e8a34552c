"""Which template draws an object; mkdocstrings finds ours by an entry point."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import Final

from griffe import Kind, Object

from api_stability.templates import get_templates_path

GROUP: Final = "mkdocstrings.python.templates"
"""mkdocstrings' group of entry points: each names a function that returns a folder."""
_FOLDER: Final = "api_stability"
_SPACE: Final = "mkdocstrings"


@cache
def are_installed() -> bool:
    """Whether mkdocstrings finds our templates: it does not in a mere copy of our sources."""
    name = f"{get_templates_path.__module__}:{get_templates_path.__name__}"
    return any(point.value == name for point in entry_points(group=GROUP))


def replace_template(documented: Object) -> str | None:
    """Have *documented* drawn by our template; the one that it extends, ``None``: it is ours."""
    space = documented.extra[_SPACE]
    name = str(space.get("template") or f"{_file_name(documented.kind)}.html.jinja")
    if name.startswith(f"{_FOLDER}/"):
        return None
    space["template"] = f"{_FOLDER}/{_file_name(documented.kind)}.html.jinja"
    return name


def _file_name(kind: Kind) -> str:
    return kind.value.replace(" ", "_")
