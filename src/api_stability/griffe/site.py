"""The inventory of the documented project, as the pages of one build show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from api_stability.config import find_config
from api_stability.diagnostics import locate_diagnostics
from api_stability.directives.site import Site
from api_stability.griffe.settings import Settings
from api_stability.griffe.warning import warn
from api_stability.language import find_catalog
from api_stability.language.catalogs import Catalog
from api_stability.model.errors import UserError
from api_stability.model.index import Index
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.site_settings import make_asked
from api_stability.sites import SITES, Asked, Opened
from api_stability.views.documented import find_told, find_variants, make_unlisted


@dataclass(frozen=True, eq=False)
class ShownSite:
    """What is known and chosen: see `views.documented.Showing`."""

    site: Site
    settings: Settings
    catalog: Catalog | None
    """Of the language of the pages."""

    @property
    def index(self) -> Index:
        """Look-up of what is said of the documented project."""
        return self.site.index

    @property
    def known(self) -> Index:
        """Look-up of what is mentioned."""
        return self.site.known

    @property
    def policy(self) -> Policy:
        """In the language of the pages."""
        return self.site.policy

    @cached_property
    def variants(self) -> dict[str, tuple[Symbol, ...]]:
        """Id of a symbol to its marked parameters, accessors and overloads."""
        return find_variants(self.index)

    @cached_property
    def told(self) -> frozenset[str]:
        """Ids and aliases of the symbols that may have something to show."""
        return find_told(self.index, self.policy, self.variants)

    def find_first(self, ids: Iterable[str]) -> Symbol | None:
        """The symbol that the first of *ids* leads to that leads to any."""
        return next(filter(None, map(self.find_symbol, ids)), None)

    def find_symbol(self, documented: str) -> Symbol | None:
        """The symbol that is documented by that id."""
        found = self.index.find_symbol(documented)
        if found is None and documented in self.variants:
            return make_unlisted(documented, self.site.project, self.policy)
        return found


@dataclass(eq=False)
class ShownSites:
    """That of one build, in each language that its pages are in."""

    settings: Settings
    _opened: dict[str, ShownSite | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """A build begins: what was seen before is looked at again."""
        SITES.look_again()

    def open(self, locale: str | None, package: Path | None) -> ShownSite | None:
        """The site in the language of the option, else in that of *locale*.

        Where no configuration is named or near, it is that of *package*. ``None`` after a warning,
        where the configuration is wrong.
        """
        language = self.settings.language or locale or ""
        if language not in self._opened:
            self._opened[language] = self._open(language, package)
        return self._opened[language]

    def _open(self, language: str, package: Path | None) -> ShownSite | None:
        asked = find_asked(self.settings, language, package)
        try:
            opened = open_site(asked)
        except UserError as error:
            warn(str(error))
            return None
        if SITES.is_untold(opened):
            for code, told in opened.told:
                warn(f"{told} [{code}]")
            for diagnostic, location in locate_diagnostics(opened.inventory, opened.workspace):
                if diagnostic.grade != "note":
                    warn(f"{diagnostic.message} [{diagnostic.code}]", location=location)
        return ShownSite(opened.site, self.settings, find_catalog(asked.language))


def open_site(asked: Asked) -> Opened:
    """What *asked* names; without a cache, and after a warning, where that cannot be written.

    Raises `UserError`.
    """
    try:
        return SITES.open(asked)
    except OSError as error:
        if asked.cache is None:
            raise
        warn(
            f"cache: nothing is kept: {error.strerror}; name another folder, or say `cache: false`",
            location=str(asked.cache),
        )
        return SITES.open(replace(asked, cache=None))


def find_asked(settings: Settings, language: str, package: Path | None) -> Asked:
    """What *settings* ask for; with *package*, where the site has no configuration."""
    root = Path.cwd() / settings.root
    asked = make_asked(settings, root, language)
    if asked.config is None and package is not None and find_config(root) is None:
        return replace(asked, start=package)
    return asked
