"""What a page shows of ours, as text: the same whichever engine built it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.example_docs.site import Element, read_html

BLOCKS = {"p", "li", "dt", "dd", "div", "pre", "ul", "ol", "dl", "table", "blockquote"}
"""Elements that are paragraphs of their own."""
UNSHOWN = {"script", "style"}
ANCHORS = {"headerlink"}
"""The class of the signs with which themes link to a heading or a table."""
SENTENCES = {
    "stability-empty": "empty",
    "stability-table--empty": "empty",
    "stability-table-note": "note",
}
"""The classes of a paragraph in the place of a table, or under one."""


def find_page(site: Path, name: str) -> Path:
    """The file of a page: in a folder of its own, or beside the others."""
    folder = site / name.removesuffix("index").rstrip("/") / "index.html"
    return folder if folder.is_file() else site / f"{name}.html"


def list_shown(page: Path) -> list[str]:
    """Every table, admonition, chart and badge of ours, one line for each of its texts."""
    return list(_tell(read_html(page.read_text(encoding="utf-8"))))


def _tell(element: Element) -> Iterator[str]:
    for child in _elements(element):
        said = next((SENTENCES[name] for name in child.classes if name in SENTENCES), None)
        if said is not None:
            yield f"{said}: {_text(child)}"
        elif "stability-badge" in child.classes:
            yield _name_badge(child)
        elif "stability-chart" in child.classes:
            yield f"chart: {[_text(text) for text in child.find('text')]}"
        elif "stability-table" in child.classes:
            yield from _tell_table(child)
        elif "admonition" in child.classes and (kind := _name_kind(child)):
            yield f"admonition: {kind}"
            yield from (f"  {line}" for line in _tell_blocks(child))
            yield "end of the admonition"
        else:
            yield from _tell(child)


def _tell_table(table: Element) -> Iterator[str]:
    yield f"table: {[_text(caption) for caption in table.find('caption')]}"
    for row in table.find("tr"):
        yield f"  {[_text(cell) for cell in _elements(row)]}"
        yield from (f"    {_name_badge(badge)}" for badge in row.find(None, "stability-badge"))


def _tell_blocks(element: Element) -> Iterator[str]:
    """The paragraphs in an element, whatever they are nested in, and all that is ours."""
    line = ""
    for child in element.children:
        if isinstance(child, Element) and child.tag in BLOCKS:
            yield from _squeeze(line)
            line = ""
            is_ours = "stability-table" in child.classes or _name_kind(child)
            yield from _tell(Element("", {}, [child])) if is_ours else _tell_blocks(child)
        else:
            line += _text(Element("", {}, [child])) if isinstance(child, Element) else child
    yield from _squeeze(line)
    yield from map(_name_badge, _own_badges(element))


def _own_badges(element: Element) -> Iterator[Element]:
    for child in _elements(element):
        if "stability-badge" in child.classes:
            yield child
        elif child.tag not in BLOCKS:
            yield from _own_badges(child)


def _name_kind(element: Element) -> str:
    kinds = [name for name in element.classes if name.startswith("stability-")]
    return " ".join(sorted(kinds)) if "admonition" in element.classes else ""


def _name_badge(badge: Element) -> str:
    return f"badge: {_text(badge)} ({badge.attributes.get('title')})"


def _elements(element: Element) -> Iterator[Element]:
    return (child for child in element.children if isinstance(child, Element))


def _squeeze(text: str) -> Iterator[str]:
    if words := text.split():
        yield " ".join(words)


def _text(element: Element) -> str:
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag not in UNSHOWN and not ANCHORS.intersection(child.classes):
            yield from _texts(child)
