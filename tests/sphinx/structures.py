"""What a writer made, without its texts: what markup there is, and how often.

Each reader raises for what is broken, and for characters that do more than show.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from sphinx.util.inventory import InventoryFile
from sphinx.util.texescape import tex_replacements

Structure: TypeAlias = Counter[str]

_VOID: Final = frozenset(("meta", "link", "input", "img", "br", "hr", "wbr", "col"))
_ADDRESSES: Final = frozenset(("href", "src", "refuri", "action", "xlink:href"))
_KEPT: Final = frozenset("\n\t\u200c\u200d\u00ad")
_TEX: Final = re.compile(r"\\(?:[A-Za-z@]+|.)|[{}%#&~^$]", re.DOTALL)
_ESCAPED_TEX: Final = frozenset(
    part for _, replacement in tex_replacements for part in _TEX.findall(replacement)
).union((r"\textgreater", r"\textless", r"\textquotesingle", r"\sphinxhyphen"))
_ROFF: Final = re.compile(r"\\(?:\(..|\*?\[[^\]]*\]|f.|.)")
_ESCAPED_ROFF: Final = frozenset(
    (r"\(aq", r"\e", r"\-", r"\&", r"\(ga", r"\(ha", r"\(ti", r"\(dq", r"\:")
)
_TEXINFO: Final = re.compile(r"@(?:[a-z]+|.)", re.DOTALL)
_ESCAPED_TEXINFO: Final = frozenset(("@@", "@{", "@}", "@comma", "@w"))


def check_characters(text: str) -> None:
    """Fail for a character that moves a cursor, turns the direction, or cannot be seen."""
    found = {c for c in set(text) - _KEPT if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl")}
    assert not found, ascii(found)


def check_address(address: str) -> None:
    """Fail for an address that does anything but lead to a page."""
    assert urlsplit(address).scheme in ("", "http", "https"), address


def read_html(text: str) -> Structure:
    """Elements within elements, with the names of their attributes."""
    check_characters(text)
    parser = _Elements()
    parser.feed(text)
    parser.close()
    assert not parser.open
    return parser.found


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Structure = Counter()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = " ".join(sorted(name for name, _ in attrs))
        above = self.open[-1] if self.open else ""
        # what looks like a name is shown as one, in as many pieces as it has words
        is_name = f"{tag} {names}" == "code class" or (above, tag) == ("code", "span")
        if tag != "wbr" and not is_name:
            self.found[f"{above}/{tag} {names}"] += 1
        for name, value in attrs:
            assert not name.startswith("on"), name
            if name in _ADDRESSES:
                check_address(value or "")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        self.found[f"comment {data}"] += 1

    def handle_decl(self, decl: str) -> None:
        self.found[f"declaration {decl}"] += 1

    def unknown_decl(self, data: str) -> None:
        self.found[f"declaration {data}"] += 1

    def handle_pi(self, data: str) -> None:
        self.found[f"instruction {data}"] += 1


def read_xml(text: str) -> Structure:
    """Elements with the names of their attributes."""
    check_characters(text)
    found: Structure = Counter()
    for above in ET.fromstring(text).iter():
        for element in above:
            name = f"{above.tag}/{element.tag} {' '.join(sorted(element.attrib))}"
            if not re.search(r"\}code(/| class$)|/literal $", name):  # as above
                found[name] += 1
            for name in _ADDRESSES & element.attrib.keys():
                check_address(element.attrib[name])
    return found


def read_tex(text: str) -> Structure:
    """Control sequences and active characters, but those that stand for a character."""
    check_characters(text)
    found: Structure = Counter()
    depth = 0
    for token in _TEX.findall(text):
        depth += {"{": 1, "}": -1}.get(token, 0)
        assert depth >= 0
        if token not in _ESCAPED_TEX:
            found[token] += 1
    assert depth == 0
    return found


def read_roff(text: str) -> Structure:
    """Requests, and escapes but those that stand for a character."""
    check_characters(text)
    found: Structure = Counter()
    for line in text.splitlines():
        if line.startswith((".", "'")):
            found[line.split(" ")[0]] += 1
    found.update(token for token in _ROFF.findall(text) if token not in _ESCAPED_ROFF)
    return found


def read_texinfo(text: str) -> Structure:
    """Commands, but those that stand for a character."""
    check_characters(text)
    return Counter(token for token in _TEXINFO.findall(text) if token not in _ESCAPED_TEXINFO)


def read_text(text: str) -> Structure:
    """Nothing: that no character does more than show is all that there is to say."""
    check_characters(text)
    return Counter()


def read_json_page(text: str) -> Structure:
    """The elements of what stands in a page of the builder "json"."""
    page = json.loads(text)
    return read_html(page.get("body", "")) if isinstance(page, dict) else Counter()


def read_pot(text: str) -> Structure:
    """The messages: what authors wrote is none of ours."""
    return Counter(re.findall(r'^(?:msgid|msgstr|").*$', text, re.MULTILINE))


def read_inv(file: Path) -> Structure:
    """Objects by type; each has one line."""
    inventory = InventoryFile.loads(file.read_bytes(), uri="").data
    return Counter({kind: len(found) for kind, found in inventory.items()})


def read_search_data(text: str) -> Structure:
    """How many badges and places; nothing in it ends the script that it is loaded as."""
    assert "<" not in text
    assert not set(text) & set("\u2028\u2029")
    check_characters(text)
    data = json.loads(text[text.index("{") : text.rindex("}") + 1])
    return Counter({"badges": len(data["badges"]), "places": len(data["places"])})


def read_search_index(text: str) -> Structure:
    """Objects by type."""
    index = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    return Counter(entry[1] for found in index["objects"].values() for entry in found)


def read_inventory(text: str) -> Structure:
    """Keys by place."""
    found: Structure = Counter()
    waiting = [("", json.loads(text))]
    while waiting:
        place, value = waiting.pop()
        found[place] += 1
        if isinstance(value, dict):
            waiting += [(f"{place}.{key}", item) for key, item in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{place}[]", item) for item in value]
    return found
