"""Which overload a signature documents, by the types of its parameters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def find_overload(wanted: str, known: Sequence[tuple[str, T]]) -> T | None:
    """The one of *known* that has the parameters *wanted*.

    Documentation may spell a type otherwise than the source does: without its module, or
    ``Optional[int]`` as ``int | None``. ``None`` when none fits, or more than one.
    """
    exact = [found for text, found in known if text == wanted]
    if len(exact) == 1:
        return exact[0]
    plain = _plain(wanted)
    alike = [found for text, found in known if _plain(text) == plain]
    return alike[0] if len(alike) == 1 else None


def _plain(text: str) -> str:
    text = re.sub(r"\s+", "", text).replace("'", '"')
    text = re.sub(r"(?:[^\W\d]\w*\.)+(?=[^\W\d])", "", text)
    return re.sub(r"Optional\[([^\[\]]*)\]", r"\1|None", text)
