"""References that mkdocs-autorefs resolves, in MkDocs and in Zensical.

It knows what is documented where once all pages are made, and leaves the text alone where there is
no such place.
"""

from __future__ import annotations

from html import escape

from api_stability.model.ids import InvalidIdError, PythonId, parse_id


def refer(target: str, text: str) -> str | None:
    """The reference to a Python symbol that says *text*, HTML; ``None`` for another target.

    mkdocstrings names what it documents by its path, and may name a parameter; what has no place of
    its own leads to what it is a part of.
    """
    try:
        identity = parse_id(target)
    except InvalidIdError:
        return None
    if not isinstance(identity, PythonId):
        return None
    path = ".".join(identity.path)
    name = f"{path}({identity.parameter})" if identity.parameter else path
    return f'<autoref identifier="{escape(name)}" slug="{escape(path)}" optional>{text}</autoref>'
