"""Progress on anything that takes over a second, where a person looks on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console

from api_stability.cli.output import is_interactive
from api_stability.pipeline import Progress, silent
from api_stability.renderers.printable import printable

PATIENCE_S: Final = 1.0
"""How long nothing is shown."""


@contextmanager
def show_progress(what: str) -> Iterator[Progress]:
    """Show how far *what* is, on standard error if it is a terminal; yields what to tell it."""
    if not is_interactive(sys.stderr):
        yield silent
        return
    from rich import progress as rich_progress

    bar = rich_progress.Progress(
        rich_progress.TextColumn("{task.description}", markup=False),
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        rich_progress.TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task(what, total=None)

    def tell(source: str, done: int, total: int) -> None:
        bar.update(task, description=f"{what}: {printable(source)}", completed=done, total=total)

    timer = threading.Timer(PATIENCE_S, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield tell
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
