"""First sentences of docstrings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_END: Final = re.compile(r"[.!?](?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)(?<!cf\.)(?<!vs\.)\s+(?=[^a-z])")
_GAP: Final = re.compile(r"\n[ \t]*\n")


def first_sentence(docstring: str | None) -> str | None:
    """The first sentence of the first paragraph that is no directive, on one line."""
    for paragraph in _paragraphs((docstring or "").strip()):
        text = " ".join(paragraph.split())
        if text and not text.startswith(".. "):
            end = _END.search(text)
            return text[: end.start() + 1] if end else text
    return None


def _paragraphs(text: str) -> Iterator[str]:
    start = 0
    for gap in _GAP.finditer(text):
        yield text[start : gap.start()]
        start = gap.end()
    yield text[start:]
