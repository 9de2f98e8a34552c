"""Which overload a signature documents, by the types of its parameters."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import TypeVar

from sphinx import addnodes

T = TypeVar("T")


def read_overload(signature: addnodes.desc_signature) -> str | None:
    """The parameters of *signature* as the id of an overload spells them; ``None`` without any."""
    from api_stability.readers.python.signatures import (
        overload_signature,
    )  # the parser: rarely used

    parameters = next(
        (node for node in signature if isinstance(node, addnodes.desc_parameterlist)), None
    )
    if parameters is None:
        return None
    text = ", ".join(node.astext() for node in parameters)
    try:
        statement = ast.parse(f"def _({text}): ...").body[0]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not isinstance(statement, ast.FunctionDef):
        return None
    return overload_signature(statement.args, method=True)


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
