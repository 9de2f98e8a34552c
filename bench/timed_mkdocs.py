"""One MkDocs build in the current folder, our functions under a clock where ``--extension`` is."""

from __future__ import annotations

import gc
import json
import sys
import time
import warnings
from importlib import import_module

from bench.clocks import COLLECTING, SPENT, note_collection, timed


def wrap_extension() -> None:
    """Put the clock around all that griffe and the templates call."""
    extension = import_module("api_stability.griffe.extension")
    site = import_module("api_stability.griffe.site")
    objects = import_module("api_stability.griffe.objects")
    shown = import_module("api_stability.griffe.shown")
    site.SITES.open = timed("scan", site.SITES.open)
    for kind, names in (
        (
            extension.StabilityExtension,
            (
                "__init__",
                "on_package",
                "on_module",
                "on_class",
                "on_function",
                "on_attribute",
                "on_type_alias",
            ),
        ),
        (objects.Objects, ("show",)),
        (shown.Shown, ("mark_overloads", "mark_docstring", "mark_summary", "settle_heading")),
    ):
        for name in names:
            setattr(kind, name, timed(f"{kind.__name__} {name}", getattr(kind, name)))


def main(*, extension: bool) -> None:
    """Build and print the figures as one line of JSON."""
    gc.callbacks.append(note_collection)
    warnings.simplefilter("ignore")
    start = time.process_time()
    build = import_module("mkdocs.commands.build").build
    load_config = import_module("mkdocs.config").load_config
    import_module("mkdocstrings_handlers.python")
    imports = time.process_time()
    if extension:
        import_module("api_stability.griffe")
        import_module("api_stability.griffe.objects")
        imports = time.process_time() - imports
        wrap_extension()
    build(load_config("mkdocs.yml"))
    total = time.process_time() - start
    scan = SPENT.pop("scan", 0.0)
    parts = sorted(SPENT.items(), key=lambda part: -part[1])
    figures = {
        "total": total,
        "imports": imports if extension else 0.0,
        "scan": scan,
        "handlers": sum(SPENT.values()),
        "collections": COLLECTING[1],
        "parts": parts[:10],
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(extension="--extension" in sys.argv)
