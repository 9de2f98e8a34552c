"""Warnings, through the engine's own logger, so that its strict mode counts them."""

from __future__ import annotations

from collections.abc import Sequence

from api_stability.diagnostics import locate_diagnostics
from api_stability.markdown.engines import Engine
from api_stability.renderers.printable import printable, printable_name
from api_stability.sites import SITES, Opened

_told_errors: set[str] = set()


def warn(engine: Engine, code: str, message: str, *, location: str | None = None) -> None:
    """Warn; *message* is plain text, and stays on one line with the *location*."""
    where = f"{printable_name(location)}: " if location else ""
    told = f"{where}{printable(message)} [api_stability.{code}]"
    # the text goes in as an argument, so that a "%" in it is no placeholder
    engine.logger.warning("%s", told)
    engine.warned.append(told)


def warn_once(engine: Engine, code: str, message: str) -> None:
    """Warn of what is the same on every page."""
    if message not in _told_errors:
        _told_errors.add(message)
        warn(engine, code, message)


def tell_opened(engine: Engine, opened: Opened) -> None:
    """Pass on what could not be read of the project, once."""
    if not SITES.is_untold(opened):
        return
    for code, told in opened.told:
        warn(engine, code, told)
    for diagnostic, location in locate_diagnostics(opened.inventory, opened.workspace):
        message = f"{diagnostic.message} [{diagnostic.code}]"
        if diagnostic.grade == "note":
            engine.logger.info("%s", printable(message))
        else:
            warn(engine, diagnostic.grade, message, location=location)


def forget_told() -> None:
    """A build begins: everything may be said again."""
    SITES.forget_told()
    _told_errors.clear()


def locate(engine: Engine, wanted: str, nth: int, lines: Sequence[str]) -> str | None:
    """File and line of the *nth* line (from 0) that is *wanted*, or begins with it.

    In the page's file where it is there: the engine has taken away what stands before the text,
    and extensions have put in what stands elsewhere. Else in *lines*, the text as it was given.
    """
    source = _read_lines(engine)
    for number, name in ((_find(source, wanted, nth), True), (_find(lines, wanted, nth), False)):
        if number is None:
            continue
        if engine.file is None:
            return f"line {number + 1}"
        return f"{engine.file}:{number + 1}" if name else str(engine.file)
    return str(engine.file) if engine.file is not None else None


def _read_lines(engine: Engine) -> Sequence[str]:
    if engine.file is None:
        return ()
    try:
        return engine.file.read_text("utf-8-sig").splitlines()
    except (OSError, ValueError):
        return ()


def _find(lines: Sequence[str], wanted: str, nth: int) -> int | None:
    found = [number for number, line in enumerate(lines) if wanted in line]
    return found[nth] if nth < len(found) else None
