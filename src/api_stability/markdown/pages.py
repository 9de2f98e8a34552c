"""The pages of a site that is converted page by page: read for what directives ask of others.

A feature is presented on one page and named on many, and the page that has all rows of a table is
told on another. So each file is looked through for directives, once, and again when it changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from api_stability.directives.fences import find_fences
from api_stability.directives.grammar import make_use
from api_stability.directives.uses import FeatureUse, PolicyUse, TableUse
from api_stability.model.errors import UserError
from api_stability.pages.front_matter import find_title, measure_front_matter

_TITLE: Final = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_MARKUP: Final = re.compile(r"\{[^{}]*\}(?=`)|[`*]|(?<!\w)_|_(?!\w)|!?\[|\]\([^)]*\)")
_SIGN: Final = "{"


@dataclass(frozen=True)
class Presented:
    """What a page has that others want to know."""

    title: str | None = None
    tables: tuple[TableUse, ...] = ()
    features: tuple[str, ...] = ()
    has_policy: bool = False


@dataclass(frozen=True)
class SitePages:
    """What directives ask about other pages: see `directives.site.Pages`."""

    files: Mapping[str, Path]

    @property
    def names(self) -> Collection[str]:
        """The names of all pages: paths in the documentation, without suffix."""
        return self.files.keys()

    def find_title(self, page: str) -> str | None:
        """The page's first heading, or the title in its front matter."""
        file = self.files.get(page)
        return read_page(file).title if file is not None else None

    def find_folder(self, page: str) -> Path | None:
        """The folder of the page's file."""
        file = self.files.get(page)
        return file.parent if file is not None else None

    def find_tables(self) -> Iterator[tuple[str, TableUse]]:
        """Each table with the page that it is on."""
        for page in sorted(self.files):
            for use in read_page(self.files[page]).tables:
                yield page, use

    def find_feature(self, feature: str) -> str | None:
        """The first page that presents *feature*."""
        pages = (page for page in sorted(self.files) if feature in self._page(page).features)
        return next(pages, None)

    def find_policy(self) -> str | None:
        """The first page that has the policy's tables."""
        return next((page for page in sorted(self.files) if self._page(page).has_policy), None)

    def _page(self, page: str) -> Presented:
        return read_page(self.files[page])


def read_page(file: Path) -> Presented:
    """What the file says now; nothing where it cannot be read."""
    try:
        state = file.stat()
    except OSError:
        return Presented()
    return _read_state(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=20_000)
def _read_state(file: Path, _time: int, _size: int) -> Presented:
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, ValueError):
        return Presented()
    return read_presented(text)


def read_presented(text: str) -> Presented:
    """What the text of a page says."""
    lines = text.splitlines()
    front = measure_front_matter(lines)
    body = "\n".join(lines[front:])
    heading = _TITLE.search(body)
    title = find_title(lines[:front]) or (_MARKUP.sub("", heading[1]) if heading else None)
    uses = list(_find_uses(body)) if _SIGN in body else []
    return Presented(
        title=title,
        tables=tuple(use for use in uses if isinstance(use, TableUse)),
        features=tuple(use.feature for use in uses if isinstance(use, FeatureUse)),
        has_policy=any(isinstance(use, PolicyUse) for use in uses),
    )


def _find_uses(body: str) -> Iterator[object]:
    for fence in find_fences(body.splitlines()):
        if fence.error is None:
            try:
                yield make_use(fence.written, "")
            except UserError:
                continue
