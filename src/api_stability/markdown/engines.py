"""Which engine converts the page at hand, and what it knows of the page.

Python-Markdown is handed a text and nothing else. MkDocs and ProperDocs register a processor of
their own that has the page's file, all files and the configuration, Zensical one that has the page
and the configuration. What they know is taken from there, by what it is called and not by its type:
none of them is imported.
"""

from __future__ import annotations

import logging
import posixpath
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from markdown import Markdown

SUFFIXES: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


@dataclass(frozen=True)
class Engine:
    """The engine, as far as pages and messages go."""

    logger: logging.Logger
    """Where warnings go, so that the engine's ``--strict`` counts them."""
    root: Path
    """The folder of its configuration."""
    page: str = ""
    """The page's path in the documentation, without its suffix; empty where it is not known."""
    file: Path | None = None
    """The page's file."""
    list_files: Callable[[], Mapping[str, Path] | None] = field(default=lambda: None)
    address: Callable[[str], str | None] = field(default=lambda _page: None)
    """The address of another page, relative to this one's."""
    language: str = ""
    """That of the theme."""
    is_known: bool = False
    """Whether it is one of those that build a site."""
    must_raise: bool = False
    """Whether a warning fails the build only where the page's conversion raises."""
    warned: list[str] = field(default_factory=list)
    """What was warned of on this page."""

    @cached_property
    def files(self) -> Mapping[str, Path] | None:
        """The files of all pages, by their names; ``None`` where they are not known."""
        return self.list_files()


PLAIN: Final = logging.getLogger("api_stability.markdown")

_current: ContextVar[tuple[Markdown, Engine] | None] = ContextVar("engine", default=None)
"""What converts the page at hand, and for which engine."""


def enter_engine(markdown: Markdown) -> Engine:
    """The engine that *markdown* converts for, now that it begins with a page.

    What is converted within a page, as docstrings are, is converted for that page's engine.
    """
    found = _find_mkdocs(markdown) or _find_zensical(markdown)
    if found is not None:
        _current.set((markdown, found))
        return found
    current = _current.get()
    return Engine(logger=PLAIN, root=Path.cwd()) if current is None else current[1]


def leave_engine(markdown: Markdown) -> None:
    """*markdown* has ended: where it was what converted the page, the page is done."""
    current = _current.get()
    if current is not None and current[0] is markdown:
        _current.set(None)


def name_page(path: str) -> str:
    """The name of the page that is written in the file *path*."""
    path = path.replace("\\", "/")
    return next(
        (path.removesuffix(suffix) for suffix in SUFFIXES if path.endswith(suffix)),
        path,
    )


def _find_mkdocs(markdown: Markdown) -> Engine | None:
    """MkDocs, and ProperDocs, which is a fork of it."""
    for processor in markdown.treeprocessors:
        file, files = getattr(processor, "file", None), getattr(processor, "files", None)
        config = getattr(processor, "config", None)
        if file is not None and files is not None and hasattr(file, "src_uri"):
            return _make_mkdocs(type(processor).__module__.partition(".")[0], file, files, config)
    return None


def _make_mkdocs(name: str, file: Any, files: Any, config: Any) -> Engine:
    def find_address(page: str) -> str | None:
        for suffix in SUFFIXES:
            other = files.get_file_from_path(page + suffix)
            if other is not None:
                return str(other.url_relative_to(file)) or "./"
        return None

    def list_files() -> Mapping[str, Path]:
        pages = ((each.src_uri, each.abs_src_path) for each in files.documentation_pages())
        return {name_page(page): Path(place) for page, place in pages if place}

    place = getattr(config, "config_file_path", None)
    return Engine(
        logger=logging.getLogger(f"{name}.plugins.api_stability"),
        root=Path(place).resolve().parent if place else Path.cwd(),
        page=name_page(file.src_uri),
        file=Path(file.abs_src_path) if file.abs_src_path else None,
        list_files=list_files,
        address=find_address,
        language=find_language(getattr(config, "theme", None)),
        is_known=True,
    )


def _find_zensical(markdown: Markdown) -> Engine | None:
    for processor in markdown.preprocessors:
        page, config = getattr(processor, "page", None), getattr(processor, "config", None)
        if (
            page is not None
            and hasattr(page, "path")
            and isinstance(config, Mapping)
            and "docs_dir" in config
        ):
            return _make_zensical(str(page.path), config)
    return None


def _make_zensical(path: str, config: Mapping[str, Any]) -> Engine:
    root = Path(str(config.get("root_dir") or ".")).resolve()
    docs = root / str(config["docs_dir"])
    name = name_page(path)

    def list_files() -> Mapping[str, Path]:
        found = (file for suffix in SUFFIXES for file in sorted(docs.rglob(f"*{suffix}")))
        places = {file.relative_to(docs).as_posix(): file for file in found}
        excluded = _find_excluded(list(places), str(config.get("exclude_docs") or ""))
        return {name_page(place): places[place] for place in places if place not in excluded}

    def find_address(page: str) -> str | None:
        """As an author writes it: Zensical makes addresses of all links, those in HTML as well."""
        for suffix in SUFFIXES:
            if (docs / (page + suffix)).is_file():
                return posixpath.relpath(page + suffix, posixpath.dirname(name) or ".")
        return None

    return Engine(
        logger=_find_zensical_logger(),
        root=root,
        page=name,
        file=docs / path,
        list_files=list_files,
        address=find_address,
        language=find_language(config.get("theme")),
        is_known=True,
        must_raise=_builds_strictly(sys.argv, is_configured=bool(config.get("strict"))),
    )


def _find_zensical_logger() -> logging.Logger:
    """A logger that is heard: Zensical sets up none, and Python's last resort leaves out levels."""
    logger = logging.getLogger("zensical.api_stability")
    if not logger.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
        logger.addHandler(handler)
        logger.propagate = False
    return logger


def _builds_strictly(arguments: Sequence[str], *, is_configured: bool) -> bool:
    """Whether Zensical was asked for a strict build, which its own code alone is told.

    Its server knows no strict mode, and stops for good at what is raised.
    """
    words = arguments[1:]
    is_asked = any(word == "--strict" or re.fullmatch("-c*s[cs]*", word) for word in words)
    return words[:1] == ["build"] and (is_asked or is_configured)


def _find_excluded(places: Sequence[str], patterns: str) -> frozenset[str]:
    """Those of *places* that the site leaves out, by patterns as in a ``.gitignore``.

    They are read as Zensical reads them, which comes with the package that knows them.
    """
    if not patterns.strip():
        return frozenset()
    try:
        from pathspec import GitIgnoreSpec
    except ImportError:
        return frozenset()
    return frozenset(GitIgnoreSpec.from_lines(patterns.splitlines()).match_files(places))


def find_language(theme: Any) -> str:
    """The language of a theme's words; empty where it says none."""
    for name in ("language", "locale"):
        try:
            found = theme[name]
        except (KeyError, TypeError, AttributeError):
            continue
        if found:
            return str(found)
    return ""
