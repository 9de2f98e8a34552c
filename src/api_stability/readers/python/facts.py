"""What one file says, as plain values: no syntax tree survives the reading of its file."""

from __future__ import annotations

import msgspec

from api_stability.markers.model import Parameter, Role


class Decorator(msgspec.Struct, frozen=True, gc=False):
    """One decorator as written."""

    callee: str
    """Dotted name, or empty where it is no plain name."""
    text: str
    """Source text without the ``@``."""
    line: int
    called: bool


class DocMark(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a docstring says about what it documents, or about something in it."""

    name: str
    """The marker, as in ``.. deprecated::``."""
    meaning: str
    """``deprecated``, ``added``, or the word of a level."""
    line: int
    about: tuple[str, ...] = ()
    """Parameters or members; none: what the docstring documents."""
    members: bool = False
    """Whether they are attributes or methods."""
    since: str | None = None
    removal: str | None = None
    reason: str | None = None


class Metadata(msgspec.Struct, frozen=True, gc=False):
    """An expression that describes an attribute or a parameter."""

    parameter: str
    """Empty: the attribute or function itself."""
    decorator: Decorator


class Definition(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A class, function or attribute; one name can have several (conditions, overloads)."""

    name: str
    """Dotted, inside the module."""
    kind: str
    line: int
    decorators: tuple[Decorator, ...] = ()
    summary: str | None = None
    asynchronous: bool = False
    accessor: str | None = None
    """``setter`` or ``deleter``."""
    overload: str | None = None
    """Signature of an overload variant, without parentheses."""
    conditional: bool = False
    docs: tuple[DocMark, ...] = ()
    metadata: tuple[Metadata, ...] = ()
    parameters: tuple[Parameter, ...] | None = None
    """Of a decorated function: what a mark about its parameters can be about."""


class Binding(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a statement makes a name mean: something imported, something defined, or a value."""

    name: str
    """Dotted when bound in a class body."""
    line: int
    conditional: bool
    target: str | None = None
    """Absolute dotted path of what is imported."""
    explicit: bool = False
    """``import x as x``, ``from m import n as n``, ``from m import *``: meant to be re-exported."""
    value: str | None = None
    """Source text of an assigned value, where it may matter."""
    defines: bool = False
    """A class or function of this module."""


class Assignment(msgspec.Struct, frozen=True, gc=False):
    """``target.__stability__ = value``; an empty target is the module itself."""

    target: str
    attribute: str
    text: str
    line: int


class Template(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A function or class of the project that marks what it decorates."""

    name: str
    parameters: tuple[Parameter, ...]
    values: tuple[tuple[Role, str], ...]
    """Role and source text in terms of the parameters and locals."""
    calls: tuple[str, ...] = ()
    """Source text of calls that may set further attributes."""
    locals: tuple[tuple[str, str], ...] = ()


class Factory(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A function or class that is called like a marker, or that does nothing but give one."""

    name: str
    parameters: tuple[Parameter, ...]
    decorated: bool = False
    """Whether something else may be called in its place."""
    given: str | None = None
    """Source text of the marker that it gives, in terms of its parameters and locals."""
    applied: bool = False
    """Whether it marks what it is called with, rather than giving what marks."""
    locals: tuple[tuple[str, str], ...] = ()
    changing: tuple[str, ...] = ()
    """Its own names of which the value is not what was given or assigned once."""
    taking: bool = False
    """Whether it takes entries out of its ``**kwargs``."""


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One name in a table of a module."""

    name: str
    line: int
    value: str | None
    """Source text of what a dictionary has for it."""


class Table(msgspec.Struct, frozen=True, gc=False):
    """A dictionary, list, tuple or set of names that a module's ``__getattr__`` may look into."""

    name: str
    entries: tuple[Entry, ...]
    whole: bool
    """Whether all of it can be seen."""


class Lookup(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One thing that a module's ``__getattr__`` does for names."""

    line: int
    parameter: str
    """What ``__getattr__`` calls the name."""
    call: str | None = None
    """Source text of a call that may be a known one."""
    names: tuple[str, ...] = ()
    """The names that are compared with one by one."""
    table: str | None = None
    """The table that the name is looked for in."""
    message: str | None = None
    """Source text of the message that it warns with; ``None``: not this kind."""
    category: str = ""


class Warned(msgspec.Struct, frozen=True, gc=False):
    """A function's body that warns of something."""

    function: str
    category: str
    line: int


class ModuleFacts(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Everything that one file says."""

    module: str
    file: str
    package: bool
    summary: str | None = None
    definitions: tuple[Definition, ...] = ()
    bindings: tuple[Binding, ...] = ()
    wildcards: tuple[Binding, ...] = ()
    exports: tuple[str, ...] | None = None
    """``__all__``: names, and ``*sub.__all__`` for the list of another module."""
    exports_known: bool = True
    rebound: tuple[str, ...] = ()
    """Names that loops, augmented assignments, ``del`` or ``global`` change: never folded."""
    assignments: tuple[Assignment, ...] = ()
    templates: tuple[Template, ...] = ()
    docs: tuple[DocMark, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    tables: tuple[Table, ...] = ()
    warned: tuple[Warned, ...] = ()
    factories: tuple[Factory, ...] = ()
    statements: tuple[tuple[str, Decorator], ...] = ()
    """Calls that stand alone, of what is called like a marker, each with the class it stands in."""
    makers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Functions and their parameters' names, in a module that names a stability attribute."""
