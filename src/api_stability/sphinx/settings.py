"""The extension's configuration values: each declared once, with type, default and help."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec
from sphinx.application import Sphinx
from sphinx.config import Config

from api_stability.sphinx.warning import warn

Place: TypeAlias = Literal["summaries", "parameters", "contents", "references"]
"""Where badges are shown, beside the signatures of documented objects."""

PREFIX: Final = "api_stability_"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What ``conf.py`` says; a value NAME is written ``api_stability_NAME`` there."""

    config: Annotated[
        str | None,
        msgspec.Meta(
            description="The configuration file, relative to the folder of conf.py. "
            "Default: the nearest api-stability.toml or pyproject.toml in it or above it."
        ),
    ] = None
    badges: Annotated[
        bool, msgspec.Meta(description="Whether documented objects show their badges.")
    ] = True
    badges_in: Annotated[
        tuple[Place, ...],
        msgspec.Meta(
            description="Where else there are badges: in "
            '"summaries", the tables that list objects; beside "parameters" in lists of fields; in '
            '"contents", the entries of objects in the sidebar; and after "references", the links '
            "to documented objects. With a change of it, every page is read again."
        ),
    ] = ("summaries", "parameters")
    admonitions: Annotated[
        Literal["all", "outermost", "none"] | bool,
        msgspec.Meta(
            description="Which experimental and deprecated objects show an admonition under them: "
            '"all"; "outermost", not those of which it would only repeat what the page says of the '
            'class or module around them; or "none". True and False are "all" and "none".'
        ),
    ] = "all"
    publish: Annotated[
        bool,
        msgspec.Meta(description="Whether stability.json is written beside the built pages."),
    ] = True

    inventories: Annotated[
        Any,
        msgspec.Meta(
            description="Other projects whose links, tables and replacements show their own "
            'levels: {"name": ("https://…", None)}. The first is where its pages are, an address '
            "or a path relative to the folder of conf.py; the second where its inventory is, or "
            "several places to try; None is stability.json beside the pages."
        ),
    ] = None
    intersphinx: Annotated[
        bool,
        msgspec.Meta(
            description="Whether the projects in intersphinx_mapping are such projects too, as far "
            "as they publish a stability.json."
        ),
    ] = False
    inventory_timeout: Annotated[
        float,
        msgspec.Meta(
            gt=0, le=600, description="For how many seconds all of them together are waited for."
        ),
    ] = 10.0
    inventory_limit: Annotated[
        float,
        msgspec.Meta(
            gt=0,
            le=1000,
            description="Megabytes of one inventory at most, as it comes over the network; ten "
            "times as many when it is unpacked, and of a file.",
        ),
    ] = 10.0
    inventory_cache_limit: Annotated[
        int,
        msgspec.Meta(
            description="For how many days a copy is used before its server is asked again; 0: "
            "asked in every build, -1: never again."
        ),
    ] = 5

    @property
    def has_admonitions(self) -> bool:
        """Whether any object shows an admonition."""
        return self.admonitions not in (False, "none")

    def shows(self, place: Place) -> bool:
        """Whether there are badges in *place*."""
        return self.badges and place in self.badges_in


def add_settings(app: Sphinx) -> None:
    """Declare every value to Sphinx.

    Of most, a change makes no page be read again: it shows in what the page shows.
    """
    for field in _fields():
        # any type is taken here: `read_settings` warns, with a type of its own, and goes on
        app.add_config_value(
            PREFIX + field.name,
            field.default,
            # what stands beside names and links is left while pages are read
            "env" if field.name == "badges_in" else "",
            types=Any,
            description=_help(field),
        )


def read_settings(config: Config) -> Settings:
    """The values of ``conf.py``; a wrong one gets a warning and counts as its default."""
    values: dict[str, Any] = {}
    for field in _fields():
        value = getattr(config, PREFIX + field.name)
        value = os.fspath(value) if isinstance(value, os.PathLike) else value
        try:
            values[field.name] = msgspec.convert(value, field.type)
        except msgspec.ValidationError as error:
            warn(
                "config",
                f"{PREFIX}{field.name} in conf.py: {_lowered(str(error))}; "
                f"the default, {field.default!r}, is used",
            )
    return Settings(**values)


@lru_cache(maxsize=1)
def _fields() -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(Settings)


def _help(field: msgspec.structs.FieldInfo) -> str:
    _, meta = field.type.__origin__, field.type.__metadata__[0]
    return str(meta.description)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
