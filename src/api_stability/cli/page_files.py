"""The pages that `render` is given: from files and standard input to values, and where they go."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

from api_stability.model.errors import UserError
from api_stability.pages.page_set import Page, PageFormat
from api_stability.pages.survey import survey_page
from api_stability.pages.text import LARGEST, read_text

STDIN: Final = "-"
_STDIN_NAME: Final = "<stdin>"
_FORMATS: Final[dict[str, PageFormat]] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "mdx",
}
_SUFFIXES: Final = {"markdown": ".md", "mdx": ".mdx"}


def open_pages(names: Sequence[str], format: str | None) -> tuple[Page, ...]:  # noqa: A002
    """Read the pages called *names* on the command line.

    Raises `UserError` for one that cannot be read, or of which nobody says what it is written in.
    """
    files = [None if name == STDIN else Path(name) for name in names]
    seen: set[Path | None] = set()
    for name, file in zip(names, files, strict=True):
        if (real := file and file.resolve()) in seen:
            raise UserError("this page is given twice", where=name)
        seen.add(real)
    base = _common_folder([file for file in files if file is not None])
    return tuple(_open(file, base, format) for file in files)


def _common_folder(files: Sequence[Path]) -> Path:
    folders = [file.resolve().parent for file in files]
    return Path(os.path.commonpath(folders)) if folders else Path.cwd()


def _open(file: Path | None, base: Path, asked: str | None) -> Page:
    where = _STDIN_NAME if file is None else str(file)
    if file is not None and file.is_dir():
        raise UserError(f"this is a folder; name its pages: {where}/*.md", where=where)
    found = cast("PageFormat | None", asked)
    if found is None:
        found = "markdown" if file is None else _FORMATS.get(file.suffix.casefold())
    if found is None:
        known = ", ".join(_FORMATS)
        raise UserError(f"what is it written in? its name ends in none of {known}: say --format "
                        "markdown or --format mdx", where=where)  # fmt: skip
    try:
        text = read_text(_read(file))
    except OSError as error:
        raise UserError(error.strerror or "cannot be read", where=where) from None
    except UserError as error:
        raise UserError(error.message, where=where) from None
    folder, name = Path.cwd(), "index"
    if file is not None:
        folder = file.resolve().parent
        name = file.resolve().relative_to(base).with_suffix("").as_posix()
    survey = survey_page(text, name, is_mdx=found == "mdx")
    return Page(where=where, name=name, folder=folder, file=file, format=found, survey=survey)


def _read(file: Path | None) -> bytes:
    """At most one byte more than a page may have: a device has no end."""
    if file is None:
        return sys.stdin.buffer.read(LARGEST + 1)
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def place_outputs(pages: Sequence[Page], output: str | None) -> dict[str, str | None]:
    """Where the whole of each page goes, by the page's name; ``None``: to standard output.

    Raises `UserError` where several would go to one place, or one over itself.
    """
    is_folder = output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    if len(pages) > 1 and not is_folder:
        raise UserError("several pages need a folder to be written to: -o build/ (with the /)")
    if len({page.name for page in pages}) < len(pages):
        raise UserError("two of the pages differ only in their suffix; name one at a time")
    places: dict[str, str | None] = {}
    for page in pages:
        suffix = _SUFFIXES[page.format] if page.file is None else page.file.suffix
        place = str(Path(output or "", f"{page.name}{suffix}")) if is_folder else output
        if place is not None and page.file is not None and _is_same(Path(place), page.file):
            raise UserError(
                "this is the page itself: its directives would be lost; write to another file, or "
                "put regions on the page and use --write",
                where=place,
            )
        places[page.name] = place
    return places


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
