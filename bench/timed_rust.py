"""One way of reading a Rust crate, in a process of its own: WAY ROOT."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path


def parse(root: Path) -> Callable[[], object]:
    """tree-sitter's parse of each of the files, and nothing else."""
    from api_stability.readers.rust.syntax import make_parser

    files = sorted(root.rglob("*.rs"))
    parser = make_parser()

    def run() -> None:
        for file in files:
            parser.parse(file.read_bytes())

    return run


def read(root: Path) -> Callable[[], object]:
    """What ``api-stability scan`` does for the source, its process that parses included."""
    from api_stability.readers.rust.reader import read_rust
    from api_stability.readers.rust.request import RustRequest

    request = RustRequest(source_id="rust:bench", project="bench", root=root, crates=(".",))
    return lambda: read_rust(request)


WAYS = {"parse": parse, "read": read}


def cpu_seconds() -> float:
    """CPU time of this process and of those that it started and that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main(way: str, root: Path) -> None:
    """Print CPU time and time on the clock (s), and peak memory (MB), as JSON."""
    run = WAYS[way](root)
    before, begun = cpu_seconds(), time.perf_counter()
    kept = run()
    spent, passed = cpu_seconds() - before, time.perf_counter() - begun
    del kept
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    memory = sum(resource.getrusage(each).ru_maxrss for each in who) / 1024
    print(json.dumps({"cpu": spent, "wall": passed, "memory": memory}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
