"""What the Python-Markdown extension adds to the conversion of 300 pages.

Each page is converted by a converter of its own, as MkDocs does it, with the extensions that are
usual in Material. Every method of ours that Python-Markdown calls runs under a clock of CPU time;
what the search for roles takes, which happens outside of them, is seen in the whole. The project is
scanned before.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

PAGES = 300
EVERY = 10
"""One page in so many has directives and roles."""
EXTENSIONS = ("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables")
PYMDOWN = ("details", "highlight", "inlinehilite", "snippets", "superfences", "tabbed")
ENTRIES = {"run", "test", "handleMatch", "extendMarkdown"}
SECTION = """\
## Section {number}

A paragraph of *text* with `code`, a [link](https://example.org/) and **more** of it, as long as
paragraphs in a guide are: some three lines, in which nothing of ours stands. It goes on {{so}}.

- an item
- another one

    with text in it

```python
def f{number}(value: int) -> dict[str, int]:
    return {{"value": value}}
```

!!! note

    | a | b |
    |---|---|
    | 1 | 2 |

"""
OURS = """\
## Ours {stability}`beta`

It is {stability}`pkg.f1`.

```{stability} experimental
:since: 1.0

Own text.
```

```{stability-table}
:limit: 10
```
"""


def measure() -> str:
    """The share of our methods, and the whole with and without us."""
    with tempfile.TemporaryDirectory(prefix="api-stability-bench-") as name:
        config = write_project(Path(name))
        plain = [write_page(number, ours=False) for number in range(PAGES)]
        some = [write_page(number, ours=number % EVERY == 0) for number in range(PAGES)]
        convert(["{stability}`pkg.f1`"], config)
        lines: list[str] = []
        for title, pages in (("no page asks for anything", plain), ("one page in ten does", some)):
            # in turn, so that a busy moment of the machine falls on both
            turns = [(convert(pages, None), convert(pages, config)) for _ in range(4)]
            without, whole = map(min, zip(*turns, strict=True))
            spent = min((time_ours(pages, config) for _ in range(3)), key=lambda each: each[0])
            lines += [
                f"{PAGES} pages of {len(pages[1].splitlines())} lines; {title}",
                f"  conversion {whole:.2f} s of CPU time; {without:.2f} s without us",
                f"  our methods {spent[0]:.3f} s = {spent[0] / whole:.2%} of it",
                *(f"    {seconds:.4f} s  {part}" for part, seconds in spent[1]),
            ]
    return "\n".join(lines)


def write_project(folder: Path) -> Path:
    """A package of a hundred functions, one in ten of them marked; its configuration."""
    (folder / "pkg").mkdir()
    functions = (
        f"{'@beta()' if number % 10 == 1 else ''}\ndef f{number}(): ...\n" for number in range(100)
    )
    code = "from api_stability import beta\n" + "".join(functions)
    (folder / "pkg/__init__.py").write_text(code, encoding="utf-8")
    config = folder / "api-stability.toml"
    config.write_text('name = "pkg"\nversion = "1.0"\n', encoding="utf-8")
    return config


def write_page(number: int, *, ours: bool) -> str:
    """A page of some length."""
    sections = "".join(SECTION.format(number=each) for each in range(5))
    return f"# Page {number}\n\n{sections}{OURS if ours else ''}"


def convert(pages: list[str], config: Path | None) -> float:
    """Seconds of CPU time that it takes to convert *pages*, with us where *config* is given."""
    from markdown import Markdown

    names = [*EXTENSIONS, *(f"pymdownx.{name}" for name in PYMDOWN)]
    configs: dict[str, dict[str, Any]] = {"toc": {"permalink": True}}
    if config is not None:
        configs["api_stability"] = {"config": str(config)}
    gc.collect()
    start = time.process_time()
    for page in pages:
        Markdown(extensions=[*names, *configs], extension_configs=configs).convert(page)
    return time.process_time() - start


def time_ours(pages: list[str], config: Path) -> tuple[float, list[tuple[str, float]]]:
    """Seconds in our methods, and in each of them, the longest first."""
    spent: dict[str, float] = {}
    kept: list[tuple[type, str, Any]] = []
    for part in ("blocks", "command_lines", "extension", "headings", "roles"):
        module = import_module(f"api_stability.markdown.{part}")
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == module.__name__:
                found = ENTRIES & vars(kind).keys()
                kept.extend((kind, method, vars(kind)[method]) for method in found)
    try:
        running: list[float] = []
        for kind, method, function in kept:
            name = f"{kind.__name__}.{method}"
            setattr(kind, method, _time(name, function, spent, running))
        convert(pages, config)
    finally:
        for kind, method, function in kept:
            setattr(kind, method, function)
    parts = sorted(spent.items(), key=lambda item: -item[1])
    return sum(spent.values()), parts[:5]


def _time(
    name: str, function: Callable[..., Any], spent: dict[str, float], running: list[float]
) -> Callable[..., Any]:
    """Count *function*'s time under *name*, without that of timed functions that it calls."""

    def timed(*args: Any, **kwargs: Any) -> Any:
        start = time.process_time()
        running.append(0.0)
        try:
            return function(*args, **kwargs)
        finally:
            whole = time.process_time() - start
            spent[name] = spent.get(name, 0.0) + whole - running.pop()
            if running:
                running[-1] += whole

    return timed
