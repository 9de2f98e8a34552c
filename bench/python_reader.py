"""What reading published packages costs, next to parsing them and to loading them with griffe.

Each figure is of a process of its own: the CPU time of it and of what it started, without imports
where nothing else is said.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

PACKAGES = (
    ("langchain-core", "1.8.1", "langchain_core"),
    ("scikit-learn", "1.9.1", "sklearn"),
    ("pandas", "3.1.1", "pandas"),
    ("transformers", "5.23.0", "transformers"),  # more than a million lines
)
WHEELS = Path(__file__).parent.parent / "build" / "bench-wheels"
SMALL = 5_000_000
"""Bytes of source under which one run is too short to be believed: the median of several."""
ROUNDS = 5
COLUMNS = """\
parse    ast.parse of all files and nothing else: seconds
griffe   griffe.load of the package: seconds
full     scan of everything, without a cache: x parse
marked   scan --marked, without a cache: x parse
edited   scan with a cache, one file of all edited: share of griffe
warm     scan with a cache, nothing changed: share of griffe, and seconds
command  the same as a command, with the start of Python and all imports: seconds
memory   peak of the full scan: x that of griffe
"""


class Cost(NamedTuple):
    """What one way of reading took."""

    cpu: float
    memory: float


def measure() -> str:
    """A table: a row for each package, ratios of what was measured in this run."""
    owners = metadata.packages_distributions().get("griffe", ["griffe"])
    griffe = f"griffe {metadata.version(owners[0])}"
    python = f"Python {platform.python_version()}, {griffe}"
    widths = {"package": -24, "lines": 10, "parse": 8, "griffe": 8, "full": 7, "marked": 8}
    widths |= {"edited": 8, "warm": 14, "command": 9, "memory": 8}
    heads = [
        name.rjust(width) if width > 0 else name.ljust(-width) for name, width in widths.items()
    ]
    rows = [_row(*package) for package in PACKAGES]
    return "\n".join([f"CPU time; {python}\n", COLUMNS, "".join(heads), *rows])


def _row(name: str, version: str, package: str) -> str:
    label = f"{name} {version}"
    try:
        root = fetch(name, version)
    except OSError as error:
        return f"{label:24}skipped: {error}"
    files = [*(root / package).rglob("*.py"), *(root / package).rglob("*.pyi")]
    data = [file.read_bytes() for file in files]
    rounds = ROUNDS if sum(map(len, data)) < SMALL else 1
    lines = sum(text.count(b"\n") for text in data)
    parse, griffe, full, marked = (
        _cost(way, root, package, rounds) for way in ("parse", "griffe", "full", "marked")
    )
    edited, warm, command = _cached_costs(root, package, rounds)
    return (
        f"{label:24}{lines:>10,}{parse.cpu:>7.2f}s{griffe.cpu:>7.2f}s"
        f"{full.cpu / parse.cpu:>6.2f}x{marked.cpu / parse.cpu:>7.2f}x"
        f"{edited.cpu / griffe.cpu:>8.1%}{warm.cpu / griffe.cpu:>7.1%}{warm.cpu:>7.3f}s"
        f"{command.cpu:>8.2f}s{full.memory / griffe.memory:>7.2f}x"
    )


def _cached_costs(root: Path, package: str, rounds: int) -> tuple[Cost, Cost, Cost]:
    """After one file was edited, and after that with nothing changed, on a copy; as a command."""
    with tempfile.TemporaryDirectory(prefix="api-stability-bench-") as folder:
        copy, cache = Path(folder) / "copy", Path(folder) / "cache"
        shutil.copytree(root / package, copy / package)
        for file in copy.rglob("*"):
            # what changed in the last seconds is compared by content
            os.utime(file, ns=(10**18, 10**18))
        _run("cached", copy, package, cache)
        with (copy / package / "__init__.py").open("a") as stream:
            stream.write("\n# edited\n")
        edited = _run("cached", copy, package, cache)
        os.utime(copy / package / "__init__.py", ns=(10**18, 10**18))
        _run("cached", copy, package, cache)
        warm = _median([_run("cached", copy, package, cache) for _ in range(rounds)])
        _run("command", copy, package, cache)
        return edited, warm, _median([_run("command", copy, package, cache) for _ in range(rounds)])


def _cost(way: str, root: Path, package: str, rounds: int) -> Cost:
    return _median([_run(way, root, package, Path(os.devnull)) for _ in range(rounds)])


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(each) for each in zip(*costs, strict=True)))


def _run(way: str, root: Path, package: str, cache: Path) -> Cost:
    program = Path(__file__).with_name("timed_reading.py")
    done = subprocess.run(
        [sys.executable, str(program), way, str(root), package, str(cache)],
        capture_output=True,
        text=True,
        check=True,
    )
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def fetch(name: str, version: str) -> Path:
    """The folder of an unpacked wheel, downloaded when it is not there; raises `OSError`."""
    home = WHEELS / f"{name}-{version}"
    if home.is_dir():
        return home
    WHEELS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WHEELS) as temporary:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
        only = ["--no-deps", "--only-binary", ":all:", "--dest", temporary]
        done = subprocess.run(
            [*pip, "download", *only, f"{name}=={version}"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise OSError(done.stderr.strip().splitlines()[-1] if done.stderr else "pip failed")
        contents = Path(temporary) / "contents"
        with zipfile.ZipFile(next(Path(temporary).glob("*.whl"))) as archive:
            archive.extractall(contents)
        contents.rename(home)
    return home
