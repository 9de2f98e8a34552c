"""Build a site with MkDocs inside the test's process, and say what was written and warned of."""

from __future__ import annotations

import json
import logging
import shutil
import warnings
from collections.abc import Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

ROOTS: Final = Path(__file__).parent / "roots"
EXTENSION: Final = "api_stability.griffe"
PAGE: Final = """\
<title>{{ page.title }}</title>
<nav>
{% for item in page.toc recursive %}<p>{{ item.title }}</p>
{{ loop(item.children) }}{% endfor %}</nav>
<article>
{{ page.content }}
</article>
"""
OPTIONS: Final[dict[str, Any]] = {
    "show_root_heading": True,
    "show_source": False,
    "show_if_no_docstring": True,
    "filters": ["!^_[^_]"],
    "summary": True,
}


@dataclass(frozen=True)
class Built:
    """What a build did."""

    site: Path
    warnings: tuple[str, ...]
    is_aborted: bool = False

    def page(self, name: str) -> str:
        """The text of an output file."""
        return (self.site / name).read_text("utf-8")

    def article(self, name: str) -> str:
        """The content of a page."""
        text = self.page(f"{name}.html")
        return text[text.index("<article>") + 9 : text.index("</article>")]


class _Warnings(logging.Handler):
    """Keeps what is warned of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage())


def copy_root(name: str, folder: Path) -> Path:
    """A copy of a miniature project."""
    shutil.copytree(ROOTS / name, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def configure(
    folder: Path,
    *,
    extensions: Sequence[Any] = (EXTENSION,),
    options: Mapping[str, Any] | None = None,
    paths: Sequence[str] = ("src",),
    theme: str | None = None,
    custom_templates: str | None = None,
    is_bare: bool = True,
    plugins: Sequence[str] = (),
    markdown: Sequence[str] = (),
) -> Path:
    """Write ``mkdocs.yml``; *is_bare*: pages have next to nothing around their content."""
    python = {
        "paths": list(paths),
        "options": {**OPTIONS, **(options or {}), "extensions": list(extensions)},
    }
    settings = {"handlers": {"python": python}, "custom_templates": custom_templates}
    theme_folder = folder / "theme"
    theme_folder.mkdir(exist_ok=True)
    (theme_folder / "main.html").write_text(PAGE)
    config = {
        "site_name": "Depot",
        "use_directory_urls": False,
        "theme": {"name": theme, "custom_dir": str(theme_folder)} if is_bare else {"name": theme},
        "plugins": [*plugins, "autorefs", {"mkdocstrings": settings}],
        "markdown_extensions": ["attr_list", *markdown],
    }
    file = folder / "mkdocs.yml"
    file.write_text(json.dumps(config))
    return file


def build(folder: Path, *, strict: bool = False, **choices: Any) -> Built:
    """Build the project in *folder*; *choices* as for `configure`."""
    file = configure(folder, **choices)
    seen = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(seen)
    is_aborted = False
    try:
        with warnings.catch_warnings(), chdir(folder):
            warnings.simplefilter("ignore")  # what others do to each other
            mkdocs = import_module("mkdocs.commands.build")
            config = import_module("mkdocs.config").load_config(str(file), strict=strict)
            try:
                mkdocs.build(config)
            except import_module("mkdocs.exceptions").Abort:
                is_aborted = True
    finally:
        logger.removeHandler(seen)
    return Built(folder / "site", tuple(seen.found), is_aborted)


def with_options(**options: Any) -> dict[str, Any]:
    """The extension with *options*, as it stands in the list of extensions."""
    return {EXTENSION: options}
