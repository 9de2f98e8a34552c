"""What reading 10 MB of Rust costs, next to tree-sitter's own parse of the same files.

Each figure is of a process of its own, CPU time of what it started included, imports of the process
itself left out. The source is that of four published crates, as often as it takes.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

CRATES = ("chrono", "time", "itertools", "rand")
HOME = Path(__file__).parent.parent / "build" / "debian-crates"
SIZE = 10_000_000
ROUNDS = 3


class Cost(NamedTuple):
    """What one way of reading took."""

    cpu: float
    wall: float
    memory: float


def measure() -> str:
    """One row: ratios of what was measured in this run."""
    try:
        crates = fetch()
    except OSError as error:
        return f"skipped: {error}"
    with tempfile.TemporaryDirectory(prefix="api-stability-bench-") as folder:
        size, lines = make_crate(crates, Path(folder))
        parse, read = (_median(way, Path(folder)) for way in ("parse", "read"))
    return "\n".join(
        [
            "reading: x tree-sitter's parse of the same files",
            "",
            f"{'source':>9}{'lines':>10}{'parse':>8}{'read':>8}{'CPU':>8}{'clock':>8}{'memory':>10}",
            (
                f"{size / 1e6:>7.1f}MB{lines:>10,}{parse.cpu:>7.2f}s{read.cpu:>7.2f}s"
                f"{read.cpu / parse.cpu:>7.2f}x{read.wall / parse.wall:>7.2f}x{read.memory:>8.0f}MB"
            ),
        ]
    )


def make_crate(crates: list[Path], folder: Path) -> tuple[int, int]:
    """A crate in *folder* whose modules are copies of *crates*; its bytes and lines."""
    source = folder / "src"
    source.mkdir()
    (folder / "Cargo.toml").write_text('[package]\nname = "bench"\nedition = "2021"\n')
    size = lines = number = 0
    while size < SIZE:
        crate = crates[number % len(crates)]
        copy = source / f"m{number}"
        shutil.copytree(crate / "src", copy)
        (copy / "lib.rs").rename(copy / "mod.rs")
        for file in copy.rglob("*.rs"):
            # each copy finds its own names
            text = file.read_bytes().replace(b"crate::", f"crate::m{number}::".encode())
            file.write_bytes(text)
            size += len(text)
            lines += text.count(b"\n")
        number += 1
    (source / "lib.rs").write_text("".join(f"pub mod m{each};\n" for each in range(number)))
    return size, lines


def _median(way: str, root: Path) -> Cost:
    costs = [_run(way, root) for _ in range(ROUNDS)]
    return Cost(*(statistics.median(each) for each in zip(*costs, strict=True)))


def _run(way: str, root: Path) -> Cost:
    program = Path(__file__).with_name("timed_rust.py")
    done = subprocess.run(
        [sys.executable, str(program), way, str(root)], capture_output=True, text=True, check=True
    )
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def fetch() -> list[Path]:
    """The folders of unpacked Debian source packages; raises `OSError`."""
    found = []
    for name in CRATES:
        pattern = f"usr/share/cargo/registry/{name}-[0-9]*"
        if not list(HOME.glob(pattern)):
            _download(f"librust-{name}-dev")
        found += sorted(HOME.glob(pattern))[:1]
    return found


def _download(package: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = ["apt-get", "download", package]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        archives = list(Path(folder).glob("*.deb"))
        if done.returncode or not archives:
            raise OSError(f"cannot download {package}: {done.stderr.strip()[-200:]}")
        HOME.mkdir(parents=True, exist_ok=True)
        subprocess.run(["dpkg-deb", "-x", archives[0], HOME], check=True)
