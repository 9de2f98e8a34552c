"""The words of our script: it says them as Python does, ``say("Find")``, and is given others."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from api_stability.language import say

_SAID: Final = re.compile(r'\bsay\(("(?:[^"\\]|\\.)*")')


def find_messages(script: str) -> tuple[str, ...]:
    """The messages that *script* says: each stands in it as one literal with double quotes."""
    literals = dict.fromkeys(_SAID.findall(script))
    return tuple(msgspec.json.decode(literal, type=str) for literal in literals)


def tell_words(script: bytes) -> bytes:
    """*script* after the words of the language that is spoken; as it is where that is English."""
    messages = find_messages(script.decode())
    words = {message: said for message in messages if (said := say(message)) != message}
    if not words:
        return script
    return b"window.apiStabilityWords = " + msgspec.json.encode(words) + b";\n" + script
