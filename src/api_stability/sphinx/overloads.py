"""The overload that a signature documents, as its parameters spell it."""

from __future__ import annotations

from sphinx import addnodes


def read_overload(signature: addnodes.desc_signature) -> str | None:
    """The parameters of *signature* as the id of an overload spells them; ``None`` without any."""
    from api_stability.readers.python.signatures import (
        read_signature,
    )  # the parser: rarely used

    parameters = next(
        (node for node in signature if isinstance(node, addnodes.desc_parameterlist)), None
    )
    if parameters is None:
        return None
    return read_signature(", ".join(node.astext() for node in parameters))
