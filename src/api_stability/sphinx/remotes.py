"""Other projects, as ``conf.py`` names them: their inventories, and what is wrong with them."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import certifi
import sphinx
from sphinx.application import Sphinx
from sphinx.locale import __
from sphinx.util.display import progress_message

from api_stability import __version__
from api_stability.model.errors import UserError
from api_stability.model.inventory import Inventory
from api_stability.model.others import NO_OTHERS, Others
from api_stability.remote.collecting import collect_others, say_problem
from api_stability.remote.configured import (
    Remote,
    as_folder,
    find_places,
    is_address,
    read_remotes,
)
from api_stability.remote.connecting import Access
from api_stability.remote.fetching import Limits
from api_stability.remote.obtaining import Obtained, obtain_inventories
from api_stability.sphinx.settings import PREFIX, Settings
from api_stability.sphinx.warning import warn

MEGABYTE: Final = 1_000_000
UNPACKED: Final = 10
"""How many times larger an inventory may be when it is unpacked: packed, it is a tenth or less."""


def load_others(app: Sphinx, settings: Settings, own: Inventory, cache: Path) -> Others:
    """The inventories of the projects that ``conf.py`` names; warn about those that are not had.

    Nothing is asked of the network unless one is named. *own* is the inventory of the documented
    project: no other one can say anything about its projects.
    """
    remotes, intersphinx = _find_remotes(app, settings)
    if not remotes or app.builder.name == "gettext":
        return NO_OTHERS if not remotes else Others(configured=True)
    with progress_message(__("reading stability of other projects")):
        obtained, damaged = obtain_inventories(
            remotes,
            root=Path(app.confdir),
            cache=cache,
            access=_make_access(app),
            limits=Limits(
                seconds=settings.inventory_timeout,
                transferred=int(settings.inventory_limit * MEGABYTE),
                unpacked=int(settings.inventory_limit * MEGABYTE * UNPACKED),
            ),
            days=settings.inventory_cache_limit,
        )
    if damaged:
        warn("cache", f"the cache in {cache} was damaged and is made anew")
    for each in obtained:
        _tell(each, app)
    others, clashes = collect_others(obtained, own, intersphinx)
    for clash in clashes:
        message = clash.explain(f"{PREFIX}inventories")
        warn("same-project", message, location=_find_line(app, clash.name))
    return others


def _find_remotes(app: Sphinx, settings: Settings) -> tuple[tuple[Remote, ...], dict[str, str]]:
    """The configured projects, and where intersphinx has the pages of each that it knows."""
    remotes: tuple[Remote, ...] = ()
    if settings.inventories is not None:
        remotes, errors = read_remotes(settings.inventories)
        for error in errors:
            _tell_wrong(error, app)
    # intersphinx has made (name, (base, places)) of each entry
    mapping: dict[str, Any] = getattr(app.config, "intersphinx_mapping", None) or {}
    intersphinx = {name: value[1] for name, value in sorted(mapping.items())}
    if settings.intersphinx:
        known = {remote.name for remote in remotes}
        bases = {as_folder(remote.base) for remote in remotes}
        own = getattr(app.config, "intersphinx_resolve_self", "")
        remotes += tuple(
            Remote(name=name, base=base, places=_find_beside(base, places, app), promised=False)
            for name, (base, places) in intersphinx.items()
            if name not in known and name != own and as_folder(base) not in bases
        )
    return remotes, {name: base for name, (base, _) in intersphinx.items()}


def _find_beside(base: str, places: tuple[str | None, ...], app: Sphinx) -> tuple[str, ...]:
    """Where an inventory may be for *base* and *places* of intersphinx: beside its own, or there.

    Its paths are relative to the folder of the sources.
    """
    folders = [place.rpartition("/")[0] or "." for place in places if place is not None]
    rooted = (
        folder if is_address(folder) else str(Path(app.srcdir, folder))
        for folder in (*folders, base)
    )
    found = (place for folder in rooted for place in find_places(folder, (None,)))
    return tuple(dict.fromkeys(found))


def _make_access(app: Sphinx) -> Access:
    config = app.config
    return Access(
        user_agent=config.user_agent or f"api-stability/{__version__} Sphinx/{sphinx.__version__}",
        verify=bool(config.tls_verify),
        authorities=config.tls_cacerts or None,
        # as intersphinx does: those that come with requests, or that its variables name
        bundle=os.environ.get("REQUESTS_CA_BUNDLE")
        or os.environ.get("CURL_CA_BUNDLE")
        or certifi.where(),
    )


def _tell(each: Obtained, app: Sphinx) -> None:
    told = say_problem(each)
    if told is not None:
        code, message = told
        warn(code, message, location=_find_line(app, each.remote.name))


def _tell_wrong(error: UserError, app: Sphinx) -> None:
    entry = f"[{error.key!r}]" if error.key is not None else ""
    message = f"{PREFIX}inventories{entry} in conf.py: {error.message}; it is left out"
    warn("config", message, location=_find_line(app, error.key or ""))


def _find_line(app: Sphinx, name: str) -> str | None:
    """Where ``conf.py`` names that project, as far as that can be seen without running it."""
    file = Path(app.confdir, "conf.py")
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return str(file) if file.is_file() else None
    found = dict(_find_settings(tree))
    places = [found.get(setting) for setting in (f"{PREFIX}inventories", "intersphinx_mapping")]
    for place in places:
        keys = place.keys if isinstance(place, ast.Dict) else []
        for key in keys:
            if isinstance(key, ast.Constant) and key.value == name:
                return f"{file}:{key.lineno}"
    line = next((f":{place.lineno}" for place in places if place is not None), "")
    return f"{file}{line}"


def _find_settings(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    yield target.id, statement.value
