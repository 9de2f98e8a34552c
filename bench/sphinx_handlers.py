"""What the Sphinx extension adds to a build of 1,000 documented objects.

One build runs in a process of its own, with every function that Sphinx calls in the extension
wrapped by a clock of CPU time: event handlers, transforms, directives, roles, node visitors. The
scan and the imports are counted apart. The same pages are built without the extension as well.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

OBJECTS = 1000
PER_MODULE = 50


def measure() -> str:
    """The shares of one clean serial build."""
    with tempfile.TemporaryDirectory(prefix="api-stability-bench-") as name:
        folder = Path(name)
        write_project(folder)
        ours = _build(folder, extension=True)
        bare = _build(folder, extension=False)
    total, handlers = ours["total"], ours["handlers"]
    lines = [
        f"{OBJECTS} documented objects, one in ten marked, and two tables of them",
        f"build    {total:.2f} s of CPU time, clean and serial; {bare['total']:.2f} s without us",
        f"handlers {handlers:.3f} s = {handlers / total:.2%} of the build",
        f"         and {ours['collections']:.3f} s of garbage collection fell into them",
        f"scan     {ours['scan']:.3f} s = {ours['scan'] / total:.2%}",
        f"imports  {ours['imports']:.3f} s = {ours['imports'] / total:.2%}",
    ]
    lines += [f"  {seconds:.4f} s  {name}" for name, seconds in ours["parts"]]
    return "\n".join(lines)


def write_project(folder: Path) -> None:
    """A package of marked and unmarked functions, documented by autodoc, a page per module."""
    package = folder / "src" / "demo"
    docs = folder / "docs"
    package.mkdir(parents=True)
    docs.mkdir()
    (package / "__init__.py").write_text('"""Demo."""\n')
    (folder / "pyproject.toml").write_text('[project]\nname = "demo"\nversion = "1.0"\n')
    pages = []
    for number in range(OBJECTS // PER_MODULE):
        (package / f"m{number}.py").write_text(_module(number))
        pages.append(f"m{number}")
        (docs / f"m{number}.rst").write_text(
            f"m{number}\n{'=' * 8}\n\n.. automodule:: demo.m{number}\n   :members:\n"
        )
    tables = "Tables\n======\n\n.. stability-table::\n\n.. deprecation-table::\n"
    (docs / "tables.rst").write_text(tables)
    toc = "".join(f"   {page}\n" for page in pages)
    (docs / "index.rst").write_text(f"Demo\n====\n\n.. toctree::\n\n{toc}")


def _module(number: int) -> str:
    """One function in ten is marked (of langchain-core's public symbols, one in a hundred)."""
    marks = {
        0: '@beta("May change")\n',
        10: '@experimental("Early")\n',
        20: '@deprecated("Old", removal="2.0", alternative="other")\n',
    }
    functions = [
        f"{marks.get(index % 30, '')}def f{index}(value: int, other: str = 'x') -> list[str]:\n"
        f'    """Do the thing number {index}.\n\n'
        f"    :param value: what to do it with\n    :param other: what else\n"
        f'    :returns: what was done\n    """\n    return []\n'
        for index in range(PER_MODULE)
    ]
    header = f'"""Module {number}."""\nfrom api_stability import beta, deprecated, experimental\n'
    return header + "\n\n" + "\n\n".join(functions)


def _build(folder: Path, *, extension: bool) -> dict:  # type: ignore[type-arg]
    out = folder / ("with" if extension else "without")
    program = Path(__file__).with_name("timed_build.py")
    done = subprocess.run(
        [sys.executable, str(program), str(folder), str(out), "1" if extension else "0"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(textwrap.indent(done.stderr[-4000:], "  "))
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]
