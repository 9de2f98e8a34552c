"""What a page asks to be shown beside directives and roles: objects, names, references.

These values stand in placeholder nodes and in the environment; what they lead to is found again in
every build, so that a change of the data needs no page to be read again.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from api_stability.directives.uses import DirectiveUse, RoleUse


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


class SaidUse(msgspec.Struct, frozen=True):
    """A level, or "deprecated", that the text of a description says of what is no symbol."""

    level: str


class ExternalUse(msgspec.Struct, frozen=True, gc=False):
    """A cross-reference, to what may be another project's."""

    ids: tuple[str, ...]
    """The symbols that it may name, the likeliest first."""


TextUse: TypeAlias = RoleUse | ReferenceUse | SaidUse | ExternalUse
"""What stands inside text."""
Use: TypeAlias = (
    DirectiveUse | RoleUse | ObjectUse | ModuleUse | NameUse | ReferenceUse | SaidUse | ExternalUse
)
