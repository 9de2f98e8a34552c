"""One Sphinx build with the extension's functions under a clock: FOLDER OUT VALUES.

VALUES are those of ``conf.py``, as JSON.
"""

from __future__ import annotations

import gc
import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

from bench.clocks import COLLECTING, RUNNING, SPENT, note_collection, timed


def time_imports() -> None:
    """Count apart what is imported, whenever that is: our modules, and others that ours import.

    The function is the one that is called for a module that is not there yet.
    """
    bootstrap: Any = vars(importlib)["_bootstrap"]
    import_one = bootstrap._find_and_load  # noqa: SLF001
    ours, others = timed("imports", import_one), timed("other imports", import_one)

    def import_timed(name: str, *args: Any) -> Any:
        if name.partition(".")[0] in ("api_stability", "msgspec"):
            return ours(name, *args)
        return (others if RUNNING else import_one)(name, *args)

    bootstrap._find_and_load = import_timed  # noqa: SLF001


def is_ours(function: object) -> bool:
    """Whether Sphinx calls our code when it calls *function*."""
    return str(getattr(function, "__module__", "")).startswith("api_stability.")


def wrap_everything(app: Any) -> None:
    """Put the clock around all that the extension registered."""
    for event, listeners in app.events.listeners.items():
        listeners[:] = [
            listener._replace(
                handler=timed(f"{event} {listener.handler.__name__}", listener.handler)
            )
            if is_ours(listener.handler)
            else listener
            for listener in listeners
        ]
    for kind in (*app.registry.get_transforms(), *app.registry.get_post_transforms()):
        if is_ours(kind):
            kind.apply = timed(f"transform {kind.__name__}", kind.apply)
    for handlers in app.registry.translation_handlers.values():
        for name, (visit, depart) in list(handlers.items()):
            if is_ours(visit):
                handlers[name] = (
                    timed(f"visit {name}", visit),
                    timed(f"depart {name}", depart) if depart else None,
                )
    from docutils.parsers.rst import directives

    for name, directive in vars(directives)["_directives"].items():
        if is_ours(directive):
            directive.run = timed(f"directive {name}", directive.run)


def wrap_domain() -> None:
    """Put the clock around what Sphinx asks of our domain."""
    from api_stability.sphinx.domain import StabilityDomain
    from api_stability.sphinx.index_page import StabilityIndex

    for kind, names in (
        (StabilityDomain, ("process_doc", "clear_doc", "resolve_xref", "resolve_any_xref")),
        (StabilityIndex, ("generate",)),
    ):
        for name in names:
            setattr(kind, name, timed(f"{kind.__name__} {name}", getattr(kind, name)))


def main(folder: Path, out: Path, values: dict[str, Any]) -> None:
    """Build and print the figures as one line of JSON."""
    sys.path.insert(0, str(folder / "src"))
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace

    gc.callbacks.append(note_collection)
    start = time.process_time()
    time_imports()
    extension = "api_stability.sphinx" in values["extensions"]
    if extension:
        from api_stability.sphinx import build

        build.scan = timed("scan", build.scan)  # type: ignore[attr-defined]
        wrap_domain()
    with docutils_namespace():
        app = Sphinx(
            folder / "docs",
            None,
            out,
            out / ".doctrees",
            "html",
            confoverrides=values,
            status=None,
            warning=sys.stderr,
        )
        if extension:
            wrap_everything(app)
        app.build()
    total = time.process_time() - start
    scan, imports, _others = (SPENT.pop(part, 0.0) for part in ("scan", "imports", "other imports"))
    parts = sorted(SPENT.items(), key=lambda part: -part[1])
    handlers = sum(SPENT.values())
    print(
        json.dumps(
            {
                "total": total,
                "imports": imports,
                "scan": scan,
                "handlers": handlers,
                "collections": COLLECTING[1],
                "parts": parts[:10],
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))
