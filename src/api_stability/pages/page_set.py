"""The pages that are rewritten together: what each knows of the others."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from api_stability.directives.uses import TableUse
from api_stability.pages.survey import Survey

PageFormat = Literal["markdown", "mdx"]


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page, and what it asks for."""

    where: str
    """As messages name it."""
    name: str
    """As other pages name it: its path from the folder of all, without its suffix."""
    folder: Path
    """Files that it names are relative to it."""
    file: Path | None
    """``None``: it came from standard input."""
    format: PageFormat
    survey: Survey


@dataclass(frozen=True)
class PageSet:
    """Several pages, or one; a `Pages` for directives."""

    pages: tuple[Page, ...]
    whole: bool
    """Whether their directives are shown, or only their regions."""

    @cached_property
    def _by_name(self) -> dict[str, Page]:
        return {page.name: page for page in reversed(self.pages)}

    @property
    def names(self) -> Collection[str] | None:
        """All of them; one that is rewritten alone may well have others beside it."""
        return sorted(self._by_name) if len(self.pages) > 1 else None

    def find_title(self, page: str) -> str | None:
        """The title of *page*."""
        found = self._by_name.get(page)
        return None if found is None else found.survey.title

    def find_folder(self, page: str) -> Path | None:
        """The folder that files named on *page* are relative to."""
        found = self._by_name.get(page)
        return None if found is None else found.folder

    def find_tables(self) -> Iterator[tuple[str, TableUse]]:
        """Each table with the page that it is on, in the order of the pages' names."""
        for name, page in sorted(self._by_name.items()):
            for use in page.survey.find_uses(whole=self.whole):
                if isinstance(use, TableUse):
                    yield name, use

    def find_address(self, name: str, page: Page) -> str | None:
        """The address of the page called *name*, from *page*; ``None``: there is none."""
        found = self._by_name.get(name)
        target = found.file if found is not None else None
        if found is None and page.file is not None and len(self.pages) == 1:
            target = page.folder / f"{name}{page.file.suffix}"
            if not _is_file(target):
                return None
        if target is None:
            return None
        return quote(Path(os.path.relpath(target, page.folder)).as_posix())


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a page may name what no file can be called."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
