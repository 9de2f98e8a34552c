"""Our own nodes: placeholders that are left while reading, and what they become.

None has a Text child of ours, so no text of a badge is ever part of a title, an anchor or the
search index.
"""

from __future__ import annotations

from typing import Final, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes

from api_stability.sphinx.uses import Use

USE: Final = "stability-use"
"""The attribute of the content of a documented object's description that has its `ObjectUse`.

There is one for each documented object, and most show nothing: a node for each would cost more to
make, to store and to take out again than all the rest of what is done for it.
"""


_IS_PAGE: Final = "stability_is_page"


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


class StabilityNoticeSlot(Placeholder, nodes.Invisible):
    """Where a module, or a command, is documented: becomes its badges and notices."""


class StabilityNameSlot(Placeholder, nodes.Invisible):
    """After the text that names an object: becomes badges at the end of the name."""


class StabilityBlockSlot(Placeholder, nodes.Body):
    """In the place of a directive; its children are the author's own content."""


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


def mark_as_page(document: nodes.document) -> None:
    """Note on *document* that it is one page: copies, into which others are put, do not have it."""
    vars(document)[_IS_PAGE] = True


def is_page(document: nodes.document) -> bool:
    """Whether *document* is one page, and not several that are put together to be written."""
    return _IS_PAGE in vars(document)


class Found(NamedTuple):
    """What is to be filled on a page, in order, outer before inner."""

    placeholders: list[Placeholder]
    contents: list[addnodes.desc_content]
    """The contents of the descriptions of objects that `USE` is left on."""


def find_placeholders(root: nodes.Element, *, in_text: bool) -> Found:
    """All that is to be filled in *root*.

    Roles and links are the only ones inside text; without *in_text*, what most of a page consists
    of is passed over, and a large page takes a fraction of the time. (The table of autosummary is
    in what counts as a comment.)
    """
    found = Found([], [])
    waiting: list[nodes.Node] = [root]
    while waiting:
        node = waiting.pop()
        kind = _KINDS[node.__class__]
        if kind is _TEXT:
            if not in_text:
                continue
        elif kind is not None:
            if kind is Placeholder:
                found.placeholders.append(cast("Placeholder", node))
            elif USE in cast("addnodes.desc_content", node).attributes:
                found.contents.append(cast("addnodes.desc_content", node))
        waiting += node.children[::-1]
    return found


def find_badge_line(signature: addnodes.desc_signature) -> nodes.Element:
    """Where badges go at the end: in a signature of several lines the one with the link."""
    if not signature.get("is_multiline"):
        return signature
    lines = [node for node in signature if isinstance(node, addnodes.desc_signature_line)]
    linked = next((line for line in lines if line.get("add_permalink")), None)
    return linked or (lines[0] if lines else signature)


_TEXT: Final = nodes.TextElement


class _Kinds(dict[type, type | None]):
    """What the nodes of a class are, asked of every node there is: text, or with text in them;
    placeholders; contents of descriptions; or none of these.
    """

    def __missing__(self, node: type) -> type | None:
        kind: type | None = None
        if issubclass(node, nodes.TextElement | nodes.Text) and not issubclass(node, nodes.comment):
            kind = _TEXT
        elif issubclass(node, Placeholder):
            kind = Placeholder
        elif issubclass(node, addnodes.desc_content):
            kind = addnodes.desc_content
        self[node] = kind
        return kind


_KINDS: Final = _Kinds()


def is_summary(node: nodes.Node | None) -> bool:
    """Whether *node* is a table of objects, as autosummary and those after it make them."""
    return isinstance(node, nodes.table) and "autosummary" in node["classes"]
