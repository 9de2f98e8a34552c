"""What a page with a table of 5,000 rows costs, with and without nodes for each of them.

The rows have a name that is linked to where it is documented, badges, and a sentence. Counted is
the CPU time of what the page needs: to find out what the rows say (view), to put them into the page
(fill), and to write the page, the theme's frame included. Garbage collection is counted apart.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

ROWS: Final = 5000
PER_MODULE: Final = 100
PAGE: Final = "table"
STEPS: Final = ("view", "fill", "write")


def measure() -> str:
    """One line each way: both are built by the same program, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="api-stability-bench-") as name:
        write_project(Path(name))
        lines = [f"{ROWS} rows of 3 columns, CPU time"]
        for label, length in (("as text", 200), ("as nodes", 10**9)):
            spent = _run(Path(name), length)
            steps = ", ".join(f"{step} {spent[step]:.3f} s" for step in STEPS)
            lines.append(f"{label:9} {sum(spent.values()):.3f} s: {steps}")
    return "\n".join(lines)


def write_project(folder: Path) -> None:
    """A package of marked functions, a page that documents them, and a page with the table."""
    marks = ("@beta()", "@experimental()", '@deprecated("Old.", removal="2.0")')
    header = "from api_stability import beta, deprecated, experimental\n"
    names = []
    (folder / "docs").mkdir()
    (folder / "demo").mkdir()
    (folder / "demo" / "__init__.py").touch()
    for module in range(ROWS // PER_MODULE):
        functions = [
            f'{marks[number % 3]}\ndef function_number_{number}():\n    """Do {number} & more."""\n'
            for number in range(PER_MODULE)
        ]
        (folder / "demo" / f"module{module}.py").write_text("\n\n".join((header, *functions)))
        names += [f"demo.module{module}.function_number_{number}" for number in range(PER_MODULE)]
    described = "".join(f".. py:function:: {name}()\n   :no-contents-entry:\n\n" for name in names)
    (folder / "pyproject.toml").write_text('[project]\nname = "demo"\nversion = "1.0"\n')
    (folder / "docs" / "conf.py").write_text('extensions = ["api_stability.sphinx"]\n')
    (folder / "docs" / "index.rst").write_text("Demo\n====\n\n.. toctree::\n\n   api\n   table\n")
    (folder / "docs" / "api.rst").write_text(f"API\n===\n\n{described}")
    (folder / "docs" / f"{PAGE}.rst").write_text("Table\n=====\n\n.. stability-table::\n")


def _run(folder: Path, length: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.long_table", str(folder), str(length)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def timed_build(folder: Path, length: int) -> dict[str, float]:
    """The CPU time of each step, where tables of *length* rows are written as text."""
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.util.docutils import docutils_namespace

    from api_stability.sphinx import drawing, present
    from api_stability.sphinx.post_transform import FillPlaceholders
    from api_stability.views import view_stability_table

    spent = dict.fromkeys(STEPS, 0.0)

    def timed(step: str, run: Callable[..., Any], is_counted: Callable[..., bool]) -> Any:
        def wrapper(*args: Any) -> Any:
            gc.collect()
            gc.disable()
            start = time.process_time()
            try:
                return run(*args)
            finally:
                if is_counted(*args):
                    spent[step] += time.process_time() - start
                gc.enable()

        return wrapper

    drawing.LONG = length  # type: ignore[misc]
    view = timed("view", view_stability_table, lambda *_: True)
    present.TABLES = {"stability": view}  # type: ignore[attr-defined]
    FillPlaceholders.run = timed(  # type: ignore[method-assign]
        "fill", FillPlaceholders.run, lambda transform: transform.env.docname == PAGE
    )
    StandaloneHTMLBuilder.write_doc = timed(  # type: ignore[method-assign]
        "write", StandaloneHTMLBuilder.write_doc, lambda _builder, docname, _tree: docname == PAGE
    )
    out = folder / f"out{length}"
    with docutils_namespace():
        app = Sphinx(folder / "docs", folder / "docs", out, out / ".doctrees", "html", status=None)
        app.build()
    return spent


if __name__ == "__main__":
    print(json.dumps(timed_build(Path(sys.argv[1]), int(sys.argv[2]))))
