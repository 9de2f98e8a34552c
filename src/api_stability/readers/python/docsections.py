"""Sections, entries and fields of docstrings: numpydoc, Google style and reStructuredText fields.

Nothing here needs a well-formed docstring: what is no section is text.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["parameters", "members", "elsewhere", "text", "deprecated"]

_TITLES: Final[dict[Kind, frozenset[str]]] = {
    "parameters": frozenset(
        {"parameters", "other parameters", "keyword parameters", "optional parameters", "params"}
        | {"args", "arguments", "keyword args", "keyword arguments", "keywords", "kwargs"}
    ),
    "members": frozenset({"attributes", "class attributes", "methods", "properties"}),
    "elsewhere": frozenset(
        {"returns", "return", "yields", "yield", "receives", "raises", "raise", "except"}
        | {"exceptions", "warns", "examples", "example", "usage", "see also", "references", "todo"}
    ),
    "text": frozenset(
        {"note", "notes", "warning", "warnings", "important", "caution", "attention"}
        | {"danger", "hint", "tip"}
    ),
}
_UNDERLINE: Final = re.compile(r"([=\-~^\"'#*+])\1{2,}")
_GOOGLE: Final = re.compile(r"([A-Za-z][A-Za-z ]{2,30}):")
_COLON: Final = re.compile(r"(?<!:):(?![:\w])")
_FIELD: Final = re.compile(r":([a-z]+)(?:\s+([^:]*))?:(?!\w*`)\s*(.*)")
_PARAMETER_FIELDS: Final = frozenset(
    {"param", "parameter", "arg", "argument", "key", "keyword", "kwarg"}
)
_MEMBER_FIELDS: Final = frozenset({"ivar", "var", "cvar", "attribute", "attr"})
_MAX_ENTRY: Final = 500
"""A longer line names nothing."""
MARKER: Final = re.compile(r"(?:[-*+•]|\(?(?:\d+|[a-zA-Z#])[.)])(?:\s|$)")
"""What an item of a list begins with."""


class Line(NamedTuple):
    """One line of a docstring, its indentation counted from the leftmost line."""

    indent: int
    text: str


class Header(NamedTuple):
    """The title of a section."""

    kind: Kind
    google: bool
    size: int
    """How many lines it takes."""


class Entry(NamedTuple):
    """The beginning of what is said about parameters, members, or something else (no names)."""

    names: tuple[str, ...] = ()
    members: bool = False
    text: str = ""
    """What stands behind the names on the same line."""


OBJECT: Final = Entry()
"""What the docstring documents."""


def split_lines(text: str) -> list[Line]:
    """The lines of a docstring, without the indentation that they share."""
    raw = text.expandtabs().split("\n")
    indents = [len(line) - len(line.lstrip()) for line in raw]
    inside = [n for n, line in zip(indents[1:], raw[1:], strict=True) if line.strip()]
    margin = min(inside, default=0)
    rest = [
        Line(max(0, indent - margin), line.strip())
        for indent, line in zip(indents[1:], raw[1:], strict=True)
    ]
    return [Line(0, raw[0].strip()), *rest]


def read_header(lines: Sequence[Line], index: int, deprecating: frozenset[str]) -> Header | None:
    """The header that begins at *index*, if one does.

    An underlined title is one whatever it says; a title with a colon only where it is known and
    something stands below it, further in.
    """
    line = lines[index]
    below = lines[index + 1] if index + 1 < len(lines) else Line(0, "")
    if below.indent == line.indent and _UNDERLINE.fullmatch(below.text):
        return Header(_kind(line.text, deprecating) or "text", google=False, size=2)
    found = _GOOGLE.fullmatch(line.text)
    kind = _kind(found[1], deprecating) if found else None
    if kind is None:
        return None
    inside = next((each for each in lines[index + 1 : index + 4] if each.text), None)
    if inside is None or inside.indent <= line.indent:
        return None
    return Header(kind, google=True, size=1)


def _kind(title: str, deprecating: frozenset[str]) -> Kind | None:
    folded = " ".join(title.casefold().rstrip(":").split())
    if folded in deprecating:
        return "deprecated"
    return next((kind for kind, titles in _TITLES.items() if folded in titles), None)


def read_entry(text: str, kind: Kind, *, google: bool) -> Entry:
    """What a line that begins an entry of a section is about."""
    if kind not in {"parameters", "members"} or len(text) > _MAX_ENTRY:
        return Entry()
    head, rest = text, ""
    if google:
        found = _COLON.search(text)
        if found is None:
            return Entry()
        head, rest = text[: found.start()], text[found.end() :].strip()
        head = re.split(r"[(\[]", head, maxsplit=1)[0]
    else:
        head = re.split(r" :|:(?:\s|$)", text, maxsplit=1)[0]
    return Entry(_names(head), kind == "members", rest)


def read_field(text: str) -> Entry | None:
    """``:param int x: …`` and its relatives; other fields are about nothing that has a name."""
    found = _FIELD.fullmatch(text) if text.startswith(":") else None
    if found is None:
        return None
    word, argument, rest = found[1], found[2] or "", found[3]
    if word in _PARAMETER_FIELDS | _MEMBER_FIELDS:
        return Entry(_names(argument.rpartition(" ")[2]), word in _MEMBER_FIELDS, rest)
    return Entry()


def _names(text: str) -> tuple[str, ...]:
    """Plain names; none where something else stands between them."""
    names = [re.sub(r"\(.*\)$|=.*$", "", each.strip(" `*\\'\"")) for each in text.split(",")]
    names = [each.strip(" `*\\") for each in names]
    plain = all(name.isidentifier() and not keyword.iskeyword(name) for name in names)
    return tuple(dict.fromkeys(names)) if plain else ()
