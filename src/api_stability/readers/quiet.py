"""Parses without the warnings of what is parsed, and without collecting garbage meanwhile."""

from __future__ import annotations

import gc
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

_LOCK = threading.Lock()


class _Held:
    """What is held back, and for how many."""

    count = 0
    restore = ExitStack()


@contextmanager
def quiet() -> Iterator[None]:
    """Hold back both for the whole process until the last thread that asked for it is done.

    The warnings are about the sources that are read, not about who reads them. Syntax trees are
    many small objects without circles, which live for one file: collecting finds nothing there.
    """
    with _LOCK:
        if not _Held.count:
            _Held.restore = _hold()
        _Held.count += 1
    try:
        yield
    finally:
        with _LOCK:
            _Held.count -= 1
            if not _Held.count:
                _Held.restore.close()


def _hold() -> ExitStack:
    stack = ExitStack()
    stack.enter_context(warnings.catch_warnings())
    warnings.simplefilter("ignore")
    if gc.isenabled():
        gc.disable()
        stack.callback(gc.enable)
    return stack
