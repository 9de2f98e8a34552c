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
from typing import Any, Final, Literal, TypeAlias

import api_stability

OBJECTS = 1000
PER_MODULE = 50
Style: TypeAlias = Literal["sphinx", "google"]
_FIELDS: Final[dict[Style, str]] = {
    "sphinx": "    :param value: what to do it with\n    :param other: what else\n"
    "    :returns: what was done\n",
    "google": "    Args:\n        value: What to do it with.\n        other: What else.\n\n"
    "    Returns:\n        What was done.\n",
}
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
    write_package(folder, objects=OBJECTS, per_module=PER_MODULE, every=every)
    docs = folder / "docs"
    docs.mkdir()
    pages = []
    for number in range(OBJECTS // PER_MODULE):
        pages.append(f"m{number}")
        (docs / f"m{number}.rst").write_text(
            f"m{number}\n{'=' * 8}\n\n.. automodule:: {folder.name}.m{number}\n   :members:\n"
        )
    if tables:
        pages.append("tables")
        (docs / "tables.rst").write_text(TABLES)
    toc = "".join(f"   {page}\n" for page in pages)
    (docs / "index.rst").write_text(f"Demo\n====\n\n.. toctree::\n\n{toc}")


def write_package(
    folder: Path, *, objects: int, per_module: int, every: int, style: Style = "sphinx"
) -> None:
    """A package of functions, in modules of *per_module*, one in *every* of them marked."""
    package = folder / "src" / folder.name
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('"""Package."""\n')
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "' + folder.name + '"\nversion = "1.0"\n'
    )
    for number in range(objects // per_module):
        first = number * per_module
        text = _module(number, range(first, first + per_module), every, _FIELDS[style])
        (package / f"m{number}.py").write_text(text)


def _module(number: int, objects: range, every: int, fields: str) -> str:
    marks = (
        '@beta("May change")\n',
        '@experimental("Early")\n',
        '@deprecated("Old", removal="2.0", alternative="other")\n',
    )
    functions = [
        f"{'' if each % every else marks[each // every % len(marks)]}"
        f"def f{index}(value: int, other: str = 'x') -> list[str]:\n"
        f'    """Do the thing number {index}.\n\n{fields}    """\n    return []\n'
        for index, each in enumerate(objects)
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
    program = [sys.executable, "-m", "bench.timed_build"]
    done = subprocess.run(
        [*program, str(folder), str(folder / name), json.dumps(values)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(textwrap.indent(done.stderr[-4000:], "  "))
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]
