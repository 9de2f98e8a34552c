"""The options of a directive in Markdown, in the small part of YAML that MyST takes.

A value is plain, quoted, or a block (``|`` and ``>``), and always a text: ``1.10`` stays as it is.
A plain value ends where a comment begins (`` #``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from api_stability.directives.uses import Options
from api_stability.documents.nodes import DocumentError, Mapping, Scalar
from api_stability.documents.yaml_documents import read_yaml
from api_stability.model.errors import UserError

_ENTRY: Final = re.compile(r"(?P<name>[A-Za-z][\w-]*) *:(?:[ \t]+(?P<text>.*))?$")
_COMMENT: Final = re.compile(r"(?:^|[ \t]+)#.*$")


def parse_option_lines(lines: list[str]) -> Options:
    """The options, sorted; raise `UserError` for a line that is none, and for one given twice."""
    options: dict[str, str] = {}
    for entry in _split(lines):
        found = _ENTRY.match(entry[0])
        if found is None:
            raise UserError(f"{entry[0].strip()!r} is no option; write a name, a colon, a value")
        name, text = found["name"], (found["text"] or "").strip()
        if name in options:
            raise UserError(f"option {name!r} is given twice; remove one of them")
        rest = [text, *(line.strip() for line in entry[1:])]
        start = next((line for line in rest if line and not line.startswith("#")), "")
        is_marked = start.startswith(("'", '"', "|", ">"))
        options[name] = _read_value(name, entry) if is_marked else _fold(name, rest)
    return tuple(sorted(options.items()))


def _split(lines: list[str]) -> Iterator[list[str]]:
    """Each option with the lines that go on with it; without comments and blank lines before it."""
    entry: list[str] = []
    for line in lines:
        if entry and (line[:1].isspace() or not line.strip()):
            entry.append(line)
        elif line.strip() and not line.lstrip().startswith("#"):
            if entry:
                yield _trim(entry)
            entry = [line.rstrip()]
    if entry:
        yield _trim(entry)


def _fold(name: str, lines: list[str]) -> str:
    """A plain value: a space between its lines, and an empty line for each one beside the first."""
    folded, gap, is_over = "", 0, False
    for line in lines:
        text = _COMMENT.sub("", line)
        if text and is_over:
            raise UserError(f"the value of option {name!r} goes on after a comment; remove that")
        if text:
            folded += ("\n" * gap or " ") + text if folded else text
            gap = 0
        else:
            gap += 1
        # nothing has begun where a comment stands before the value
        is_over = is_over or (text != line and bool(folded))
    return folded


def _trim(entry: list[str]) -> list[str]:
    while not entry[-1].strip():
        entry.pop()
    return entry


def _read_value(name: str, entry: list[str]) -> str:
    try:
        documents = list(read_yaml("\n".join(entry) + "\n"))
    except DocumentError as error:
        raise UserError(f"the value of option {name!r} {error.message}") from None
    root = documents[0].root if len(documents) == 1 else None
    value = root.entries[0].value if isinstance(root, Mapping) and root.entries else None
    if not isinstance(value, Scalar):
        raise UserError(f"the value of option {name!r} must be a text")
    return value.text.strip()
