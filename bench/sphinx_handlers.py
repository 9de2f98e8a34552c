"""What the Sphinx extension adds to a build of 1,000 documented objects.

Each build runs in a process of its own, from compiled modules, as an installed package has them,
with every function that Sphinx calls in the extension wrapped by a clock of CPU time: event
handlers, transforms, directives, roles, node visitors, what the domain is asked. The scan and the
imports, wherever they happen, are counted apart. The same pages are built without the extension as
well, and built again when nothing has changed.
"""

from __future__ import annotations

import compileall
import json
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

import api_stability

OBJECTS = 1000
PER_MODULE = 50
TABLES = "Tables\n======\n\n.. stability-table::\n\n.. deprecation-table::\n"


def measure() -> str:
    """The shares of clean serial builds, and of builds that have nothing to do."""
    compileall.compile_dir(Path(api_stability.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory(prefix="api-stability-bench-") as name:
        few, many = Path(name, "few"), Path(name, "many")
        write_project(few, every=100)
        write_project(many, every=10, tables=True)
        lines = [
            f"{OBJECTS} documented objects, one in a hundred marked",
            *_compare(few, "plain"),
            "the same, with another project of as many symbols configured",
            *_compare(few, "other", api_stability_inventories=_publish(many)),
            f"{OBJECTS} documented objects, one in ten marked, and two tables of them",
            *_compare(many, "plain"),
        ]
    return "\n".join(lines)


def _compare(folder: Path, name: str, **values: Any) -> list[str]:
    """One build with the extension and one without; and each again, when nothing has changed."""
    ours, again = _build_twice(folder, name, extension=True, **values)
    bare, bare_again = _build_twice(folder, f"{name}-bare", extension=False)
    total, handlers = ours["total"], ours["handlers"]
    unchanged = (
        f"  no change {again['total']:.2f} s; {bare_again['total']:.2f} s without us: imports "
        f"{again['imports']:.3f}, scan {again['scan']:.3f}, handlers {again['handlers']:.3f} s"
    )
    return [
        f"  build    {total:.2f} s of CPU time, clean and serial; {bare['total']:.2f} s without us",
        f"  handlers {handlers:.3f} s = {handlers / total:.2%} of the build",
        f"           and {ours['collections']:.3f} s of garbage collection fell into them",
        f"  scan     {ours['scan']:.3f} s = {ours['scan'] / total:.2%}",
        f"  imports  {ours['imports']:.3f} s = {ours['imports'] / total:.2%}",
        *(f"    {seconds:.4f} s  {part}" for part, seconds in ours["parts"]),
        unchanged,
    ]


def _build_twice(folder: Path, name: str, **values: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A clean build, and the fastest of a few that have nothing to do: those are short."""
    clean = _build(folder, name, **values)
    again = [_build(folder, name, **values) for _ in range(5)]
    return clean, min(again, key=lambda build: build["total"])


def _publish(folder: Path) -> dict[str, str]:
    """The inventory of another project, which its own build writes."""
    _build(folder, "published", extension=True)
    return {"demo": str(folder / "published")}


def write_project(folder: Path, *, every: int, tables: bool = False) -> None:
    """A package of functions, one in *every* of them marked, documented by autodoc, a page per
    module (of langchain-core's public symbols, one in a hundred is marked).
    """
    package = folder / "src" / folder.name
    docs = folder / "docs"
    package.mkdir(parents=True)
    docs.mkdir()
    (package / "__init__.py").write_text('"""Package."""\n')
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "' + folder.name + '"\nversion = "1.0"\n'
    )
    pages = []
    for number in range(OBJECTS // PER_MODULE):
        (package / f"m{number}.py").write_text(_module(number, every))
        pages.append(f"m{number}")
        (docs / f"m{number}.rst").write_text(
            f"m{number}\n{'=' * 8}\n\n.. automodule:: {folder.name}.m{number}\n   :members:\n"
        )
    if tables:
        pages.append("tables")
        (docs / "tables.rst").write_text(TABLES)
    toc = "".join(f"   {page}\n" for page in pages)
    (docs / "index.rst").write_text(f"Demo\n====\n\n.. toctree::\n\n{toc}")


def _module(number: int, every: int) -> str:
    marks = (
        '@beta("May change")\n',
        '@experimental("Early")\n',
        '@deprecated("Old", removal="2.0", alternative="other")\n',
    )
    first = number * PER_MODULE
    marked = {
        index: marks[(first + index) // every % len(marks)]
        for index in range(PER_MODULE)
        if (first + index) % every == 0
    }
    functions = [
        f"{marked.get(index, '')}def f{index}(value: int, other: str = 'x') -> list[str]:\n"
        f'    """Do the thing number {index}.\n\n'
        f"    :param value: what to do it with\n    :param other: what else\n"
        f'    :returns: what was done\n    """\n    return []\n'
        for index in range(PER_MODULE)
    ]
    header = f'"""Module {number}."""\nfrom api_stability import beta, deprecated, experimental\n'
    return header + "\n\n" + "\n\n".join(functions)


def _build(folder: Path, name: str, *, extension: bool, **values: Any) -> dict[str, Any]:
    values["extensions"] = ["sphinx.ext.autodoc", *(["api_stability.sphinx"] if extension else [])]
    values["project"] = folder.name
    if extension:
        values["api_stability_config"] = str(folder / "pyproject.toml")
    else:
        values["exclude_patterns"] = ["tables.rst"]
        values["suppress_warnings"] = ["toc"]
    program = Path(__file__).with_name("timed_build.py")
    done = subprocess.run(
        [sys.executable, str(program), str(folder), str(folder / name), json.dumps(values)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(textwrap.indent(done.stderr[-4000:], "  "))
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]
