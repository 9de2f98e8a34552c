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

_TITLE: Final = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_META_TITLE: Final = re.compile(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_FRONT: Final = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_MARKUP: Final = re.compile(r"\{[^{}]*\}(?=`)|[`*]|(?<!\w)_|_(?!\w)|!?\[|\]\([^)]*\)")
_SIGN: Final = "{"


@dataclass(frozen=True)
class PageText:
    """What a page says that others want to know."""

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

    def _page(self, page: str) -> PageText:
        return read_page(self.files[page])


def read_page(file: Path) -> PageText:
    """What the file says now; nothing where it cannot be read."""
    try:
        state = file.stat()
    except OSError:
        return PageText()
    return _read_state(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=20_000)
def _read_state(file: Path, _time: int, _size: int) -> PageText:
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, ValueError):
        return PageText()
    return read_text(text)


def read_text(text: str) -> PageText:
    """What the text of a page says."""
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    meta = _META_TITLE.search(front[1]) if front else None
    heading = _TITLE.search(body)
    title = meta[1].strip("'\"") if meta else _MARKUP.sub("", heading[1]) if heading else None
    uses = list(_find_uses(body)) if _SIGN in body else []
    return PageText(
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
