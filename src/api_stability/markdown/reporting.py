"""Warnings, through the engine's own logger, so that its strict mode counts them."""

from __future__ import annotations

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
