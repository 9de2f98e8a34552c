"""The settings of hosts that are handed one page at a time: each declared once, with type, default
and help.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import msgspec

from api_stability.model.errors import UserError, nearest
from api_stability.remote.configured import read_remotes
from api_stability.remote.fetching import Limits
from api_stability.sites import Asked

MEGABYTE: Final = 1_000_000
DEFAULT_CACHE: Final = ".cache/api-stability"
T = TypeVar("T", bound="SiteSettings")


class SiteSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What names a project. The site's folder is that of the engine's configuration, unless the
    host says otherwise.
    """

    config: Annotated[
        str,
        msgspec.Meta(
            description="The configuration file of api-stability, relative to the site's folder. "
            "Default: the nearest api-stability.toml or pyproject.toml in it or above."
        ),
    ] = ""
    language: Annotated[
        str,
        msgspec.Meta(
            description="The language of our own words, such as de or zh_CN. Default: the theme's, "
            "else English."
        ),
    ] = ""
    cache: Annotated[
        str | bool,
        msgspec.Meta(
            description="The folder for what the next build wants to know, relative to the site's; "
            "false: nothing is left behind."
        ),
    ] = DEFAULT_CACHE
    inventories: Annotated[
        dict[str, Any] | None,
        msgspec.Meta(
            description="Other projects whose tables, badges and replacements can be shown: "
            "{name: [address or path of its pages, address or path of its inventory]}; without the "
            "second, stability.json beside the pages."
        ),
    ] = None
    inventory_timeout: Annotated[
        float,
        msgspec.Meta(
            gt=0, le=600, description="For how many seconds all of them together are waited for."
        ),
    ] = 10.0
    inventory_limit: Annotated[
        float,
        msgspec.Meta(gt=0, le=1000, description="Megabytes of one inventory at most."),
    ] = 10.0
    inventory_cache_limit: Annotated[
        int,
        msgspec.Meta(description="For how many days a copy is used; 0: none, -1: forever."),
    ] = 5


def read_settings(kind: type[T], given: Mapping[str, Any]) -> tuple[T, tuple[UserError, ...]]:
    """*given* as settings, and what is wrong in it: a wrong value counts as its default."""
    known = {field.name: field for field in msgspec.structs.fields(kind)}
    values: dict[str, Any] = {}
    errors: list[UserError] = []
    for name, value in given.items():
        field = known.get(name)
        if field is None:
            errors.append(UserError(f"unknown setting {name!r}; {nearest(name, known)}"))
            continue
        # a path that the engine's configuration has with a tag of its own, such as `!relative`
        plain = os.fspath(value) if isinstance(value, os.PathLike) else value
        try:
            values[name] = msgspec.convert(plain, field.type)
        except msgspec.ValidationError as error:
            text = str(error)
            message = f"{text[:1].lower()}{text[1:]}; the default, {field.default!r}, is used"
            errors.append(UserError(message, key=name))
    remotes = values.get("inventories")
    if remotes is not None:
        _, wrong = read_remotes(remotes)
        errors += [UserError(f"inventories: {each.message}", key=each.key) for each in wrong]
    return kind(**values), tuple(errors)


def make_asked(settings: SiteSettings, root: Path, language: str) -> Asked:
    """Which project is asked for: *root* is the site's folder.

    *language* is that of the theme, for where the settings name none.
    """
    name = DEFAULT_CACHE if settings.cache is True else settings.cache
    remotes, _ = read_remotes(settings.inventories or {})
    return Asked(
        remotes=remotes,
        limits=Limits(
            seconds=settings.inventory_timeout,
            transferred=int(settings.inventory_limit * MEGABYTE),
            unpacked=int(settings.inventory_limit * MEGABYTE * 10),
        ),
        days=settings.inventory_cache_limit,
        start=root,
        config=root / settings.config if settings.config else None,
        cache=root / name if name else None,
        language=settings.language or language or "en",
    )
