"""The Python-Markdown extension ``api_stability``: directives and roles in every Markdown engine.

It is called by that name in MkDocs, ProperDocs and Zensical, and wherever Python-Markdown is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api_stability.markdown.extension import StabilityExtension


def makeExtension(**settings: Any) -> StabilityExtension:  # noqa: N802 - Python-Markdown's name
    """The extension with *settings*; see `api_stability.markdown.settings.Settings`."""
    from api_stability.markdown.extension import StabilityExtension

    return StabilityExtension(**settings)
