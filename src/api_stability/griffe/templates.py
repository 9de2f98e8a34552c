"""Which template draws an object."""

from __future__ import annotations

from typing import Final

from griffe import Kind, Object

_FOLDER: Final = "api_stability"
_SPACE: Final = "mkdocstrings"
"""Where mkdocstrings looks for the name of a template that is not the usual one."""


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
