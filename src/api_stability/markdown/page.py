"""One conversion: the page, the engine and the site that it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import msgspec
from markdown import Markdown

from api_stability.directives.anchors import POLICY_ANCHOR, feature_anchor
from api_stability.directives.grammar import Written, make_use
from api_stability.directives.present import present
from api_stability.directives.problems import make_problem
from api_stability.directives.shown import Problem, Shown
from api_stability.directives.site import NO_PAGES, Pages, Site
from api_stability.directives.uses import DirectiveUse, RoleUse
from api_stability.language import find_catalog, speaking
from api_stability.markdown.engines import Engine, enter_engine
from api_stability.markdown.pages import SitePages, read_presented
from api_stability.markdown.places import Places
from api_stability.markdown.reporting import tell_opened, warn, warn_once
from api_stability.markdown.settings import Settings, make_asked
from api_stability.model.errors import UserError
from api_stability.renderers.autorefs import refer
from api_stability.renderers.context import Context
from api_stability.sites import SITES, Asked

AUTOREFS: Final = "mkdocs-autorefs"
"""What its processor is called, in MkDocs and in Zensical."""


@dataclass
class Page:
    """What is known while one text is converted."""

    markdown: Markdown
    settings: Settings
    errors: Sequence[UserError] = ()
    """What is wrong in the settings."""
    lines: Sequence[str] = ()
    """The text as the engine gave it."""
    _seen: Counter[str] = field(default_factory=Counter)

    @cached_property
    def engine(self) -> Engine:
        """The engine that asks for it: first asked when the conversion begins."""
        return enter_engine(self.markdown)

    @cached_property
    def pages(self) -> Pages:
        """All pages of the documentation."""
        files = self.engine.files
        return NO_PAGES if files is None else SitePages(files)

    @cached_property
    def site(self) -> Site | None:
        """What is known of the project; ``None`` where that could not be had, which is told."""
        for error in self.errors:
            where = f"{error.key}: " if error.key else ""
            warn_once(self.engine, "config", f"settings of api_stability: {where}{error.message}")
        try:
            opened = SITES.open(self.asked)
        except UserError as error:
            warn_once(self.engine, "config", str(error))
            return None
        tell_opened(self.engine, opened)
        return opened.with_pages(self.pages)

    @cached_property
    def asked(self) -> Asked:
        """Which project, and how."""
        engine, settings = self.engine, self.settings
        if not engine.is_known:
            settings = msgspec.structs.replace(settings, cache=False)
        return make_asked(settings, engine.root, engine.language)

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Say everything in the language of the page."""
        with speaking(find_catalog(self.asked.language)):
            yield

    def show_directive(self, written: Written) -> Shown | None:
        """What a directive shows; ``None`` where nothing is known of the project."""
        try:
            use = make_use(written, self.engine.page)
        except UserError as error:
            return make_problem(error)
        return self.show(use)

    def show(self, use: DirectiveUse | RoleUse) -> Shown | None:
        """What *use* shows; ``None`` where nothing is known of the project."""
        if self.site is None:
            return None
        with self.speaking():
            return present(use, self.site)

    def note_line(self, number: int, shown: Shown | None) -> None:
        """Warn where what line *number*, from 0, asks for is a problem."""
        if isinstance(shown, Problem):
            self._tell(shown, number if number < len(self.lines) else None)

    def note_text(self, wanted: str, shown: Shown | None) -> None:
        """Warn where what *wanted* asks for is a problem; the next such text is another one."""
        if isinstance(shown, Problem):
            self._tell(shown, self.places.find_role(wanted, self._seen[wanted]))
            self._seen[wanted] += 1

    def _tell(self, problem: Problem, number: int | None) -> None:
        if not problem.is_told:
            location = self.places.locate(number)
            warn(self.engine, problem.code, problem.message, location=location)

    @cached_property
    def places(self) -> Places:
        """Where what is on the page was written."""
        return Places(self.lines, self.engine.file)

    @cached_property
    def context(self) -> Context:
        """How links are made."""
        return Context(link=self._find_address, refer=self._refer, breaks=True)

    def _refer(self, target: str, text: str) -> str | None:
        """A reference that autorefs resolves, where it is there: it knows what is documented."""
        if AUTOREFS not in self.markdown.inlinePatterns:
            return None
        return refer(target, text)

    def _find_address(self, target: str) -> str | None:
        kind, _, name = target.partition(":")
        if kind == "page":
            return self.engine.address(name)
        if not isinstance(self.pages, SitePages):
            return f"#{feature_anchor(name)}" if kind == "feature" and self._has(name) else None
        if kind == "feature":
            return self._find_on(self.pages.find_feature(name), feature_anchor(name))
        if target == "policy":
            return self._find_on(self.pages.find_policy(), POLICY_ANCHOR)
        return None

    def _find_on(self, page: str | None, anchor: str) -> str | None:
        if page is None:
            return None
        if page == self.engine.page:
            return f"#{anchor}"
        address = self.engine.address(page)
        return f"{address}#{anchor}" if address is not None else None

    def _has(self, feature: str) -> bool:
        """Whether the text at hand presents *feature*."""
        return feature in read_presented("\n".join(self.lines)).features
