"""A built site, read without a browser: elements, badges, admonitions and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass(slots=True)
class Element:
    """One element; ``children`` are elements and texts, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The names in ``class``."""
        return self.attributes.get("class", "").split()

    def find(self, tag: str | None = None, name: str | None = None) -> Iterator[Element]:
        """The elements inside, in order, that have this tag and class."""
        for child in self.children:
            if isinstance(child, str):
                continue
            if (tag is None or child.tag == tag) and (name is None or name in child.classes):
                yield child
            yield from child.find(tag, name)

    def text(self, *, without: str | None = None) -> str:
        """All text inside, white space collapsed; not that of elements of a class."""
        return " ".join("".join(self._texts(without)).split())

    def _texts(self, without: str | None) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif without is None or without not in child.classes:
                yield from child._texts(without)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


@dataclass(frozen=True, slots=True)
class Page:
    """One built page."""

    name: str
    root: Element

    @property
    def article(self) -> Element:
        """What the author wrote, without navigation."""
        return next(self.root.find("article"))

    def tables(self, kind: str | None = None) -> list[Element]:
        """Tables of ours: all, or those of one kind ("deprecation")."""
        name = f"stability-table--{kind}" if kind else "stability-table"
        return list(self.article.find("table", name))


def read_page(site: Path, name: str) -> Page:
    """Parse the page *name* (without ``.html``) of a site."""
    return Page(name, read_html((site / f"{name}.html").read_text(encoding="utf-8")))


def read_html(text: str) -> Element:
    """The elements of a page."""
    parser = _Parser()
    parser.feed(text)
    return parser.root


def read_rows(table: Element) -> list[tuple[str, ...]]:
    """The texts of the cells of a table's body."""
    body = next(table.find("tbody"))
    return [tuple(cell.text() for cell in row.find("td")) for row in body.find("tr")]


def read_heading(table: Element) -> tuple[str, ...]:
    """The texts of a table's head."""
    return tuple(cell.text() for cell in next(table.find("thead")).find("th"))


def read_badges(element: Element) -> list[str]:
    """The texts of the badges in an element."""
    return [badge.text() for badge in element.find(None, "stability-badge")]


def describe_objects(page: Page) -> str:
    """Every documented object of a page, with its badges and admonitions, one line each."""
    lines = [f"# {page.name}"]
    for element in page.article.find():
        if "stability-notice" in element.classes:
            title, *paragraphs = (part.text() for part in element.find("p"))
            lines.append(f"    ! {title}")
            lines += [f"      {text}" for text in paragraphs]
        elif "sig-object" in element.classes:
            badges = "".join(f" [{badge}]" for badge in read_badges(element))
            lines.append(f"{element.attributes.get('id') or element.text()[:40]}{badges}")
        elif "stability-module" in element.classes:
            lines.append("module" + "".join(f" [{badge}]" for badge in read_badges(element)))
    return "\n".join(lines) + "\n"
