"""Run every measurement, or those named: ``python -m bench [NAME …]``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final

MEASUREMENTS: Final[tuple[tuple[str, str], ...]] = (
    ("runtime-import", "bench.runtime_import:measure"),
    ("python-reader", "bench.python_reader:measure"),
    ("rust-reader", "bench.rust_reader:measure"),
    ("sphinx-handlers", "bench.sphinx_handlers:measure"),
    ("mkdocstrings-handlers", "bench.mkdocstrings_handlers:measure"),
    ("long-table", "bench.long_table:measure"),
    ("markdown-pages", "bench.markdown_pages:measure"),
)


def main(arguments: list[str]) -> int:
    """Print one block per measurement; 2 when a name is unknown."""
    known = dict(MEASUREMENTS)
    unknown = [name for name in arguments if name not in known]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; valid: {', '.join(known)}", file=sys.stderr)
        return 2
    for name in arguments or known:
        module, _, function = known[name].partition(":")
        measure: Callable[[], str] = getattr(import_module(module), function)
        print(f"== {name}\n{measure()}\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
