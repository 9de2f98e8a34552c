"""What is known while documentation is built: the inventory, the policy, the other projects."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from api_stability.directives.uses import TableUse
from api_stability.model.federation import Federation
from api_stability.model.index import Index
from api_stability.model.others import NO_OTHERS, Others
from api_stability.model.policy import Policy


class Pages(Protocol):
    """The pages of the documentation, as far as the host knows them."""

    @property
    def names(self) -> Collection[str] | None:
        """All of them; ``None``: the host knows none but the one at hand."""

    def find_title(self, page: str) -> str | None:
        """The title of *page*."""

    def find_folder(self, page: str) -> Path | None:
        """The folder that files named on *page* are relative to."""

    def find_tables(self) -> Iterable[tuple[str, TableUse]]:
        """Each table with the page that it is on, in the order of the pages' names."""


class NoPages:
    """What is written for itself."""

    names = None

    def find_title(self, _page: str) -> None:
        """No page has a title."""

    def find_folder(self, _page: str) -> None:
        """No page is anywhere."""

    def find_tables(self) -> Iterable[tuple[str, TableUse]]:
        """There is none."""
        return ()


NO_PAGES: Final = NoPages()


@dataclass(frozen=True, eq=False)
class Site:
    """One project's documentation, and what is known of the project at this moment."""

    index: Index
    """Look-up in the inventory and the history: what is said of the documented project."""
    policy: Policy
    """In the language of the pages."""
    project: str
    """The documented project's name."""
    root: Path
    """The folder of the configuration."""
    others: Others = NO_OTHERS
    """What other projects say of themselves."""
    pages: Pages = NO_PAGES

    @cached_property
    def known(self) -> Index:
        """Look-up of what is mentioned: in the inventory, then in those of other projects."""
        if not self.others.all:
            return self.index
        return Federation(self.index, *(other.index for other in self.others.all))
