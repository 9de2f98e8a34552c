"""Symbol ids: one grammar, one parser.

``SURFACE:BODY``, where the body is spelled as the surface's own users spell it::

    python:pkg.mod.Class.method     python:pkg.f(param)        python:pkg.C.x@setter
    python:pkg.f@overload(int, *, raw: bool)
    rust:crate::path::Item          rust:crate::vec!           rust:crate::Item::{impl Clone}
    cli:prog sub --flag             cli:prog sub <positional>  env:DYN_NAMESPACE
    http:POST /v1/chat/completions
    crd:nvidia.com/DynamoModel@v1beta1:spec.services[].replicas
    helm:chart:frontend.replicas    metric:requests_total      feature-gate:TopologyAwareRouting

Inside an HTTP API, what follows the second space is a part of what stands before it::

    http:GET /v1/files query.limit            a parameter: path, query, header, cookie or form
    http:POST /v1/files request.purpose       a field of a body that has no schema of its own name
    http:GET /v1/files response.200.data[].id     … of a response; response-header.200.X-Rate-Limit
    http:POST /v1/jobs callback.done.POST     what the server calls back
    http:schema CreateImage                   a named schema
    http:schema CreateImage tags[].name       a field of it; ``{}``: of a map's values
    http:schema Item reference|UserId         one of several forms that a value may have
    http:webhook batch.completed POST         what the server calls without being asked
    http:security-scheme apiKey               a way to authenticate

Law: ``str(parse_id(text)) == text`` for every text that parses, and ``parse_id(str(id)) == id``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, Literal, TypeAlias, get_args

import msgspec

Surface: TypeAlias = Literal[
    "python", "rust", "cli", "env", "crd", "http", "helm", "metric", "feature-gate"
]
SURFACES: Final[tuple[Surface, ...]] = get_args(Surface)


class InvalidIdError(ValueError):
    """A text that is no symbol id; the message says what was expected."""


class PythonId(msgspec.Struct, frozen=True, gc=False):
    """A module, class, function, attribute; one of its parameters; a setter; one overload."""

    path: tuple[str, ...]
    parameter: str | None = None
    accessor: Literal["setter", "deleter"] | None = None
    overload: str | None = None
    """The overload's signature without the outer parentheses; never a position."""

    surface: Surface = "python"

    def __str__(self) -> str:
        """Spell the id."""
        text = "python:" + ".".join(self.path)
        if self.accessor:
            text += f"@{self.accessor}"
        if self.overload is not None:
            text += f"@overload({self.overload})"
        return text + (f"({self.parameter})" if self.parameter else "")

    @property
    def parent(self) -> PythonId | None:
        """What encloses it by name: function, property, class or module."""
        if self.parameter:
            return msgspec.structs.replace(self, parameter=None)
        if self.accessor or self.overload is not None:
            return PythonId(self.path)
        return PythonId(self.path[:-1]) if len(self.path) > 1 else None


class RustId(msgspec.Struct, frozen=True, gc=False):
    """A Rust item by its path from the crate root; a macro ends in ``!``.

    A step ``{impl Clone}`` is a block that implements a trait for the type before it.
    """

    path: tuple[str, ...]
    macro: bool = False

    surface: Surface = "rust"

    def __str__(self) -> str:
        """Spell the id."""
        return "rust:" + "::".join(self.path) + ("!" if self.macro else "")

    @property
    def parent(self) -> RustId | None:
        """The enclosing module, type or crate."""
        return RustId(self.path[:-1]) if len(self.path) > 1 else None


class CliId(msgspec.Struct, frozen=True, gc=False):
    """A program, a sub-command, an option or a positional argument."""

    words: tuple[str, ...]
    """Program and sub-commands."""
    option: str | None = None
    positional: str | None = None

    surface: Surface = "cli"

    def __str__(self) -> str:
        """Spell the id."""
        last = self.option or (f"<{self.positional}>" if self.positional else None)
        return "cli:" + " ".join((*self.words, last) if last else self.words)

    @property
    def parent(self) -> CliId | None:
        """The command that takes it, else the command above."""
        if self.option or self.positional:
            return CliId(self.words)
        return CliId(self.words[:-1]) if len(self.words) > 1 else None


class CrdId(msgspec.Struct, frozen=True, gc=False):
    """A version of a Kubernetes custom resource, or a field of it."""

    group: str
    kind: str
    version: str
    field: tuple[str, ...] = ()
    """Steps into the schema; a step into list items ends in ``[]``."""

    surface: Surface = "crd"

    def __str__(self) -> str:
        """Spell the id."""
        text = f"crd:{self.group}/{self.kind}@{self.version}"
        return text + (":" + ".".join(self.field) if self.field else "")

    @property
    def parent(self) -> CrdId | None:
        """The enclosing field, else the version."""
        return msgspec.structs.replace(self, field=self.field[:-1]) if self.field else None


class HttpId(msgspec.Struct, frozen=True, gc=False):
    """What an HTTP API has under a name: an operation, schema, …; or a part of it."""

    method: str
    """The method, in upper case; ``schema`` … for what is no operation."""
    path: str
    """The path template; of what has no method its name."""
    part: tuple[str, ...] = ()
    """Steps into it; a step into list items ends in ``[]``."""

    surface: Surface = "http"

    def __str__(self) -> str:
        """Spell the id."""
        text = f"http:{self.method} {self.path}"
        return text + (" " + ".".join(self.part) if self.part else "")

    @property
    def parent(self) -> HttpId | None:
        """The enclosing part, else the operation, schema or webhook."""
        return msgspec.structs.replace(self, part=self.part[:-1]) if self.part else None


class HelmId(msgspec.Struct, frozen=True, gc=False):
    """A chart, or a value of it."""

    chart: str
    path: tuple[str, ...] = ()

    surface: Surface = "helm"

    def __str__(self) -> str:
        """Spell the id."""
        return f"helm:{self.chart}" + (":" + ".".join(self.path) if self.path else "")

    @property
    def parent(self) -> HelmId | None:
        """The enclosing value, else the chart."""
        return HelmId(self.chart, self.path[:-1]) if self.path else None


class NamedId(msgspec.Struct, frozen=True, gc=False):
    """A surface whose symbols are plain names: environment variable, metric, feature gate."""

    surface: Surface
    name: str

    def __str__(self) -> str:
        """Spell the id."""
        return f"{self.surface}:{self.name}"

    @property
    def parent(self) -> None:
        """A plain name is enclosed by nothing."""


SymbolId: TypeAlias = PythonId | RustId | CliId | CrdId | HttpId | HelmId | NamedId


def is_balanced(text: str) -> bool:
    """Whether every bracket in *text* is closed, in order of nesting depth."""
    depth = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if depth < 0:
            return False
    return depth == 0


def _parse_python(body: str) -> SymbolId | None:
    path, at, variant = body.partition("@")
    parameter: str | None = None
    accessor: Literal["setter", "deleter"] | None = None
    overload: str | None = None
    rest = variant if at else path
    found = re.fullmatch(r"(.*)\(([^()\s]+)\)", rest, re.DOTALL)
    # "@overload(int)" ends like a parameter does, but is the signature itself
    if found and not (at and found[1] == "overload") and found[2].isidentifier():
        rest, parameter = found[1], found[2]
    if not at:
        path = rest
    elif rest == "setter":
        accessor = "setter"
    elif rest == "deleter":
        accessor = "deleter"
    elif rest.startswith("overload(") and rest.endswith(")") and is_balanced(rest[9:-1]):
        overload = rest[9:-1]
    else:
        return None
    steps = tuple(path.split("."))
    if not all(step.isidentifier() for step in steps):
        return None
    return PythonId(steps, parameter, accessor, overload)


def _parse_rust(body: str) -> SymbolId | None:
    macro = body.endswith("!")
    steps = tuple(body.removesuffix("!").split("::"))
    if not all(re.fullmatch(r"[^\s:!{}]+|\{impl(?: [^:{}]+)?\}", step) for step in steps):
        return None
    return RustId(steps, macro)


def _parse_cli(body: str) -> SymbolId | None:
    words = body.split(" ")
    option = positional = None
    if re.fullmatch(r"-\S+", words[-1]):
        option = words.pop()
    elif re.fullmatch(r"<[^<>]+>", words[-1]):
        positional = words.pop()[1:-1]
    if not words or not all(re.fullmatch(r"[^\s<>-][^\s<>]*", word) for word in words):
        return None
    return CliId(tuple(words), option, positional)


def _parse_crd(body: str) -> SymbolId | None:
    found = re.fullmatch(r"([^\s/:@]+)/([^\s/:@]+)@([^\s/:@]+)(?::(\S+))?", body)
    if found is None:
        return None
    field = tuple(found[4].split(".")) if found[4] else ()
    return CrdId(found[1], found[2], found[3], field) if all(field) else None


def _parse_http(body: str) -> SymbolId | None:
    found = re.fullmatch(
        r"(?:([A-Z][A-Z-]*) (/\S*)|(schema|security-scheme|webhook) (\S+))(?: (\S+))?", body
    )
    if found is None:
        return None
    part = tuple(found[5].split(".")) if found[5] else ()
    return HttpId(found[1] or found[3], found[2] or found[4], part) if all(part) else None


def _parse_helm(body: str) -> SymbolId | None:
    found = re.fullmatch(r"([^\s:]+)(?::([^\s:]+))?", body)
    if found is None:
        return None
    path = tuple(found[2].split(".")) if found[2] else ()
    return HelmId(found[1], path) if all(path) else None


def _parse_name(surface: Surface, pattern: str) -> Callable[[str], SymbolId | None]:
    def parse(body: str) -> SymbolId | None:
        return NamedId(surface, body) if re.fullmatch(pattern, body) else None

    return parse


_PARSERS: Final[dict[str, tuple[Callable[[str], SymbolId | None], str]]] = {
    "python": (_parse_python, "python:pkg.mod.name, python:pkg.f(param) or python:pkg.C.x@setter"),
    "rust": (_parse_rust, "rust:crate::path::Item"),
    "cli": (_parse_cli, "cli:prog sub --flag or cli:prog sub <positional>"),
    "env": (_parse_name("env", r"[^\s=:]+"), "env:NAME"),
    "crd": (_parse_crd, "crd:group/Kind@version or crd:group/Kind@version:field.path"),
    "http": (_parse_http, "http:METHOD /path or http:schema Name"),
    "helm": (_parse_helm, "helm:chart or helm:chart:value.path"),
    "metric": (_parse_name("metric", r"[^\s]+"), "metric:name"),
    "feature-gate": (_parse_name("feature-gate", r"[^\s:]+"), "feature-gate:Name"),
}


@lru_cache(maxsize=65536)
def parse_id(text: str) -> SymbolId:
    """Parse *text*; raise `InvalidIdError`, saying what the surface's ids look like."""
    surface, colon, body = text.partition(":")
    if not colon or surface not in _PARSERS:
        raise InvalidIdError(
            f"{text!r} is no symbol id: it must begin with one of "
            + ", ".join(f"{name}:" for name in SURFACES)
        )
    parser, example = _PARSERS[surface]
    parsed = parser(body)
    if parsed is None:
        raise InvalidIdError(f"{text!r} is no {surface} symbol id: expected {example}")
    return parsed


def id_order(text: str) -> tuple[int, str]:
    """Sort key that prefers the public path: fewest steps, then alphabetical."""
    return len(re.findall(r"\.|::|/| ", text)), text


def display_name(text: str) -> str:
    """The id as its users know it: without the surface's name."""
    return text.partition(":")[2]
