"""What a page asks to be shown: names and options as the page has them, nothing from the inventory.

These values stand in placeholder nodes and in the environment; what they lead to is found again in
every build, so that a change of the data needs no page to be read again.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from api_stability.views.options import TableName

Options: TypeAlias = tuple[tuple[str, str], ...]
"""Option names and texts as written."""


class Signature(msgspec.Struct, frozen=True, gc=False):
    """One signature of a documented object."""

    id: str
    """The symbol id of the documented path."""
    overload: str | None = None
    """Its parameters as an id spells them; only where a description has several signatures."""
    position: int = 0
    """Which of the description's signatures it is: not each may have been understood."""
    length: int = 0
    """Of how many nodes it consists: what stands behind, a link to the source, came later."""


class ObjectUse(msgspec.Struct, frozen=True, gc=False):
    """A documented object, with all its signatures."""

    signatures: tuple[Signature, ...]


class ModuleUse(msgspec.Struct, frozen=True, gc=False):
    """A documented module, which has no signature to carry a badge."""

    id: str


class NameUse(msgspec.Struct, frozen=True, gc=False):
    """Something that a page names without describing it: in a summary, in a list of options."""

    id: str


class ReferenceUse(msgspec.Struct, frozen=True, gc=False):
    """A link to a documented object, as the page has it."""

    domain: str
    role: str
    target: str
    context: tuple[tuple[str, str | bool], ...] = ()
    """What else the domain goes by to find the target, such as the module that the page is in."""


class LevelUse(msgspec.Struct, frozen=True):
    """The directive ``stability``."""

    level: str
    options: Options = ()


class FeatureUse(msgspec.Struct, frozen=True):
    """The directive ``stability-feature``."""

    feature: str
    options: Options = ()


class TableUse(msgspec.Struct, frozen=True):
    """One of the directives for a table of symbols or features."""

    table: TableName
    options: Options = ()


class ChangesUse(msgspec.Struct, frozen=True):
    """The directive ``stability-changes``."""

    old: str
    new: str
    page: str
    """The document's name: files are named relative to it."""
    options: Options = ()


class PolicyUse(msgspec.Struct, frozen=True):
    """The directive ``stability-policy``."""

    options: Options = ()


class BadgeUse(msgspec.Struct, frozen=True):
    """The role ``stability``: a level's name, or a symbol."""

    text: str


class SaidUse(msgspec.Struct, frozen=True):
    """A level, or "deprecated", that the text of a description says of what is no symbol."""

    level: str


class LinkUse(msgspec.Struct, frozen=True):
    """The role ``stability-feature``."""

    feature: str
    title: str | None = None
    """The author's own words for it."""


class ExternalUse(msgspec.Struct, frozen=True, gc=False):
    """A cross-reference, to what may be another project's."""

    ids: tuple[str, ...]
    """The symbols that it may name, the likeliest first."""


RoleUse: TypeAlias = BadgeUse | LinkUse
TextUse: TypeAlias = RoleUse | ReferenceUse | SaidUse | ExternalUse
"""What stands inside text."""
Use: TypeAlias = (
    ObjectUse
    | ModuleUse
    | NameUse
    | ReferenceUse
    | LevelUse
    | FeatureUse
    | TableUse
    | ChangesUse
    | PolicyUse
    | BadgeUse
    | LinkUse
    | SaidUse
    | ExternalUse
)
