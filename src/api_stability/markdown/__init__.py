"""The Python-Markdown extension ``api_stability``: directives and roles in every Markdown engine.

It is called by that name in MkDocs, ProperDocs and Zensical, and wherever Python-Markdown is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api_stability.markdown.extension import StabilityExtension


REQUIRED = frozenset(("msgspec", "packaging", "yaml"))
"""What the extra brings; Markdown itself is there when this is called."""


def makeExtension(**settings: Any) -> StabilityExtension:  # noqa: N802 - Python-Markdown's name
    """The extension with *settings*; see `api_stability.markdown.settings.Settings`.

    Raises `ModuleNotFoundError` that says what to install where only the base package is.
    """
    try:
        from api_stability.markdown.extension import StabilityExtension
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in REQUIRED:
            raise
        message = "the Markdown extension api_stability needs more than the base package"
        message += f" ({name} is missing): pip install 'api-stability[mkdocs]'"
        raise ModuleNotFoundError(message, name=name) from None
    return StabilityExtension(**settings)
