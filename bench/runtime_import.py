"""What production code pays for ``from api_stability import beta``, over a bare interpreter."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys

ROUNDS = 15


def measure() -> str:
    """The median CPU time of both, taken in turns, and their difference."""
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(_cpu_seconds("pass"))
        ours.append(
            _cpu_seconds("from api_stability import beta, deprecated, experimental, removal")
        )
    without, with_us = statistics.median(bare), statistics.median(ours)
    return (
        f"bare interpreter {without * 1000:.1f} ms, with the runtime {with_us * 1000:.1f} ms: "
        f"{(with_us - without) * 1000:.1f} ms more ({with_us / without:.2f}x)"
    )


def _cpu_seconds(code: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
