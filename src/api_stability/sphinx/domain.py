"""The domain ``stability``: our directives and roles by their long names, and what pages use.

Its data, which Sphinx stores with the environment and merges after a parallel read, is what each
page asks for. The inventory is not in it: `StabilityDomain.build` lives as long as the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, Index, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from api_stability.directives.uses import FeatureUse, PolicyUse, TableUse
from api_stability.language import message, say
from api_stability.model.ids import display_name
from api_stability.renderers.printable import printable
from api_stability.sphinx.directives import DIRECTIVES
from api_stability.sphinx.index_page import StabilityIndex
from api_stability.sphinx.page import slots_being_read
from api_stability.sphinx.references import ask
from api_stability.sphinx.roles import REFERENCES, ROLES
from api_stability.sphinx.uses import Use

if TYPE_CHECKING:
    from api_stability.sphinx.build import Build

NAME: Final = "stability"
_LINE_END: Final = re.compile(r"\s\S*:\S*\s+-?[0-9]+(\s|$)")
BY_PAGE: Final = ("pages", "origins", "documented", "tables", "policies", "referring")
"""What of the domain's data has document names for keys."""


_LABEL: Final = message("Stability")
_INDEX: Final = message("Stability index")
_OBJECTS: Final = {
    "feature": message("feature"),
    "level": message("level"),
    "policy": message("policy"),
    "symbol": message("symbol"),
}


def long_name(short: str) -> str:
    """The name in the domain: ``table`` for ``stability-table``, ``level`` for ``stability``."""
    return short.removeprefix("stability-") if short != NAME else "level"


class StabilityDomain(Domain):
    """What pages show of the inventory."""

    name = NAME
    label = _LABEL
    directives: ClassVar[dict[str, Any]] = {
        long_name(name): directive for name, directive in DIRECTIVES.items()
    }
    roles: ClassVar[dict[str, Any]] = {
        **{long_name(name): role for name, role in ROLES.items()},
        **REFERENCES,
    }
    object_types: ClassVar[dict[str, ObjType]] = {
        name: ObjType(_OBJECTS[name], role)
        for name, role in (
            ("feature", "feature"),
            ("level", "policy"),
            ("policy", "policy"),
            ("symbol", "symbol"),
        )
    }
    indices: ClassVar[list[type[Index]]] = [StabilityIndex]
    initial_data: ClassVar[dict[str, Any]] = {"features": {}, **{name: {} for name in BY_PAGE}}
    data_version = 5

    build: Build | None = None

    @property
    def pages(self) -> dict[str, list[Use]]:
        """Document name to what it asks for, in order."""
        return cast("dict[str, list[Use]]", self.data["pages"])

    @property
    def features(self) -> dict[str, dict[str, str]]:
        """Feature to the documents that present it, each with the anchor."""
        return cast("dict[str, dict[str, str]]", self.data["features"])

    @property
    def origins(self) -> dict[str, dict[str, str]]:
        """Document name to the names of what it documents that was defined under another one."""
        return cast("dict[str, dict[str, str]]", self.data["origins"])

    @property
    def referring(self) -> dict[str, bool]:
        """The documents of which it is noted what they refer to elsewhere."""
        return cast("dict[str, bool]", self.data["referring"])

    @property
    def documented(self) -> dict[str, dict[str, str]]:
        """Document name to the symbols that it describes, not those of Python, with anchors."""
        return cast("dict[str, dict[str, str]]", self.data["documented"])

    @property
    def tables(self) -> dict[str, list[TableUse]]:
        """Document name to the tables that it shows whatever the output, in order."""
        return cast("dict[str, list[TableUse]]", self.data["tables"])

    @property
    def policies(self) -> dict[str, str]:
        """Document name to the anchor of the policy's tables there."""
        return cast("dict[str, str]", self.data["policies"])

    def note_use(self, use: Use) -> None:
        """The page that is being read asks for *use*."""
        self.data["pages"].setdefault(self.env.docname, []).append(use)

    def note_documented(self, symbol_id: str, anchor: str) -> None:
        """The page that is being read describes the symbol at *anchor*."""
        self.documented.setdefault(self.env.docname, {}).setdefault(symbol_id, anchor)

    def note_origin(self, name: str, origin: str) -> None:
        """What the page that is being read documents as *name* was defined as *origin*."""
        self.origins.setdefault(self.env.docname, {})[name] = origin

    def process_doc(
        self,
        env: BuildEnvironment,
        docname: str,
        document: nodes.document,  # noqa: ARG002
    ) -> None:
        """Note where the page that was read can be linked to."""
        for slot in slots_being_read(env):
            match slot.use if slot.is_always_shown else None:
                case FeatureUse(feature):
                    self.features.setdefault(feature, {}).setdefault(docname, slot["ids"][0])
                case TableUse() as use:
                    self.tables.setdefault(docname, []).append(use)
                case PolicyUse():
                    self.policies.setdefault(docname, slot["ids"][0])
                case _:
                    pass

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        for name in BY_PAGE:
            self.data[name].pop(docname, None)
        for feature in [name for name, places in self.features.items() if docname in places]:
            del self.features[feature][docname]
            if not self.features[feature]:
                del self.features[feature]

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for docname in docnames:
            for name in BY_PAGE:
                if docname in otherdata[name]:
                    self.data[name][docname] = otherdata[name][docname]
        for feature, places in otherdata["features"].items():
            for docname, anchor in places.items():
                if docname in docnames:
                    self.features.setdefault(feature, {})[docname] = anchor

    def resolve_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,  # noqa: ARG002
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """The link to a symbol, or to the policy."""
        found = ask(fromdocname, typ, target, self.build) if self.build else ()
        if not found:
            return None
        (_kind, (docname, anchor)), *_others = found
        return make_refnode(builder, fromdocname, docname, anchor, contnode, target)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,  # noqa: ARG002
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Links to a feature, a level, the policy, or a symbol that no other domain documents."""
        found = ask(fromdocname, "any", target, self.build) if self.build else ()
        return [
            (
                f"{NAME}:{self.role_for_objtype(kind)}",
                make_refnode(builder, fromdocname, docname, anchor, contnode, target),
            )
            for kind, (docname, anchor) in found
        ]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Features, the policy, and the symbols that no other domain documents.

        The policy and its levels are no results of a search: their names are words of every page.
        """
        if self.build is None:
            return
        for feature, places in sorted(self.features.items()):
            docname, anchor = min(places.items())
            if is_listable(feature):
                yield feature, feature, "feature", docname, anchor, 1
        for docname, anchor in self.build.places.policy[:1]:
            yield "policy", "policy", "policy", docname, anchor, -1
            for level in filter(is_listable, (level.name for level in self.build.policy.levels)):
                yield level, level, "level", docname, anchor, -1
        for symbol_id, (docname, anchor) in sorted(self.build.rows.items()):
            if is_listable(symbol_id):
                yield symbol_id, display_name(symbol_id), "symbol", docname, anchor, 1


def is_listable(name: str) -> bool:
    """Whether an inventory of objects, which has a line for each and no escapes, can hold *name*.

    Of one that reads like the end of another line, it would say something else.
    """
    return name == printable(name) and _LINE_END.search(name) is None


def stability_domain(env: BuildEnvironment) -> StabilityDomain:
    """The domain of an environment."""
    return cast("StabilityDomain", env.domains[NAME])


def say_names() -> None:
    """Name what Sphinx itself lists of this domain in the language that is spoken."""
    StabilityDomain.label = say(_LABEL)
    StabilityIndex.localname = say(_INDEX)
    for name, text in _OBJECTS.items():
        StabilityDomain.object_types[name].lname = say(text)
