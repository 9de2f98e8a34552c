"""The pages of a build, once all are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx.environment import BuildEnvironment

from api_stability.directives.uses import TableUse
from api_stability.sphinx.domain import stability_domain


@dataclass(frozen=True)
class ReadPages:
    """What directives ask about other pages: see `directives.site.Pages`."""

    env: BuildEnvironment

    @property
    def names(self) -> Collection[str]:
        """The names of all documents."""
        return self.env.found_docs

    def find_title(self, page: str) -> str | None:
        """The title of *page*."""
        title = self.env.titles.get(page)
        return title.astext().strip() or None if title is not None else None

    def find_folder(self, page: str) -> Path:
        """The folder of the document."""
        return (Path(self.env.srcdir) / page).parent

    def find_tables(self) -> Iterator[tuple[str, TableUse]]:
        """Each table with the document that it is in."""
        tables = stability_domain(self.env).tables
        for docname in sorted(tables):
            for use in tables[docname]:
                yield docname, use
