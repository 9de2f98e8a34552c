"""Our own nodes: placeholders that are left while reading, and what they become.

None has a Text child of ours, so no text of a badge is ever part of a title, an anchor or the
search index.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from api_stability.sphinx.uses import Use


class Placeholder(nodes.Element):
    """Something that is filled in from the inventory when its page is written.

    ``use`` is the `Use` that says what is wanted.
    """

    @property
    def use(self) -> Use:
        """What is wanted here."""
        use: Use = self["use"]
        return use

    @property
    def is_always_shown(self) -> bool:
        """Whether it is on the page whatever the output, so that something may lead here."""
        step: nodes.Node = self
        while step.parent is not None and not isinstance(step, addnodes.only):
            step = step.parent
        return isinstance(step, nodes.document)


class StabilitySignatureSlot(Placeholder, nodes.Inline):
    """At the end of a signature: becomes the badges of the signature at ``position``."""


class StabilityNoticeSlot(Placeholder, nodes.Invisible):
    """The first thing in an object's content: becomes its notices."""


class StabilityNameSlot(Placeholder, nodes.Invisible):
    """After the text that names an object: becomes badges at the end of the name."""


class StabilityBlockSlot(Placeholder, nodes.Body):
    """In the place of a directive; its children are the author's own content."""


def slots_being_read(env: BuildEnvironment) -> list[StabilityBlockSlot]:
    """The slots of the page that is being read, so far, to be added to."""
    slots: list[StabilityBlockSlot] = env.temp_data.setdefault("stability-slots", [])  # type: ignore[assignment]
    return slots


class StabilityInlineSlot(Placeholder, nodes.Inline):
    """In the place of a role, or after a link.

    ``spaced`` when the space before it was taken out of a title.
    """


class StabilityBadge(nodes.Element, nodes.Inline):
    """A badge: ``label`` is what is read, ``title`` what is told about it.

    ``spaced``: a space belongs before it.
    """


class StabilityAnchor(nodes.Element, nodes.Inline):
    """Somewhere to link to, with nothing to be seen; ``ids`` has its name.

    Of docutils' own nodes, each of Sphinx' writers makes an anchor of others.
    """


class StabilityTable(nodes.table):
    """A table that is not numbered: it is made after figures and tables were counted."""


def find_placeholders(root: nodes.Element, *, in_text: bool) -> list[Placeholder]:
    """All placeholders in *root*, in order, outer before inner.

    Roles and links are the only ones inside text; without *in_text*, what most of a page consists
    of is passed over, and a large page takes a fraction of the time. (The table of autosummary is
    in what counts as a comment.)
    """
    found: list[Placeholder] = []
    waiting: list[nodes.Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.comment):
            if in_text:
                waiting += reversed(node.children)
            elif isinstance(node, _SIGNATURES):
                waiting += [child for child in node.children[::-1] if isinstance(child, _IN_THEM)]
        elif isinstance(node, nodes.Element):
            if isinstance(node, Placeholder):
                found.append(node)
            waiting += reversed(node.children)
    return found


def is_summary(node: nodes.Node | None) -> bool:
    """Whether *node* is a table of objects, as autosummary and those after it make them."""
    return isinstance(node, nodes.table) and "autosummary" in node["classes"]


_SIGNATURES = (addnodes.desc_signature, addnodes.desc_signature_line)
_IN_THEM = (Placeholder, addnodes.desc_signature_line)
