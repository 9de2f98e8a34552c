"""Options and commands in the lists that sphinx-argparse, sphinx-argparse-cli and Cyclopts make.

They use neither ``option`` nor ``program``. Which program an option is of is told by the line of
usage above it; that the program is known, and has such an option, is seen when the page is written.
sphinx-click uses both directives, and only its commands are found here.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx

from api_stability.directives.commands import read_command, read_names
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.nodes import StabilityNameSlot, StabilityNoticeSlot
from api_stability.sphinx.objects import insert_slot
from api_stability.sphinx.uses import ModuleUse, NameUse

COMMAND_LINES: Final = frozenset(
    {"sphinx_click", "sphinx_click.ext", "sphinxarg.ext", "sphinx_argparse_cli"}
    | {"cyclopts.ext.sphinx", "cyclopts.sphinx_ext"}
)
"""The extensions that document programs."""


class CommandLines:
    """Reads one page, in its order."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._command: str | None = None

    def read(self, node: nodes.Element) -> None:
        """Leave a slot where *node* is a command or an option."""
        match node:
            case nodes.literal_block():
                self._read_usage(node)
            case nodes.option_list_item():
                self._read_option(node)
            case nodes.term():
                self._read_term(node)
            case nodes.paragraph() if node["ids"] and isinstance(node.parent, nodes.list_item):
                self._read_line(node)
            case _:
                pass

    def _read_usage(self, block: nodes.literal_block) -> None:
        """Of all four: a section begins with how the command is used."""
        words = read_command(block.astext())
        section = block.parent
        if not words or not isinstance(section, nodes.section | nodes.document):
            return
        self._command = " ".join(words)
        if _is_about(section, words) or "sphinx-argparse-cli-wrap" in block["classes"]:
            use = ModuleUse(f"cli:{self._command}")
            place = section.index(block)
            if place and isinstance(section[place - 1], nodes.rubric):
                place -= 1
            section.insert(place, StabilityNoticeSlot("", use=use))
            stability_domain(self._app.env).note_use(use)

    def _read_option(self, item: nodes.option_list_item) -> None:
        """Of sphinx-argparse: ``--old, -o`` as one text."""
        group = item[0]
        name = group[0] if isinstance(group, nodes.option_group) and len(group) else None
        if isinstance(name, nodes.option_string):
            self._leave(name, name.astext())

    def _read_term(self, term: nodes.term) -> None:
        """Of Cyclopts: ``FAST, --fast`` or ``--where STR`` as code."""
        if len(term) == 1 and isinstance(term[0], nodes.literal):
            self._leave(term, term.astext())

    def _read_line(self, line: nodes.paragraph) -> None:
        """Of sphinx-argparse-cli: each name is a link to the line itself, with a title."""
        link = line[0]
        if isinstance(link, nodes.reference) and link.get("refid") in line["ids"]:
            self._leave(line, link.astext())

    def _leave(self, name: nodes.Element, text: str) -> None:
        names = read_names(text)
        if self._command is not None and names:
            use = NameUse(f"cli:{self._command} {names[0]}")
            insert_slot(self._app, name, StabilityNameSlot("", use=use))


def _is_about(section: nodes.Element, words: list[str]) -> bool:
    """Whether an anchor of *section*, or one that stands before it, is made of *words*."""
    wanted = nodes.make_id(" ".join(words))
    anchors = [*section.get("ids", ()), *section.get("names", ())]
    for node in section.children:
        if isinstance(node, nodes.target):
            anchors += [*node["ids"], node.get("refid", "")]
    spelled = {nodes.make_id(anchor) for anchor in anchors}
    return wanted in spelled or f"cyclopts-{wanted}" in spelled
