"""Say a message of ours in the language that is spoken now.

A message is a literal, in English, whole as a reader sees it, with named placeholders: another
language has another order of words. What is put in a placeholder is never translated.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from string import Formatter
from typing import Final, TypeGuard

from api_stability.language.catalogs import Catalog
from api_stability.model.views import Line, Piece, Span

_spoken: Final[ContextVar[Catalog | None]] = ContextVar("spoken", default=None)


def speak(catalog: Catalog | None) -> None:
    """Say everything in the language of *catalog* from now on; ``None``: in English."""
    _spoken.set(catalog)


@contextmanager
def speaking(catalog: Catalog | None) -> Iterator[None]:
    """Say everything in the language of *catalog* for a while."""
    token = _spoken.set(catalog)
    try:
        yield
    finally:
        _spoken.reset(token)


def is_english() -> bool:
    """Whether messages are said as they stand in the source."""
    return _spoken.get() is None


def message(text: str) -> str:
    """*text* as it is: declares, for the catalogs, what is said later by its value."""
    return text


def say(text: str, /, **values: object) -> str:
    """*text*, a message, with *values* in its placeholders.

    Without values it is said as it is: braces that a constant has are no placeholders.
    """
    said = _find(text)
    return said.format(**values) if values else said


def say_count(one: str, many: str, count: int, /, **values: object) -> str:
    """The message for *count* things, which the placeholder ``count`` stands for."""
    catalog = _spoken.get()
    said = catalog.find(one, count) if catalog is not None else None
    if said is None:
        said = one if count == 1 else many
    return said.format(count=count, **values)


def say_line(text: str, /, **values: Line) -> Line:
    """*text*, a message, with lines in its placeholders; plain text is one piece with its like."""
    line: list[Piece] = []
    for literal, name, _format, _conversion in Formatter().parse(_find(text)):
        value = values[name] if name is not None else ()
        for piece in (Span(literal), *value):
            last = line[-1] if line else None
            if _is_plain(last) and _is_plain(piece):
                line[-1] = Span(last.text + piece.text)
            elif piece != Span(""):
                line.append(piece)
    return tuple(line)


def _is_plain(piece: Piece | None) -> TypeGuard[Span]:
    return isinstance(piece, Span) and piece == Span(piece.text)


def _find(text: str) -> str:
    catalog = _spoken.get()
    said = catalog.find(text) if catalog is not None else None
    return text if said is None else said
