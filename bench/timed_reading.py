"""One way of reading a package, in a process of its own: WAY ROOT PACKAGE CACHE."""

from __future__ import annotations

import ast
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path


def parse(root: Path, package: str, _cache: Path) -> Callable[[], object]:
    """`ast.parse` of each of the files, and nothing else."""
    files = sorted([*(root / package).rglob("*.py"), *(root / package).rglob("*.pyi")])

    def run() -> None:
        for file in files:
            try:
                ast.parse(file.read_bytes())
            except SyntaxError:  # a test case of the package
                continue

    return run


def griffe_load(root: Path, package: str, _cache: Path) -> Callable[[], object]:
    """What a reader that is built on griffe begins with."""
    import griffe

    load: Callable[..., object] = vars(griffe)["load"]
    return lambda: load(package, search_paths=[str(root)], allow_inspection=False)


def command(root: Path, package: str, cache: Path) -> Callable[[], object]:
    """The command of that name, as somebody types it."""
    options = ["--cache", f"{cache}.command", "--quiet", "--output", os.devnull]
    words = [sys.executable, "-m", "api_stability", "scan", str(root / package), *options]
    return lambda: subprocess.run(words, check=False, capture_output=True)


def scan(root: Path, package: str, cache: Path | None, *, marked: bool) -> Callable[[], object]:
    """What ``api-stability scan`` does."""
    from api_stability import pipeline
    from api_stability.distributions import locate_packages
    from api_stability.readers.python import reader  # noqa: F401 - imports are counted apart

    workspace = pipeline.make_workspace(locate_packages(package, "1", root, (package,)))
    return lambda: pipeline.scan(workspace, marked_only=marked, cache=cache)


WAYS: dict[str, Callable[[Path, str, Path], Callable[[], object]]] = {
    "parse": parse,
    "griffe": griffe_load,
    "full": lambda root, package, _: scan(root, package, None, marked=False),
    "marked": lambda root, package, _: scan(root, package, None, marked=True),
    "command": command,
    "cached": lambda root, package, cache: scan(root, package, cache, marked=False),
}


def cpu_seconds() -> float:
    """CPU time of this process and of those that it started and that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main(way: str, root: Path, package: str, cache: Path) -> None:
    """Print CPU time (s) and peak memory (MB) as JSON."""
    run = WAYS[way](root, package, cache)
    before = cpu_seconds()
    kept = run()
    spent = cpu_seconds() - before
    del kept
    peaks = (resource.getrusage(who).ru_maxrss for who in _WHO)
    print(json.dumps({"cpu": spent, "memory": sum(peaks) / 1024}))


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)

if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
