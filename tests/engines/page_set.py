"""A page set for all engines: the same files, but for what each engine writes in its own way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from api_stability.assets import SCRIPT, STYLE_SHEET, read_asset
from api_stability.model.codec import encode_json
from api_stability.pipeline import open_workspace, scan
from api_stability.views import option_specs
from tools.engines import MKDOCS, PROPERDOCS, ZENSICAL, Engine

ROOTS: Final = Path(__file__).parent / "roots"
GALLERY: Final = ROOTS.parents[1] / "sphinx" / "roots" / "gallery"
"""The project whose pages they are."""

NAMES: Final = ("index", "everything", "nested", "options", "places", "deep/below")
"""Those with something of ours; one is plain."""

TABLES: Final = (
    "stability-table",
    "deprecation-table",
    "migration-table",
    "stability-removals",
    "stability-timeline",
    "stability-overview",
)
VALUES: Final = {
    "level": ("beta, experimental",),
    "surface": ("python, env",),
    "prefix": ("gallery.Gallery", "gallery.**.open*"),
    "feature": ("hostile",),
    "project": ("gallery",),
    "columns": ("name, status",),
    "caption": ('"Text <b> & *x* `x` \\\\x"',),
    "limit": ("2",),
    "full": ("everything",),
    "releases": ("2",),
}
"""What is tried of options that take any value; of the others, all values are."""

LEFT_OUT: Final = "aside/left_out"
"""A page that is no part of the site."""

_MATERIAL: Final = (
    "admonition, pymdownx.details, pymdownx.superfences, pymdownx.tabbed: {alternate_style: true}"
)
_EXTENSIONS: Final = {
    MKDOCS: f"[{_MATERIAL}]",
    PROPERDOCS: "[admonition]",
    ZENSICAL: f"[api_stability, tables, {_MATERIAL}]",
}
_SCHEMES: Final = ", ".join(
    f'{{media: "(prefers-color-scheme: {name})", scheme: {scheme}, '
    f"toggle: {{name: other, icon: material/weather-night}}}}"
    for name, scheme in (("light", "default"), ("dark", "slate"))
)
_PALETTE: Final = f"{{name: material, font: false, palette: [{_SCHEMES}]}}"
_THEMES: Final = {
    MKDOCS: _PALETTE,
    PROPERDOCS: "{name: mkdocs, color_mode: auto, highlightjs: false}",
    ZENSICAL: _PALETTE,
}
_DIALECTS: Final = {MKDOCS: "tabs", PROPERDOCS: "markdown", ZENSICAL: "tabs"}


def write_project(folder: Path) -> Path:
    """Write the project and its pages as Sphinx reads them; the folder of the pages."""
    shutil.copytree(GALLERY, folder, ignore=shutil.ignore_patterns("*.rst", "myst.md"))
    docs = folder / "docs"
    shutil.copytree(ROOTS / "pages", docs, dirs_exist_ok=True)
    write_dialect(docs, "myst")
    (docs / "options.md").write_text("\n".join(_write_options()), encoding="utf-8")
    (docs / "old.json").write_bytes(_write_old_inventory(folder))
    pages = "".join(f"   {name}\n" for name in (*NAMES, "plain"))
    contents = f"Contents\n========\n\n.. toctree::\n\n{pages}"
    (docs / "contents.rst").write_text(contents, encoding="utf-8")
    return docs


def write_dialect(docs: Path, dialect: str) -> None:
    """Write the pages with what each engine writes in its own way."""
    shutil.copytree(ROOTS / "dialects" / dialect, docs, dirs_exist_ok=True)


def write_config(folder: Path, engine: Engine) -> None:
    """Write the engine's configuration, and the pages in its way."""
    write_dialect(folder / "docs", _DIALECTS[engine])
    lines = [
        "site_name: pages",
        f'exclude_docs: "/{LEFT_OUT}.md"',
        f"markdown_extensions: {_EXTENSIONS[engine]}",
        "validation: {links: {anchors: warn}}",
        f"theme: {_THEMES[engine]}",
    ]
    if engine is ZENSICAL:
        for name in (STYLE_SHEET, SCRIPT):
            (folder / "docs" / name).write_bytes(read_asset(name))
        lines += [f"extra_css: [{STYLE_SHEET}]", f"extra_javascript: [{SCRIPT}]"]
    else:
        lines.append("plugins: [search, api_stability]")
    (folder / engine.config).write_text("\n".join([*lines, ""]), encoding="utf-8")


def _write_options() -> Iterator[str]:
    """A section for each value of each option of each table."""
    yield "# Options"
    for table in TABLES:
        yield f"\n## {table}"
        for spec in option_specs():
            for value in VALUES.get(spec.name, spec.valid or ("",)):
                option = f":{spec.name}: {value}".rstrip()
                more = "\n:limit: 1" if spec.name == "full" else ""
                yield f"\n```{{{table}}}\n{option}{more}\n```"


def _write_old_inventory(project: Path) -> bytes:
    """An inventory of the project before it could paint."""
    found = scan(open_workspace(project)).inventory
    older = tuple(symbol for symbol in found.symbols if not symbol.id.endswith("paint"))
    return encode_json(msgspec.structs.replace(found, symbols=older))
