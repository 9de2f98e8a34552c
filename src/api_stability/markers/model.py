"""What a marker set says, as values."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

import msgspec

from api_stability.markers.options import OptionHelper, VariableHelper

Role: TypeAlias = Literal[
    "level",
    "reason",
    "since",
    "removal",
    "alternative",
    "gate",
    "issue",
    "feature",
    "parameter",
    "parameter-onwards",
    "parameter-except",
    "member",
    "target",
    "other",
]
"""What a value means.

``parameter``: the mark is about that parameter of the function (a list: about each of them).
``parameter-onwards``: about it and the following ones that can be passed by position.
``parameter-except``: about those that can be passed by position, except what is listed.
``member``: about that attribute or method of the class (a list: about each of them).
``target``: about the module, or the name in a module, that a call standing alone names.
``other``: when it is given, the mark is about something else and says nothing about the object.
"""

ROLES: Final[tuple[Role, ...]] = get_args(Role)

About: TypeAlias = Literal["object", "keyword-only", "optional", "module"]
"""What a mark is about where no argument names it.

``keyword-only``: the parameters after ``*``; ``optional``: those that can be passed by position and
have a default; ``module``: the module in which the call stands alone.
"""

Slot: TypeAlias = Literal["", "*", "**", "**="]
"""Which of several values is meant, where each of them makes a mark of its own.

``*``: each item; ``**``: the name of each entry; ``**=``: what the entry has under that name.
"""

ParameterKind: TypeAlias = Literal["positional", "any", "keyword", "*", "**"]


class Parameter(msgspec.Struct, frozen=True):
    """One parameter of a decorator's signature."""

    name: str
    kind: ParameterKind = "any"
    default: str | None = None
    """Source text of the default; ``None`` when it must be given."""


class Argument(msgspec.Struct, frozen=True, kw_only=True):
    """What one argument of a decorator means."""

    key: str = ""
    """A parameter's name, or a position from 0; empty: the arguments, as ``slot`` says."""
    slot: Slot = ""
    field: str | None = None
    """A part of the argument, which is a call, a list or a dictionary: ``name`` in
    ``@removed(Old(name="x"))``; by keyword, position or key."""
    role: Role
    append: bool = False
    """Follows the other text instead of standing for it: in a reason after a space, else a dot."""
    fill: bool = False
    """Reasons only: ``%(since)s`` and ``{since}`` in it stand for another argument."""
    names: tuple[tuple[str, str], ...] = ()
    """Names in such a reason that an argument goes by nowhere else, each with the argument."""
    required: bool = False
    """Without this argument, or where it says nothing, the decorator is no mark."""
    values: tuple[tuple[str, str], ...] = ()
    """What the values that matter mean, by literal or by the last step of a name; other literals
    mean nothing. Empty: the value speaks for itself."""
    pattern: str | None = None
    """A regular expression that the whole value, or the last step of a name, must match; what does
    not match says nothing."""
    value: str | None = None
    """What a match of the pattern means, with ``\\1`` for its first group."""
    ignore: tuple[str, ...] = ()
    """Values that say nothing: ``"?"``."""


class DecoratorMarker(msgspec.Struct, frozen=True, kw_only=True):
    """One decorator that marks what it decorates."""

    paths: tuple[str, ...]
    """Where it can be imported from, canonical path first; ``*`` and ``**`` as in patterns."""
    level: str | None = None
    """The raw word, where no argument says it."""
    deprecates: bool = False
    reason: str | None = None
    """Why, where no argument says it."""
    object: str | None = None
    """The parameter, or position, that takes the object in ``new = mark(old)``."""
    makes: bool = False
    """What it returns is a new thing that is marked: ``old = deprecated_alias("new")``."""
    about: About = "object"
    removal_after: tuple[int, ...] | None = None
    """What is added to *since*, number by number, where no argument says a removal."""
    parameters: tuple[Parameter, ...] | None = None
    """Its signature; ``None``: as it is defined, where its definition is read too; else arguments
    are known only by name and position as they are given."""
    arguments: tuple[Argument, ...] = ()

    @property
    def slots(self) -> tuple[str, Slot] | None:
        """The argument, and in what way, of which each value makes a mark of its own."""
        found = next((each for each in self.arguments if each.slot), None)
        return None if found is None else (found.key, found.slot)

    @property
    def alone(self) -> bool:
        """Whether its call is a statement of its own, which decorates nothing."""
        return self.about == "module" or any(each.role == "target" for each in self.arguments)


class DocstringWords(msgspec.Struct, frozen=True, kw_only=True):
    """What in a docstring says something."""

    directives: tuple[tuple[str, str], ...] = ()
    """Directive to what it means: ``deprecated``, ``deprecated-removed`` (two versions), ``added``,
    ``nothing``, or the word of a level."""
    sections: tuple[str, ...] = ()
    """Titles of numpydoc and Google sections that deprecate, lower case."""
    first_words: tuple[str, ...] = ()
    """What the text of a deprecated thing begins with."""
    phrases: tuple[tuple[str, str], ...] = ()
    """A phrase to the word of a level, or to ``deprecated``."""


class FieldMarker(msgspec.Struct, frozen=True, kw_only=True):
    """A call that describes an attribute or a parameter, as its value or in ``Annotated``."""

    paths: tuple[str, ...]
    keyword: str = "deprecated"
    """``True``: deprecated; a text, or the call of a marker: deprecated, and why."""


class TableMarker(msgspec.Struct, frozen=True, kw_only=True):
    """A call that makes or serves a module's ``__getattr__`` from a table of deprecated names."""

    paths: tuple[str, ...]
    table: str
    """The argument that holds the names: a parameter's name, or a position from 0."""
    reason_at: int | None = None
    """Where the reason is in an entry's value; ``None``: the value, where it is text."""
    gone_at: int | None = None
    """Where ``None`` in an entry's value means that there is no such name any more."""
    reason: str | None = None
    """A template: ``{name}``, and the text of every argument by its keyword."""
    removal: str | None = None
    alternatives: tuple[str, ...] = ()
    """Templates; the first one whose arguments are all given."""


class LabelTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of labels in text that people read; all in lower case."""

    levels: tuple[str, ...] = ()
    """What a level is called."""
    deprecating: tuple[str, ...] = ()
    """What says that a thing is on its way out."""
    ambiguous: tuple[str, ...] = ()
    """Those of both that mean something else in running text: "alpha", "stable"."""
    naming: tuple[str, ...] = ()
    """Nouns after which a word in parentheses is a name: "the coefficient (beta)"."""


class MarkerSet(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one data file says."""

    name: str
    source: str
    """Where the facts are from."""
    decorators: tuple[DecoratorMarker, ...] = ()
    attributes: tuple[tuple[str, Role], ...] = ()
    """Attributes whose assignment marks an object; a decorator that assigns one is a marker."""
    module_names: tuple[str, ...] = ()
    """Level words that a module's own name says, without leading underscores."""
    deprecating: tuple[str, ...] = ()
    """Raw words that mean deprecation rather than a level."""
    not_levels: tuple[str, ...] = ()
    """Raw words that are deliberately no step of any ladder: they say who a thing is for."""
    docstrings: DocstringWords = DocstringWords()
    fields: tuple[FieldMarker, ...] = ()
    module_getattr: tuple[TableMarker, ...] = ()
    options: tuple[OptionHelper, ...] = ()
    variables: tuple[VariableHelper, ...] = ()
    plain_getattr: bool = False
    """Whether ``if name in TABLE: warnings.warn(…)`` in a module's ``__getattr__`` is read."""
    labels: LabelTable = LabelTable()
