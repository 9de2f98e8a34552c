"""What the griffe extension adds to an MkDocs build of 300 objects documented by mkdocstrings.

Each build runs in a process of its own, with every function that griffe and the templates call in
the extension wrapped by a clock of CPU time. The scan and the imports are counted apart. The same
pages are built without the extension as well.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import textwrap
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Final

from bench.sphinx_handlers import write_package

OBJECTS: Final = 300
PER_MODULE: Final = 50
GROUP: Final = "mkdocstrings.python.templates"
POINT: Final = "api-stability = api_stability.templates:get_templates_path"


def measure() -> str:
    """The shares of clean builds."""
    with tempfile.TemporaryDirectory(prefix="api-stability-bench-") as name:
        few, many = Path(name, "few"), Path(name, "many")
        write_site(few, every=100)
        write_site(many, every=10)
        lines = [
            f"{OBJECTS} documented objects, one in a hundred marked",
            *_compare(few),
            f"{OBJECTS} documented objects, one in ten marked",
            *_compare(many),
        ]
    return "\n".join(lines)


def write_site(folder: Path, *, every: int) -> None:
    """A page for each module of a package in which one in *every* function is marked."""
    write_package(folder, objects=OBJECTS, per_module=PER_MODULE, every=every, style="google")
    docs = folder / "docs"
    docs.mkdir()
    for number in range(OBJECTS // PER_MODULE):
        name = f"{folder.name}.m{number}"
        (docs / f"m{number}.md").write_text(f"# {name}\n\n::: {name}\n")
    (docs / "index.md").write_text("# Demo\n")


def _compare(folder: Path) -> list[str]:
    """One build with the extension and one without."""
    bare, ours = _build(folder, extension=False), _build(folder, extension=True)
    total, handlers = ours["total"], ours["handlers"]
    return [
        f"  build    {total:.2f} s of CPU time, clean; {bare['total']:.2f} s without us",
        f"  handlers {handlers:.3f} s = {handlers / total:.2%} of the build",
        f"           and {ours['collections']:.3f} s of garbage collection fell into them",
        f"  scan     {ours['scan']:.3f} s = {ours['scan'] / total:.2%}",
        f"  imports  {ours['imports']:.3f} s = {ours['imports'] / total:.2%}",
        *(f"    {seconds:.4f} s  {part}" for part, seconds in ours["parts"]),
    ]


def _build(folder: Path, *, extension: bool) -> dict[str, Any]:
    options = {
        "show_root_heading": True,
        "summary": True,
        "extensions": ["api_stability.griffe"] if extension else [],
    }
    python = {"paths": ["src"], "options": options}
    config = {
        "site_name": "Demo",
        "plugins": ["search", {"mkdocstrings": {"handlers": {"python": python}}}],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config))
    done = subprocess.run(
        [sys.executable, "-m", "bench.timed_mkdocs", *(["--extension"] if extension else [])],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_declare(folder)), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(textwrap.indent(done.stderr[-4000:], "  "))
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def _declare(folder: Path) -> Path:
    """A folder in which our templates are declared, where no installation does it."""
    declared = folder / "declared"
    if not any(POINT.endswith(point.value) for point in entry_points(group=GROUP)):
        info = declared / "api_stability_templates-0.dist-info"
        info.mkdir(parents=True, exist_ok=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: api-stability-templates\n")
        (info / "entry_points.txt").write_text(f"[{GROUP}]\n{POINT}\n")
    return declared
