"""What to use instead: names that are verified become links, phrases stay phrases."""

from __future__ import annotations

import re

from api_stability.language import say_line, speaking
from api_stability.model.ids import SURFACES, display_name
from api_stability.model.index import Index
from api_stability.model.symbols import Symbol
from api_stability.model.views import Line, Span, plain_text
from api_stability.views.words import ends_sentence, join_lines, link_urls, paragraphs

_NAME = re.compile(r"[^\s`'\"]+")
_USE_NAME = re.compile(r"use\s+`{0,2}([^\s`]+)`{0,2}(?:\s+instead)?\s*\.?", re.IGNORECASE)


def alternative_lines(symbol: Symbol, index: Index) -> tuple[Line, ...]:
    """Each alternative of a deprecated *symbol*: a verified name as a link, else as written."""
    if symbol.deprecation is None:
        return ()
    written = (" ".join(text.split()) for text in symbol.deprecation.alternatives)
    return tuple(_view_one(text, symbol, index) for text in written if text)


def find_targets(symbol: Symbol, index: Index) -> tuple[Symbol, ...]:
    """The symbols that the alternatives of *symbol* name, those that are verified."""
    if symbol.deprecation is None:
        return ()
    found = (_find(_bare(text), symbol, index) for text in symbol.deprecation.alternatives)
    return tuple(dict.fromkeys(target for target in found if target is not None))


def view_instead(symbol: Symbol, index: Index) -> tuple[Line, ...]:
    """The sentences that say what to use instead of a deprecated *symbol*.

    An alternative that is a sentence of its own ("Use dynamic discovery") is not put into another.
    """
    names: list[Line] = []
    sentences: list[Line] = []
    for line in alternative_lines(symbol, index):
        text = plain_text(line)
        if re.match(r"use[sd]?\b\s", text, re.IGNORECASE) or (" " in text and ends_sentence(text)):
            sentences.append(line if ends_sentence(text) else (*line, Span(".")))
        else:
            names.append(line)
    if names:
        sentences.insert(0, say_line("Use {names} instead.", names=join_lines(names, "or")))
    return tuple(sentences)


def reason_lines(symbol: Symbol, index: Index) -> tuple[Line, ...]:
    """Why *symbol* is deprecated, without what its name or the alternatives already say."""
    if symbol.deprecation is None or not symbol.deprecation.reason:
        return ()
    with speaking(None):  # as code says it, whichever language is spoken here
        said = {_folded(plain_text(line)) for line in view_instead(symbol, index)}
    said |= {"deprecated", ""}
    lines = paragraphs(symbol.deprecation.reason)
    return tuple(line for line in lines if _folded(plain_text(line)) not in said)


def _folded(text: str) -> str:
    """*text* without what does not change its meaning, to see whether it was already said."""
    words = re.sub(r"[`'\"]|\(\)|[.!]+$", "", text).casefold().split()
    return " ".join(words).removesuffix(" instead")


def _bare(text: str) -> str:
    """The name in "Use `name` instead."; any other text as it is."""
    text = " ".join(text.split())
    found = _USE_NAME.fullmatch(text)
    return found[1] if found and _is_code(found[1]) else text


def _find(text: str, symbol: Symbol, index: Index) -> Symbol | None:
    target = index.find_alternative(text, near=symbol)
    return None if target is None or target.id == symbol.id else target


def _view_one(text: str, symbol: Symbol, index: Index) -> Line:
    name = _bare(text)
    target = _find(name, symbol, index)
    shown = name.strip("`")
    if target is not None:
        return (Span(_without_surface(shown), style="code", target=target.id),)
    if _is_code(shown):
        return (Span(_without_surface(shown), style="code"),)
    return link_urls(text)


def _is_code(text: str) -> bool:
    """Whether *text* is one name as code spells it, not a word of a sentence or an address."""
    if not _NAME.fullmatch(text) or re.match(r"https?://", text, re.IGNORECASE):
        return False
    return text.rstrip("()").isidentifier() or re.search(r"[.:_/(=-]", text[:-1]) is not None


def _without_surface(text: str) -> str:
    return display_name(text) if text.partition(":")[0] in SURFACES else text
