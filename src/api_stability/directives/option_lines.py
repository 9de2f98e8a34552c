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

_ENTRY: Final = re.compile(r"(?P<name>[A-Za-z][\w-]*):(?:[ \t]+(?P<text>.*))?$")
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
        is_plain = len(entry) == 1 and text[:1] not in ("'", '"', "|", ">")
        options[name] = _COMMENT.sub("", text) if is_plain else _read_value(name, entry)
    return tuple(sorted(options.items()))


def _split(lines: list[str]) -> Iterator[list[str]]:
    """Each option with the lines that go on with it; without comments and blank lines before it."""
    entry: list[str] = []
    for line in lines:
        if entry and (line[:1].isspace() or not line.strip()):
            entry.append(line)
        elif line.strip() and not line.startswith("#"):
            if entry:
                yield _trim(entry)
            entry = [line.rstrip()]
    if entry:
        yield _trim(entry)


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
