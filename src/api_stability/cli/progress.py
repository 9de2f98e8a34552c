"""Progress on anything that takes over a second, where a person looks on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console

from api_stability.cli.output import is_interactive

PATIENCE_S: Final = 1.0
"""How long nothing is shown."""


@contextmanager
def show_progress(what: str) -> Iterator[None]:
    """Show that *what* is going on, and for how long, on standard error if it is a terminal."""
    if not is_interactive(sys.stderr):
        yield
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=console, transient=True)
    progress.add_task(what, total=None)
    timer = threading.Timer(PATIENCE_S, progress.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        progress.stop()
