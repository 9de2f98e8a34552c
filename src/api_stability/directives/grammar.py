"""The directives and roles by name, what each takes, and the value that it makes.

For hosts that read directives as text. In Sphinx, whose parsers hand them over, a class of docutils
stands for each; a test holds both to the same names.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import Final, Literal

import msgspec

from api_stability.directives.problems import DIRECTIVE
from api_stability.directives.uses import (
    BadgeUse,
    ChangesUse,
    DirectiveUse,
    FeatureUse,
    LevelUse,
    LinkUse,
    Options,
    PolicyUse,
    RoleUse,
    TableUse,
)
from api_stability.model.errors import UserError, nearest
from api_stability.model.views import TableName
from api_stability.views.editions import NOW

DOMAIN: Final = "stability"
"""What every directive can also be written with: ``stability:table``."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A directive as a page has it."""

    name: str
    argument: str = ""
    options: Options = ()
    has_content: bool = False


class DirectiveSpec(msgspec.Struct, frozen=True, kw_only=True):
    """What a directive takes."""

    make: Callable[[tuple[str, ...], Options, str], DirectiveUse]
    """From its arguments, its options and the page's name."""
    arguments: tuple[str, ...] = ()
    """What each is called in messages."""
    required: int = 0
    """How many of them cannot be left out."""
    takes_content: bool = False
    """Whether the author's own text can stand in it."""


def _table(name: TableName) -> DirectiveSpec:
    return DirectiveSpec(make=lambda _arguments, options, _page: TableUse(name, options))


DIRECTIVES: Final[dict[str, DirectiveSpec]] = {
    "stability": DirectiveSpec(
        make=lambda arguments, options, _page: LevelUse(arguments[0], options),
        arguments=("a level",),
        required=1,
        takes_content=True,
    ),
    "stability-feature": DirectiveSpec(
        make=lambda arguments, options, _page: FeatureUse(arguments[0], options),
        arguments=("the id of a feature",),
        required=1,
        takes_content=True,
    ),
    "stability-table": _table("stability"),
    "deprecation-table": _table("deprecation"),
    "migration-table": _table("migration"),
    "stability-removals": _table("removals"),
    "stability-timeline": _table("timeline"),
    "stability-overview": _table("overview"),
    "stability-changes": DirectiveSpec(
        make=lambda arguments, options, page: ChangesUse(
            arguments[0], (*arguments, NOW)[1], page, options
        ),
        arguments=("an older release or inventory", "a newer one"),
        required=1,
    ),
    "stability-policy": DirectiveSpec(
        make=lambda _arguments, options, _page: PolicyUse(options),
    ),
}

Role = Literal["stability", "stability-feature"]
ROLES: Final[dict[str, Role]] = {
    "stability": "stability",
    "stability:level": "stability",
    "stability-feature": "stability-feature",
    "stability:feature": "stability-feature",
}
"""Every spelling of a role's name, to the short one."""


def long_name(short: str) -> str:
    """The name in the domain: ``table`` for ``stability-table``, ``level`` for ``stability``."""
    return short.removeprefix(f"{DOMAIN}-") if short != DOMAIN else "level"


_SPELLINGS: Final = {
    spelling: name for name in DIRECTIVES for spelling in (name, f"{DOMAIN}:{long_name(name)}")
}


def is_ours(name: str) -> bool:
    """Whether *name*, as written, is a directive's, or can only be meant for one."""
    return name in _SPELLINGS or name.startswith((f"{DOMAIN}-", f"{DOMAIN}:"))


def find_directive(name: str) -> DirectiveSpec:
    """The directive called *name*; raise `UserError` with the nearest one."""
    known = _SPELLINGS.get(name)
    if known is None:
        raise UserError(f"unknown directive {name!r}; {nearest(name, DIRECTIVES)}", key=DIRECTIVE)
    return DIRECTIVES[known]


def make_use(written: Written, page: str) -> DirectiveUse:
    """What the directive on *page* asks for; raise `UserError` for what it does not take."""
    spec = find_directive(written.name)
    arguments = _split(written.argument, spec)
    if len(arguments) < spec.required:
        missing = spec.arguments[len(arguments)]
        raise UserError(f"{written.name} needs {missing}: {{{written.name}}} …", key=DIRECTIVE)
    if written.has_content and not spec.takes_content:
        raise UserError(
            f"{written.name} has text in it, and takes none: "
            "its options stand first, each on a line of its own, as :name: value",
            key=DIRECTIVE,
        )
    return spec.make(arguments, _find_pages(written.options, page), page)


def _find_pages(options: Options, page: str) -> Options:
    """*options* with other pages named from the top; they are written as seen from *page*."""
    return tuple(
        (name, _join(page, text.strip()) if name == "full" and text else text)
        for name, text in options
    )


def _join(page: str, other: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(page), other))[1:]


def _split(argument: str, spec: DirectiveSpec) -> tuple[str, ...]:
    """The arguments; the only one of a directive may have spaces in it."""
    words = tuple(argument.split())
    if len(spec.arguments) == 1:
        return (" ".join(words),) if words else ()
    if len(words) > len(spec.arguments):
        first = words[len(spec.arguments)]
        raise UserError(
            f"{first!r}: nothing of this kind is taken here, or not so many", key=DIRECTIVE
        )
    return words


def make_role_use(name: str, text: str) -> RoleUse:
    """What the role called *name*, in any spelling, asks for with *text*."""
    words = " ".join(text.split())
    if ROLES[name] == "stability":
        return BadgeUse(words)
    title, bracket, target = words.rpartition("<")
    if bracket and target.endswith(">") and title.strip():
        return LinkUse(target[:-1].strip(), title.strip())
    return LinkUse(words)
