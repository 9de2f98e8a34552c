"""What a page shows of ours, read from its HTML: the same by whatever engine it was built."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from tests.example_docs.site import Element, read_html

Shown: TypeAlias = tuple[str, ...]
"""What it is, in which containers, and its texts."""
CONTAINERS = ("ul", "ol", "blockquote", "dl", "details", "table")
EMPTY = {"stability-table--empty", "stability-empty"}
UNSEARCHED = ("no-search", "data-search-exclude")


def read_shown(html: str) -> list[Shown]:
    """Tables row by row, admonitions and badges, in their order."""
    return list(_read(read_html(html), ""))


def _read(element: Element, inside: str) -> Iterator[Shown]:
    for child in element.children:
        if isinstance(child, str):
            continue
        names = child.classes
        if "stability-badge" in names:
            yield "badge", inside, child.text(), child.attributes["title"]
        elif "stability-table" in names and child.tag == "table":
            for row in child.find("tr"):
                yield (
                    "row",
                    inside,
                    *(cell.text() for cell in row.find() if cell.tag in ("td", "th")),
                )
        elif EMPTY & set(names):
            yield "empty", inside, child.text()
        elif "stability-symbols" in names:
            yield "symbols", inside, child.text()
        elif "stability-notice" in names or "stability-feature" in names:
            kind = next(name for name in names if name.startswith("stability-"))
            yield kind, inside, *(part.text() for part in child.find("p") if _is_ours(part))
            yield from _read(child, f"{inside} {kind}".strip())
        elif not _is_ours(child) or child.tag == "div":
            around = child.tag if child.tag in CONTAINERS else ""
            yield from _read(child, f"{inside} {around}".strip())


def _is_ours(element: Element) -> bool:
    return UNSEARCHED[0] in element.classes or UNSEARCHED[1] in element.attributes
