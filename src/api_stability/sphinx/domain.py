"""The domain ``stability``: our directives and roles by their long names, and what pages use.

Its data, which Sphinx stores with the environment and merges after a parallel read, is what each
page asks for. The inventory is not in it: `StabilityDomain.build` lives as long as the build.
"""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from api_stability.sphinx.directives import DIRECTIVES
from api_stability.sphinx.roles import ROLES
from api_stability.sphinx.uses import Use

if TYPE_CHECKING:
    from api_stability.sphinx.build import Build

NAME = "stability"


def long_name(short: str) -> str:
    """The name in the domain: ``table`` for ``stability-table``, ``level`` for ``stability``."""
    return short.removeprefix("stability-") if short != NAME else "level"


class StabilityDomain(Domain):
    """What pages show of the inventory."""

    name = NAME
    label = "Stability"
    directives: ClassVar[dict[str, Any]] = {
        long_name(name): directive for name, directive in DIRECTIVES.items()
    }
    roles: ClassVar[dict[str, Any]] = {long_name(name): role for name, role in ROLES.items()}
    initial_data: ClassVar[dict[str, Any]] = {
        "pages": {},
        "features": {},
        "origins": {},
        "referring": set(),
    }
    data_version = 3

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
    def referring(self) -> set[str]:
        """The documents of which it is noted what they refer to."""
        return cast("set[str]", self.data["referring"])

    def note_use(self, use: Use) -> None:
        """The page that is being read asks for *use*."""
        self.pages.setdefault(self.env.docname, []).append(use)

    def note_feature(self, feature: str, anchor: str) -> None:
        """The page that is being read presents *feature*."""
        self.features.setdefault(feature, {}).setdefault(self.env.docname, anchor)

    def note_origin(self, name: str, origin: str) -> None:
        """What the page that is being read documents as *name* was defined as *origin*."""
        self.origins.setdefault(self.env.docname, {})[name] = origin

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.pages.pop(docname, None)
        self.origins.pop(docname, None)
        self.referring.discard(docname)
        for feature in [name for name, places in self.features.items() if docname in places]:
            del self.features[feature][docname]
            if not self.features[feature]:
                del self.features[feature]

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for docname in docnames:
            for ours, theirs in (
                (self.pages, otherdata["pages"]),
                (self.origins, otherdata["origins"]),
            ):
                if docname in theirs:
                    ours[docname] = theirs[docname]
        self.referring.update(otherdata["referring"].intersection(docnames))
        for feature, places in otherdata["features"].items():
            for docname, anchor in places.items():
                if docname in docnames:
                    self.features.setdefault(feature, {})[docname] = anchor

    def resolve_any_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,  # noqa: ARG002
        builder: Builder,  # noqa: ARG002
        target: str,  # noqa: ARG002
        node: pending_xref,  # noqa: ARG002
        contnode: nodes.Element,  # noqa: ARG002
    ) -> list[tuple[str, nodes.reference]]:
        """Nothing: the role ``any`` finds no feature, so that it finds what it found before."""
        return []


def stability_domain(env: BuildEnvironment) -> StabilityDomain:
    """The domain of an environment."""
    return cast("StabilityDomain", env.get_domain(NAME))
