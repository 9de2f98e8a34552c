"""The directives: each leaves a placeholder that says what is wanted, and where it was written.

Names and values are checked when the placeholder is filled, against the inventory of that build.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from docutils import nodes
from sphinx.util import docname_join
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

from api_stability.directives.uses import (
    ChangesUse,
    FeatureUse,
    LevelUse,
    Options,
    PolicyUse,
    TableUse,
)
from api_stability.model.views import TableName
from api_stability.sphinx.nodes import StabilityBlockSlot
from api_stability.sphinx.page import slots_being_read
from api_stability.sphinx.uses import Use
from api_stability.views.editions import NOW

if TYPE_CHECKING:
    from api_stability.sphinx.domain import StabilityDomain


class _EveryOption(dict[str, Callable[[str | None], str]]):
    """Takes any option as text: a wrong one becomes our warning, which can be suppressed."""

    def __missing__(self, _name: str) -> Callable[[str | None], str]:
        return _as_written


def _as_written(text: str | None) -> str:
    return text or ""


class StabilityDirective(SphinxDirective):
    """What all directives share."""

    # an empty one would make MyST look for no options at all
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = cast(
        "dict[str, Callable[[str], Any]]", _EveryOption(project=_as_written)
    )

    def leave(self, use: Use, *content: nodes.Node) -> StabilityBlockSlot:
        """A placeholder for *use*, which the page is noted to show."""
        slot = StabilityBlockSlot("", *content, use=use)
        self.set_source_info(slot)
        self.domain.note_use(use)
        slots_being_read(self.env).append(slot)
        return slot

    def set_anchor(self, slot: StabilityBlockSlot, prefix: str, name: str | None = None) -> None:
        """Give *slot* an anchor of its own on the page."""
        free = name is None and prefix not in self.state.document.ids
        anchor = prefix if free else make_id(self.env, self.state.document, prefix, name)
        slot["ids"].append(anchor)
        self.state.document.note_explicit_target(slot)

    @property
    def domain(self) -> StabilityDomain:
        """Our domain."""
        return cast("StabilityDomain", self.env.get_domain("stability"))

    @property
    def written(self) -> Options:
        """The options as written; a page by the name that it has everywhere."""
        options = dict(self.options)
        if options.get("full"):
            options["full"] = docname_join(self.env.docname, options["full"].strip())
        return tuple(sorted(options.items()))


class LevelDirective(StabilityDirective):
    """``stability LEVEL``: an admonition for a section, with the author's own text in it."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder with the content in it."""
        content = self.parse_content_to_nodes()
        return [self.leave(LevelUse(self.arguments[0], self.written), *content)]


class FeatureDirective(StabilityDirective):
    """``stability-feature ID``: one feature, told whole; the role of that name links here."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder with an anchor, and the author's content in it."""
        feature = self.arguments[0]
        content = self.parse_content_to_nodes()
        slot = self.leave(FeatureUse(feature, self.written), *content)
        self.set_anchor(slot, "stability-feature", feature)
        return [slot]


class TableDirective(StabilityDirective):
    """One of the tables; options are those of `TableOptions`."""

    table: ClassVar[TableName]

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder."""
        return [self.leave(TableUse(self.table, self.written))]


class StabilityTableDirective(TableDirective):
    """``stability-table``: symbols or features with their levels."""

    table = "stability"


class DeprecationTableDirective(TableDirective):
    """``deprecation-table``: what is deprecated, since when, until when and why."""

    table = "deprecation"


class MigrationTableDirective(TableDirective):
    """``migration-table``: old to new."""

    table = "migration"


class RemovalsDirective(TableDirective):
    """``stability-removals``: what goes when, by release."""

    table = "removals"


class TimelineDirective(TableDirective):
    """``stability-timeline``: features by releases."""

    table = "timeline"


class OverviewDirective(TableDirective):
    """``stability-overview``: how much there is at each level, by surface."""

    table = "overview"


class ChangesDirective(StabilityDirective):
    """``stability-changes OLD [NEW]``: what changed between two releases, or inventory files."""

    required_arguments = 1
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder."""
        old, new = (*self.arguments, NOW)[:2]
        return [self.leave(ChangesUse(old, new, self.env.docname, self.written))]


class PolicyDirective(StabilityDirective):
    """``stability-policy``: the policy's own tables, all or those that ``:tables:`` names."""

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder with an anchor."""
        slot = self.leave(PolicyUse(self.written))
        self.set_anchor(slot, "stability-policy")
        return [slot]


DIRECTIVES: Final[dict[str, type[StabilityDirective]]] = {
    "stability": LevelDirective,
    "stability-feature": FeatureDirective,
    "stability-table": StabilityTableDirective,
    "deprecation-table": DeprecationTableDirective,
    "migration-table": MigrationTableDirective,
    "stability-removals": RemovalsDirective,
    "stability-timeline": TimelineDirective,
    "stability-overview": OverviewDirective,
    "stability-changes": ChangesDirective,
    "stability-policy": PolicyDirective,
}
