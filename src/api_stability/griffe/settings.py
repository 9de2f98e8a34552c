"""The extension's options: each declared once, with type, default and help."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from api_stability.model.errors import nearest

Place: TypeAlias = Literal["summaries", "parameters", "contents"]
"""Where badges are shown, beside the headings of documented objects."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What stands under ``api_stability.griffe`` in the list of griffe's extensions."""

    config: Annotated[
        str | None,
        msgspec.Meta(
            description="The configuration file of api-stability, relative to the folder in which "
            "the build is started. Default: the nearest api-stability.toml or pyproject.toml in it "
            "or above it, else at or above the documented package."
        ),
    ] = None
    badges: Annotated[
        bool, msgspec.Meta(description="Whether documented objects show their badges.")
    ] = True
    badges_in: Annotated[
        tuple[Place, ...],
        msgspec.Meta(
            description="Where else there are badges: in "
            '"summaries", the tables that list members; beside "parameters" in docstrings; in '
            '"contents", the entries of objects in the table of contents.'
        ),
    ] = ("summaries", "parameters")
    badges_link: Annotated[
        str,
        msgspec.Meta(
            # autorefs writes what leads nowhere as it is
            pattern=r"^[\w.:{}-]*$",
            description="The id of the heading that badges lead to, with {level} in the place of "
            "the level's name, such as stability-{level}. Default: badges are no links.",
        ),
    ] = ""
    admonitions: Annotated[
        Literal["all", "outermost", "none"] | bool,
        msgspec.Meta(
            description="Which experimental and deprecated objects show an admonition under them: "
            '"all"; "outermost", not those of which it would only repeat what is said of the '
            'class or module around them; or "none". True and False are "all" and "none".'
        ),
    ] = "all"
    cache: Annotated[
        str | bool,
        msgspec.Meta(
            description="The folder in which is kept what the next build wants to know, relative "
            "to the folder in which the build is started; false: nothing is left behind."
        ),
    ] = ".cache/api-stability"
    language: Annotated[
        str,
        msgspec.Meta(
            description="The language of our own words, such as de or zh_CN. Default: the site's, "
            "else English."
        ),
    ] = ""

    @property
    def has_admonitions(self) -> bool:
        """Whether any object shows an admonition."""
        return self.admonitions not in (False, "none")

    def shows(self, place: Place) -> bool:
        """Whether there are badges in *place*."""
        return self.badges and place in self.badges_in


def read_settings(given: Mapping[str, Any]) -> tuple[Settings, tuple[str, ...]]:
    """*given* as settings, and what is wrong with it; a wrong value counts as its default."""
    known = {field.name: field for field in msgspec.structs.fields(Settings)}
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for name, value in given.items():
        field = known.get(name)
        if field is None:
            wrong.append(f"unknown option {name!r}; {nearest(name, known)}")
            continue
        # a path that the engine's configuration file has with a tag of its own, as `!relative`
        plain = os.fspath(value) if isinstance(value, os.PathLike) else value
        try:
            values[name] = msgspec.convert(plain, field.type)
        except msgspec.ValidationError as error:
            text = str(error)
            wrong.append(
                f"option {name}: {text[:1].lower()}{text[1:]}; "
                f"the default, {field.default!r}, is used"
            )
    return Settings(**values), tuple(wrong)
