"""Names that the inventory does not have, and what is documented under them.

A class that inherits a method has it under a name of its own, and so has something that is called
otherwise where it is documented. The code is not run to find out: autodoc, which has imported it,
knows where an object was defined, and ``:canonical:`` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from api_stability.model.index import Index
from api_stability.model.symbols import Symbol
from api_stability.sphinx.domain import stability_domain


def listen_to_autodoc(app: Sphinx, _config: Config) -> None:
    """Have `note_origin` called, where autodoc is in use."""
    if "sphinx.ext.autodoc" in app.extensions:
        app.connect("autodoc-process-docstring", note_origin)


def note_origin(
    app: Sphinx, _what: str, name: str, documented: Any, _options: Any, _lines: list[str]
) -> None:
    """Note where *documented* was defined, when that is not where it is documented."""
    try:
        if isinstance(documented, property):
            documented = documented.fget
        module, path = documented.__module__, documented.__qualname__
    except Exception:  # noqa: BLE001 - an object may do anything when it is asked
        return
    # what a decorator returns has a name that nothing can be found by
    if not isinstance(module, str) or not isinstance(path, str) or "<locals>" in path:
        return
    origin = f"{module}.{path}"
    if origin != name and app.env.docname:
        stability_domain(app.env).note_origin(name, origin)


def find_origins(env: BuildEnvironment, index: Index) -> dict[str, Symbol]:
    """Symbol by each id that the documentation knows it by and the inventory does not."""
    found: dict[str, Symbol] = {}
    for name, origin in _known_origins(env):
        key = f"python:{name}"
        if index.find_symbol(key) is None:
            symbol = index.find_symbol(f"python:{origin}")
            if symbol is not None:
                found.setdefault(key, symbol)
    return found


def _known_origins(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    objects = env.domains.python_domain.objects
    canonical = {
        (entry.docname, entry.node_id): name for name, entry in objects.items() if entry.aliased
    }
    if canonical:
        for name, entry in objects.items():
            place = entry.docname, entry.node_id
            if not entry.aliased and place in canonical:
                yield name, canonical[place]
    for page in stability_domain(env).origins.values():
        yield from page.items()
