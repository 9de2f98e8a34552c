"""Links of ours in a built page, followed to the file and the anchor that they lead to."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.example_docs.site import Element, read_html

KINDS = ("stability-link", "stability-badges", "stability-table", "stability-table-note")


def find_broken(page: Path) -> list[str]:
    """The addresses within the site that lead nowhere."""
    root = read_html(page.read_text(encoding="utf-8"))
    found = {address for address in _list_addresses(root) if not urlsplit(address).scheme}
    return sorted(address for address in found if not _is_there(page, address))


def _list_addresses(root: Element) -> list[str]:
    around = [element for kind in KINDS for element in root.find(None, kind)]
    links = [link for element in around for link in (element, *element.find("a"))]
    return [link.attributes["href"] for link in links if "href" in link.attributes]


def _is_there(page: Path, address: str) -> bool:
    parts = urlsplit(address)
    target = page.parent / unquote(parts.path) if parts.path else page
    if parts.path.endswith(("/", ".")):
        target /= "index.html"
    if not target.is_file():
        return False
    root = read_html(target.read_text(encoding="utf-8"))
    anchors = {element.attributes.get("id") for element in root.find()}
    return not parts.fragment or unquote(parts.fragment) in anchors
