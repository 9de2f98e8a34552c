"""First sentences of docstrings."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(
    r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)(?<!cf\.)(?<!vs\.)\s+(?=[^a-z])"
)
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n")


def first_sentence(docstring: str | None) -> str | None:
    """The first sentence of the first paragraph that is no directive, on one line."""
    for paragraph in _PARAGRAPHS.split((docstring or "").strip()):
        text = " ".join(paragraph.split())
        if text and not text.startswith(".. "):
            return _END.split(text, maxsplit=1)[0]
    return None
