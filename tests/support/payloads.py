"""Texts that are harmless to read and harmful to whoever takes them for more than text.

One collection for every test of what is made of text that somebody else wrote. `calm` makes of such
a text one that nobody could take for more, with its words and its addresses in the same places.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from api_stability.model.codec import encodable
from api_stability.model.views import Span
from api_stability.views.words import link_urls

COLLECTION: Final[dict[str, list[str]]] = json.loads(
    Path(__file__).with_suffix(".json").read_text("utf-8")
)
"""By the kind of thing that they would like to be taken for."""
PAYLOADS: Final = tuple(text for texts in COLLECTION.values() for text in texts)
VAST: Final = ("x" * 20_000, "x\n" * 10_000, "<b>" * 5_000, "\\" * 5_001)
"""Texts whose size alone is harmful."""


def calm(text: str) -> str:
    """*text* with a letter in the place of each character that is no space, backtick or address."""
    return "".join(
        "https://example.org/x" if span.url is not None else _calm_words(span.text)
        for span in link_urls(text)
        if isinstance(span, Span)
    )


def _calm_words(text: str) -> str:
    shown = encodable(text)
    return "".join(letter if letter.isspace() or letter == "`" else "x" for letter in shown)


def on_one_line(text: str) -> str:
    """*text* as it can stand in a line of a page's source, where an author would have written it.

    Empty where a source cannot hold it.
    """
    line = " ".join(text.split())
    return line if line.isprintable() and "\u00ad" not in line else ""
