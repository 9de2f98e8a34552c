"""What a reader sees on a page: its text in outline, and what each object shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_VOID: Final = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr"))
_LINES: Final = frozenset(("p", "li", "tr", "div", "details", "summary", "pre", "table", "ul"))


class Outline(HTMLParser):
    """One line for each paragraph, row and heading; our badges in brackets."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        classes = (dict(attrs).get("class") or "").split()
        end = ""
        if tag in _LINES:
            self.parts.append("\n")
        if re.fullmatch("h[1-6]", tag):
            self.parts.append(f"\n{'#' * int(tag[1])} ")
            end = "\n"
        if "stability-badge" in classes:
            self.parts.append(" [")
            end = "]"
        elif "stability-notice" in classes:
            self.parts.append(f"!!! {classes[1]} ")
            end = "\n!!!\n"
        elif tag == "td":
            self.parts.append(" | ")
        self._open.append((tag, end))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        found, end = self._open.pop()
        assert found == tag, (found, tag)
        self.parts.append(end)

    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"\s+", " ", data))


def outline(html: str) -> str:
    """The text of *html*, as far as it does not depend on how mkdocstrings draws it."""
    parser = Outline()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line.replace("[ ", "[").replace(" ]", "]") for line in lines if line) + "\n"


@dataclass
class Seen:
    """What one object shows."""

    badges: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def read_objects(html: str) -> dict[str, Seen]:
    """What each object on a page shows, by its anchor; badges are those of headings."""
    found: dict[str, Seen] = {}
    pieces = re.split(r'<h[1-6] id="([^"]+)" class="doc doc-heading">', html)
    for anchor, text in zip(pieces[1::2], pieces[2::2], strict=True):
        head, _, body = text.partition("</h")
        seen = found.setdefault(anchor, Seen())
        seen.badges += badge_texts(head)
        seen.notices += notice_texts(body)
    return found


def badge_texts(html: str) -> list[str]:
    """The text of each badge."""
    return re.findall(r'<span class="stability-badge [^>]*>([^<]*)</span>', html)


def notice_texts(html: str) -> list[str]:
    """The text of each notice, in one line."""
    found = re.findall(
        r'<div class="admonition [^"]*stability-notice[^>]*>(.*?)</div>', html, re.DOTALL
    )
    return [join_text(outline(text).splitlines()) for text in found]


def join_text(lines: Iterable[str]) -> str:
    """Text as it is compared: without the spaces that are none to a reader."""
    return re.sub(r"\s+([.,:;)])", r"\1", " ".join(" ".join(lines).split()))
