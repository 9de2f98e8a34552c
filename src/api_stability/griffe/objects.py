"""What documented objects show: asked by our templates, object by object, while a page is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeAlias

from griffe import Function
from markupsafe import Markup
from msgspec.structs import replace

from api_stability.griffe.drawing import (
    NO_MARKUP,
    UNLINKED,
    Pen,
    draw_notice,
)
from api_stability.griffe.naming import (
    Documented,
    Signature,
    find_overloads,
    name_ids,
    spell_overload,
)
from api_stability.griffe.sections import (
    settle_labels,
    settle_sections,
    speaks_of_deprecation,
)
from api_stability.griffe.settings import Place
from api_stability.griffe.shown import Shown
from api_stability.griffe.site import ShownSite, ShownSites
from api_stability.language.speech import speaking
from api_stability.model.symbols import Symbol
from api_stability.model.views import Badge
from api_stability.views import view_badges
from api_stability.views.documented import NOTHING, ObjectView, view_object, without_said

SPACE: Final = "api_stability"
"""Where griffe's objects keep what is ours."""
Badges: TypeAlias = tuple[Badge, ...]


@dataclass(frozen=True, eq=False)
class Objects:
    """Those of one package."""

    sites: ShownSites
    package: Path | None
    """Its folder or file."""

    def show(
        self,
        documented: Documented,
        around: Any,
        *,
        locale: str | None = None,
        has_heading: bool = True,
        merges_init: bool = False,
    ) -> Shown:
        """What *documented* shows, inside what shows *around*; that may be undefined.

        *merges_init*: a class is documented together with its ``__init__``.
        """
        template = documented.extra[SPACE]["template"]
        said: frozenset[str] = around.said if isinstance(around, Shown) else frozenset()
        site = self.sites.open(locale, self.package)
        if site is None:
            return Shown(template=template, path=documented.path)
        symbol = site.find_first(name_ids(documented))
        merges = merges_init and documented.is_class
        drawing = _Drawing(site, documented, symbol, said, merges)
        plain = drawing.draw_plain(template)
        is_told = symbol is not None and symbol.id in site.told
        if not is_told and not merges and not speaks_of_deprecation(documented):
            return plain  # most of them
        with speaking(site.catalog):
            return drawing.draw(plain, has_heading=has_heading)


@dataclass(frozen=True)
class _Drawing:
    """One object, drawn."""

    site: ShownSite
    documented: Documented
    symbol: Symbol | None
    said: frozenset[str]
    """The ids of the symbols that are documented around it."""
    merges: bool
    """Whether the object is a class that is documented together with its ``__init__``."""

    def draw_plain(self, template: str) -> Shown:
        """What shows nothing of its own."""
        return Shown(
            template=template,
            path=self.documented.path,
            draw_member=self._draw_member if self._lists_members() else None,
            said=self.said,
        )

    def draw(self, plain: Shown, *, has_heading: bool) -> Shown:
        """*plain* with all that the object shows."""
        own, view = self._view()
        self._settle(own, view)
        if view is NOTHING:
            return plain
        view = without_said(view, self.said)
        return replace(
            plain,
            heading_badges=self._pen.draw_heading_badges(own) if has_heading else NO_MARKUP,
            lead=self._draw_lead(view, () if has_heading else own),
            contents=UNLINKED.draw_small(own) if self._shows("contents") else "",
            overloads=self._draw_overloads(view, own) if self._overloads else (),
            parameters={name: self._pen.draw_small(badges) for name, badges in view.parameters},
            said=self.said if self.symbol is None else self.said | {self.symbol.id},
        )

    def _lists_members(self) -> bool:
        documented = self.documented
        return self._shows("summaries") and (documented.is_module or documented.is_class)

    @cached_property
    def _pen(self) -> Pen:
        return Pen(self.site.settings.badges_link)

    @cached_property
    def _init(self) -> Symbol | None:
        """What a class's ``__init__`` is, where the two are documented together."""
        init = self._members.get("__init__") if self.merges else None
        return self.site.find_first(name_ids(init)) if init is not None else None

    @cached_property
    def _overloads(self) -> list[Function]:
        return find_overloads(self._members.get("__init__") if self.merges else self.documented)

    @cached_property
    def _members(self) -> Mapping[str, Documented]:
        return self.documented.all_members

    def _shows(self, place: Place) -> bool:
        return self.site.settings.shows(place)

    def _view(self) -> tuple[Badges, ObjectView]:
        """The badges of the heading, and what the signatures show."""
        symbol, init = self.symbol, self._init
        own = self._view_signatures(symbol, [])
        if own is NOTHING and init is None and not self._overloads:
            return (), NOTHING
        if symbol is not None and symbol.id in self.said:  # `__init__`: the class says it
            return (), replace(own, badges=(), notices=())
        badges = own.badges[0] if own.badges else ()
        overloads = self._overloads
        if init is None or init is symbol:
            return badges, self._view_signatures(symbol, overloads) if overloads else own
        view = self._view_signatures(init, overloads)
        notices, parameters = own.notices + view.notices, own.parameters + view.parameters
        return badges, ObjectView(view.badges, notices, parameters)

    def _view_signatures(self, symbol: Symbol | None, overloads: list[Function]) -> ObjectView:
        if symbol is None or symbol.id not in self.site.told:
            return NOTHING
        signatures = [Signature(symbol.id, spell_overload(each)) for each in overloads]
        return view_object(signatures or (Signature(symbol.id),), self.site)

    def _settle(self, own: Badges, view: ObjectView) -> None:
        """Have the object say nothing by itself that is said by us."""
        policy = self.site.policy
        symbol = self.symbol
        is_told = (
            symbol is not None
            and symbol.deprecation is not None
            and policy.deprecated.admonition
            and self.site.settings.has_admonitions
        )
        notices = [told.notice for told in view.notices]
        parts = [self.documented]
        if self.merges:
            parts += filter(None, [self.documented.members.get("__init__")])
        for part in parts:
            settle_sections(part, notices, policy, is_told=is_told)
        if any(badge.word == "deprecated" for badge in own):
            settle_labels(self.documented)

    def _draw_member(self, path: str) -> str:
        symbol = self.site.find_symbol(f"python:{path}")
        if symbol is None:  # it may be inherited
            member = self._members.get(path.rpartition(".")[2])
            inherited = member is not None and member.path == path
            symbol = self.site.find_first(name_ids(member)) if inherited and member else None
        if symbol is None or symbol.id not in self.site.told:
            return ""
        return self._pen.draw_small(view_badges(symbol, self.site.policy, self.site.index))

    def _draw_lead(self, view: ObjectView, badges: Badges) -> Markup:
        """The notices; above them *badges*, where there is no heading to carry them."""
        said = {told.notice.word for told in view.notices}
        # what a notice says needs no badge beside it
        line = self._pen.draw_line_badges(badge for badge in badges if badge.word not in said)
        return line + NO_MARKUP.join(draw_notice(told.notice) for told in view.notices)

    def _draw_overloads(self, view: ObjectView, own: Badges) -> tuple[str, ...]:
        """The badges above each overload: those that the heading has not."""
        return tuple(
            self._pen.draw_overload_badges(badges) if badges != own else ""
            for badges in view.badges
        )
