"""One build: the inventory, scanned once, and what was made of it so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import msgspec
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import ConfigError
from sphinx.locale import __
from sphinx.util.display import progress_message

from api_stability.diagnostics import locate_diagnostics
from api_stability.directives.commands import Commands
from api_stability.directives.site import Site
from api_stability.language import is_english, say
from api_stability.model.errors import UserError
from api_stability.model.index import Index
from api_stability.model.inventory import Inventory
from api_stability.model.others import NO_OTHERS, Others
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.model.views import Table
from api_stability.pipeline import Workspace, make_index, open_workspace, scan
from api_stability.renderers.printable import printable
from api_stability.sphinx.domain import stability_domain
from api_stability.sphinx.elsewhere import Elsewhere
from api_stability.sphinx.index_page import view_index
from api_stability.sphinx.links import find_places
from api_stability.sphinx.origins import find_origins
from api_stability.sphinx.places import Answer, Documented, Place, Places
from api_stability.sphinx.read_pages import ReadPages
from api_stability.sphinx.row_samples import spells_rows
from api_stability.sphinx.settings import Settings, read_settings
from api_stability.sphinx.uses import Use
from api_stability.sphinx.visitors import draws_badges
from api_stability.sphinx.warning import note, warn
from api_stability.views.documented import find_told, find_variants, make_unlisted
from api_stability.workspace import translate_policy


class Asking(msgspec.Struct, frozen=True):
    """The pages that have something of ours on them; ``None``: it is not known of any."""

    somewhere: frozenset[str] | None = None
    """Those on which something is shown, or is in the place of something."""
    in_text: frozenset[str] | None = None
    """Those that have something in their text."""

    def shows(self, docname: str) -> bool:
        """Whether something is to be filled on the page."""
        return self.somewhere is None or docname in self.somewhere

    def has_text(self, docname: str | None) -> bool:
        """Whether something is in the text of the page; of any page, for ``None``."""
        if self.in_text is None or docname is None:
            return self.in_text is None or bool(self.in_text)
        return docname in self.in_text


@dataclass(eq=False)
class Build:
    """What is known while one build runs."""

    inventory: Inventory
    workspace: Workspace
    policy: Policy
    project: str
    """The documented project's name."""
    settings: Settings
    builder: Builder
    draws_badges: bool
    """Whether the writer knows our badge."""
    cache: Path
    """A folder for what the next build wants to know."""
    others: Others = NO_OTHERS
    """What other projects say of themselves."""
    views: dict[Use, object] = field(default_factory=dict)
    asking: Asking = field(default_factory=Asking)
    """Which pages have something to be filled; known once all pages are read."""
    rows: dict[str, Place] = field(default_factory=dict)
    """Symbol id to the row that documents it; known once all pages are read."""
    asked: dict[str, dict[str, Answer]] = field(default_factory=dict)
    """Document name to what its references asked for, and the answers."""
    has_contents: bool = False
    """Whether there are badges in Sphinx' tables of contents at this moment."""
    digests: dict[str, str] = field(default_factory=dict)
    """Document name to digest of what it shows."""
    filled: set[str] = field(default_factory=set)
    """Documents whose placeholders were filled, to be written."""
    shown: set[str] = field(default_factory=set)
    """Those of them on which there is something of ours to be seen."""
    row_counts: Counter[str] = field(default_factory=Counter)
    """Document name to the rows of all our tables on it."""

    @cached_property
    def places(self) -> Places:
        """Look-up of what is documented; asked only when all pages are read."""
        elsewhere = Elsewhere(self.builder.env, self.index, self.others)
        return Places(self.documented, self.index, elsewhere, self.rows)

    @cached_property
    def spells_rows(self) -> bool:
        """Whether long tables can be written without nodes."""
        return spells_rows(self.builder)

    @cached_property
    def documented(self) -> Documented:
        """What other domains document; asked only when all pages are read."""
        return Documented(self.builder.env)

    @cached_property
    def told(self) -> frozenset[str]:
        """Ids and aliases of the symbols that may have something to show: most have not."""
        told = find_told(self.index, self.policy, self.variants)
        return told.union(name for name, symbol in self.origins.items() if symbol.id in told)

    @cached_property
    def origins(self) -> dict[str, Symbol]:
        """Symbol by ids of which only the documentation knows; asked when all pages are read."""
        return find_origins(self.builder.env, self.index)

    def find_symbol(self, documented: str) -> Symbol | None:
        """The symbol that is documented by that id."""
        if documented.startswith("cli:"):
            return self.commands.find(documented)
        found = self.index.find_symbol(documented) or self.origins.get(documented)
        if found is None and documented in self.variants:
            return make_unlisted(documented, self.project, self.policy)
        return found

    @cached_property
    def commands(self) -> Commands:
        """Look-up of programs and their options."""
        return Commands(self.index)

    @cached_property
    def listed(self) -> Table:
        """All that is not simply stable: the table of the index page."""
        return view_index(self)

    @cached_property
    def symbols_by_place(self) -> dict[Place, Symbol]:
        """What is documented where and may have something to show; asked when all are read."""
        found: dict[Place, Symbol] = {}
        for name, place in find_places(self.builder.env):
            if name in self.told or name.startswith("cli:"):
                symbol = self.find_symbol(name)
                if symbol is not None:
                    found.setdefault(place, symbol)
        return found

    @cached_property
    def index(self) -> Index:
        """Look-up in the inventory and the history: what is said of the documented project."""
        return make_index(self.workspace, self.inventory)

    @cached_property
    def site(self) -> Site:
        """What directives and roles are shown from."""
        return Site(
            index=self.index,
            policy=self.policy,
            project=self.project,
            root=self.workspace.located.root,
            others=self.others,
            pages=ReadPages(self.builder.env),
        )

    @property
    def known(self) -> Index:
        """Look-up of what is mentioned: in the inventory, then in those of other projects."""
        return self.site.known

    @cached_property
    def variants(self) -> dict[str, tuple[Symbol, ...]]:
        """Id of a Python symbol to its marked parameters, accessors and overloads."""
        return find_variants(self.index)


def start_build(app: Sphinx) -> None:
    """Scan once, and say what could not be read.

    Raises `ConfigError` for a wrong configuration of ours; its message names file and key.
    """
    settings = read_settings(app.config)
    cache = Path(app.doctreedir) / "api-stability"
    try:
        workspace = open_workspace(
            Path(app.confdir),
            config=Path(app.confdir, settings.config) if settings.config else None,
        )
        with progress_message(__("reading stability")):
            scanned = scan(workspace, cache=cache)
    except UserError as error:
        raise ConfigError(printable(str(error))) from None
    for told in scanned.notes:
        warn("cache", told)
    _tell(scanned.inventory, workspace)
    stability_domain(app.env).build = Build(
        inventory=scanned.inventory,
        workspace=workspace,
        policy=workspace.policy if is_english() else translate_policy(workspace, say),
        project=workspace.project.name,
        settings=settings,
        builder=app.builder,
        draws_badges=draws_badges(app),
        cache=cache,
        others=_load_others(app, settings, scanned.inventory, cache),
    )


def _load_others(app: Sphinx, settings: Settings, own: Inventory, cache: Path) -> Others:
    if settings.inventories is None and not settings.intersphinx:
        return NO_OTHERS
    from api_stability.sphinx.remotes import load_others  # with all that asks the network

    return load_others(app, settings, own, cache)


def _tell(inventory: Inventory, workspace: Workspace) -> None:
    """Pass on the diagnostics: by their grade, at the file and line that they are about."""
    for diagnostic, location in locate_diagnostics(inventory, workspace):
        message = f"{diagnostic.message} [{diagnostic.code}]"
        if diagnostic.grade == "note":
            note(message, location=location)
        else:
            warn(diagnostic.grade, message, location=location)
