"""How each writer spells a badge: text first, in brackets where there is no style."""

from __future__ import annotations

from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from api_stability.sphinx.nodes import (
    StabilityAnchor,
    StabilityBadge,
    StabilityBlockSlot,
    StabilityInlineSlot,
    StabilityNameSlot,
    StabilityNoticeSlot,
    StabilityTable,
)

PLACEHOLDERS: Final = (
    StabilityNameSlot,
    StabilityNoticeSlot,
    StabilityInlineSlot,
    StabilityBlockSlot,
)


def add_nodes(app: Sphinx) -> None:
    """Register our nodes with every writer of Sphinx."""
    app.add_node(
        StabilityBadge,
        html=(visit_badge_html, leave),
        latex=(visit_badge_latex, leave),
        text=(visit_badge_text, leave),
        man=(visit_badge_man, leave),
        texinfo=(visit_badge_texinfo, leave),
    )
    app.add_node(
        StabilityAnchor,
        html=(visit_anchor_html, leave),
        latex=(visit_anchor_latex, leave),
        text=(leave, leave),
        man=(leave, leave),
        texinfo=(visit_anchor_texinfo, leave),
    )
    app.add_node(StabilityTable)
    # Placeholders are gone before anything is written; a translator may still meet one in a
    # document that another extension resolves by itself: it shows what the author wrote there.
    for slot in PLACEHOLDERS:
        shown = (leave, leave)
        app.add_node(slot, html=shown, latex=shown, text=shown, man=shown, texinfo=shown)


def draws_badges(app: Sphinx) -> bool:
    """Whether the builder's writer knows our badge; one that does not gets plain text."""
    builder = app.builder
    handlers = app.registry.translation_handlers
    known = handlers.get(builder.name)
    if known is None:
        known = handlers.get(builder.format, {})
    return StabilityBadge.__name__ in known


def bracketed(label: str) -> str:
    """A badge where there is no style: ``[Beta]``."""
    return f"[{label}]"


# Writers have no common type that declares what they are written with, hence Any.


def visit_badge_html(translator: Any, node: nodes.Element) -> None:
    """``<span class="stability-badge …" title="…">Beta</span>``."""
    if node.get("spaced"):
        translator.body.append(" ")
    translator.body.append(translator.starttag(node, "span", "", title=node["title"]))
    translator.body.append(translator.encode(node["label"]))
    translator.body.append("</span>")


def visit_badge_latex(translator: Any, node: nodes.Element) -> None:
    r"""``\mbox{{[}Beta{]}}``, in braces that no macro takes for an optional argument."""
    space = r"\ " if node.get("spaced") else ""
    label = translator.encode(node["label"])
    badge = f"{{[}}{label}{{]}}"
    # one word is not divided at the end of a line
    translator.body.append(space + (badge if " " in label else rf"\mbox{{{badge}}}"))


def visit_badge_text(translator: Any, node: nodes.Element) -> None:
    """``[Beta]``."""
    translator.add_text(_plain(node))


def visit_badge_man(translator: Any, node: nodes.Element) -> None:
    """``[Beta]``."""
    translator.visit_Text(nodes.Text(_plain(node)))


def visit_badge_texinfo(translator: Any, node: nodes.Element) -> None:
    """``[Beta]``."""
    translator.body.append(translator.escape(_plain(node)))


def visit_anchor_html(translator: Any, node: nodes.Element) -> None:
    """``<span id="…"></span>``."""
    translator.body.append(translator.starttag(node, "span", "") + "</span>")


def visit_anchor_latex(translator: Any, node: nodes.Element) -> None:
    r"""A label that ``\hyperref`` reaches."""
    translator.body += [translator.hypertarget(anchor) for anchor in node["ids"]]


def visit_anchor_texinfo(translator: Any, node: nodes.Element) -> None:
    """``@anchor{…}``."""
    for anchor in node["ids"]:
        translator.add_anchor(anchor, node)


def leave(_translator: Any, _node: nodes.Element) -> None:
    """Show only what is inside."""


def _plain(node: nodes.Element) -> str:
    space = " " if node.get("spaced") else ""
    return space + bracketed(node["label"])
