"""Objects that are on no surface: what the author's own text says of them is their badge."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from api_stability.directives.uses import LevelUse
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.nodes import StabilityBlockSlot, StabilityInlineSlot, find_badge_line
from api_stability.sphinx.uses import SaidUse


def leave_said(content: addnodes.desc_content, env: BuildEnvironment) -> None:
    """Leave slots in the signatures for what *content* says at its first level.

    That is the directive ``stability``, or Sphinx' ``deprecated``.
    """
    words = tuple(dict.fromkeys(filter(None, map(_said_by, content.children))))
    signatures = [
        node for node in content.parent.children if isinstance(node, addnodes.desc_signature)
    ]
    for use in map(SaidUse, words if signatures else ()):
        stability_domain(env).note_use(use)
        for node in signatures:
            find_badge_line(node).append(StabilityInlineSlot("", use=use, spaced=True))


def _said_by(node: nodes.Node) -> str | None:
    if isinstance(node, StabilityBlockSlot) and isinstance(node.use, LevelUse):
        return node.use.level
    is_deprecation = isinstance(node, addnodes.versionmodified) and node.get("type") == "deprecated"
    return "deprecated" if is_deprecation else None
