"""Pages, with what becomes of them beside them: whole, so that nothing around them changes either.

Each folder of cases is converted with extensions of its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.markdown.converting import convert
from tests.support.golden import Golden

CASES = Path(__file__).parent / "cases"
STANDARD = (
    "abbr",
    "admonition",
    "attr_list",
    "codehilite",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "meta",
    "tables",
    "toc",
)
PYMDOWN = (
    "attr_list",
    "md_in_html",
    "tables",
    "toc",
    "mdx_truly_sane_lists",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.definition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.tab",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "pymdownx.tabbed",
)
EXTENSIONS = {"alone": (), "standard": STANDARD, "pymdown": PYMDOWN}
PAGES = sorted(path.relative_to(CASES).with_suffix("").as_posix() for path in CASES.rglob("*.md"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page(name: str, golden: Golden) -> None:
    if name.startswith("pymdown/"):
        pytest.importorskip("pymdownx")
        pytest.importorskip("mdx_truly_sane_lists")
    text = (CASES / f"{name}.md").read_text("utf-8")
    converted = convert(
        text,
        *EXTENSIONS[name.partition("/")[0]],
        configs={"pymdownx.tabbed": {"alternate_style": True}},
    )
    told = "".join(f"<!-- {warning} -->\n" for warning in converted.warnings)
    golden(f"{converted.html}\n{told}", f"cases/{name}.html")
