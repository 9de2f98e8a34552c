"""Clocks of CPU time around functions, for the programs that measure one build."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

SPENT: dict[str, float] = {}
RUNNING: list[float] = []
COLLECTING: list[float] = [0.0, 0.0]
"""When the garbage collection that runs began, and how long all of them took in our functions."""


def note_collection(phase: str, _info: object) -> None:
    """Keep the time of a garbage collection apart.

    It goes through all that the build holds, and falls into whichever function is running: one of
    half a second in one of ours would be most of what is measured, and none at all the next time.
    """
    if phase == "start":
        COLLECTING[0] = time.process_time()
    elif RUNNING:
        spent = time.process_time() - COLLECTING[0]
        COLLECTING[1] += spent
        RUNNING[-1] += spent


def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Count *function*'s CPU time under *name*, without that of timed functions that it calls."""

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        start = time.process_time()
        RUNNING.append(0.0)
        try:
            return function(*args, **kwargs)
        finally:
            whole = time.process_time() - start
            inner = RUNNING.pop()
            SPENT[name] = SPENT.get(name, 0.0) + whole - inner
            if RUNNING:
                RUNNING[-1] += whole

    return wrapper
