"""The extension's options: each declared once, with type, default and help."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from api_stability.site_settings import SiteSettings

Place: TypeAlias = Literal["summaries", "parameters", "contents"]
"""Where badges are shown, beside the headings of documented objects."""


class Settings(SiteSettings, frozen=True, kw_only=True):
    """What stands under ``api_stability.griffe`` in the list of griffe's extensions."""

    root: Annotated[
        str,
        msgspec.Meta(
            description="The site's folder, relative to the one in which the build is started. "
            "Default: that one; where no configuration is in it or above it, the package's."
        ),
    ] = ""
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

    @property
    def has_admonitions(self) -> bool:
        """Whether any object shows an admonition."""
        return self.admonitions not in (False, "none")

    def shows(self, place: Place) -> bool:
        """Whether there are badges in *place*."""
        return self.badges and place in self.badges_in
