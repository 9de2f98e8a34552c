"""What a rule is, what it is given, and what it answers with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from api_stability.config import WaiverTable
from api_stability.model.findings import Severity
from api_stability.model.index import Index
from api_stability.model.inventory import Source
from api_stability.model.policy import Level, NoticePeriod, Policy
from api_stability.model.symbols import Mark, Symbol


class Violation(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a rule is not met; the rule's id and severity are added by whoever asks."""

    message: str
    """What is wrong and what to do."""
    symbol: str | None = None
    """Id of the symbol, or ``feature:ID``."""
    file: str | None = None
    """Relative to the configuration's folder."""
    line: int | None = None
    at_most: Severity | None = None
    """Never reported as more than this, whatever severity the rule has."""


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A project in a few lines, and what the rule says about it.

    The examples of a rule are its tests and stand on its page.
    """

    title: str
    code: str
    """The module ``pkg``."""
    version: str | None = "1.0"
    """The project's."""
    config: str = ""
    """Further lines of its ``api-stability.toml``."""
    today: str | None = None
    says: tuple[str, ...] = ()
    """Each message, whole and in order; empty where the rule is met."""


class WaiverUse(msgspec.Struct, frozen=True, kw_only=True):
    """A configured waiver, after it was held against the findings."""

    waiver: WaiverTable
    matched: int
    """How many findings it is about."""
    expired: bool | None
    """``None``: it holds, because the project has no version to compare with."""
    allowed: bool
    """Whether its rule can be waived at all."""


class Place(msgspec.Struct, frozen=True):
    """A line of a file."""

    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class RuleContext:
    """Everything that a rule may look at; immutable."""

    index: Index
    policy: Policy
    projects: frozenset[str]
    """Names of the projects that are checked; an inventory may hold others."""
    today: dt.date
    waivers: tuple[WaiverUse, ...] = ()
    """Only rules that run ``after_waivers`` see them."""
    configured: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    """Where the configuration names an id, by section ("features", "waivers") and id."""

    def find_symbols(self) -> Iterator[Symbol]:
        """The public symbols of the checked projects, sorted by id."""
        for symbol in self.index.inventory.symbols:
            if symbol.public and symbol.project in self.projects:
                yield symbol

    def find_deprecated(self) -> Iterator[Symbol]:
        """The deprecated ones, without those that only share what encloses them and is listed."""
        return (s for s in self.find_symbols() if s.deprecation and not self._repeats(s))

    def find_sources(self) -> Iterator[Source]:
        """The sources of the checked projects."""
        return (s for s in self.index.inventory.sources if s.project in self.projects)

    def version_of(self, symbol: Symbol) -> str | None:
        """The version of the symbol's project."""
        project = self.index.find_project(symbol.project)
        return project.version if project else None

    def place_of(self, symbol: Symbol, mark: Mark | None = None) -> Place:
        """The line of *mark*, else of the first mark in a file, else of the definition."""
        for candidate in (*((mark,) if mark else ()), *symbol.marks):
            if candidate.file is not None:
                return Place(self.file_in(candidate.source, candidate.file), candidate.line)
        for location in symbol.locations:
            return Place(self.file_in(location.source, location.file), location.line)
        return Place()

    def file_in(self, source_id: str, file: str) -> str:
        """*file* of a source, relative to the configuration's folder."""
        for source in self.index.inventory.sources:
            if source.id == source_id and source.root not in ("", "."):
                return f"{source.root.removesuffix('/')}/{file}"
        return file

    def notice_owed(self, symbol: Symbol) -> NoticePeriod | None:
        """The notice before removal that the policy promises at the symbol's level and surface."""
        level = self.policy.level(symbol.level)
        if level is None:
            return None
        return dict(level.notice_by_surface).get(symbol.surface, level.notice)

    def level_of(self, symbol: Symbol) -> Level | None:
        """The policy's level; ``None`` for one of another project's ladder."""
        return self.policy.level(symbol.level)

    def _repeats(self, symbol: Symbol) -> bool:
        if symbol.deprecation is None or symbol.deprecation.basis != "inherited":
            return False
        return any(
            above.deprecation is not None and above.public and above.project in self.projects
            for above in self.index.find_enclosing(symbol)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule of a policy."""

    id: str
    """The name of its file, in kebab-case."""
    title: str
    """What must hold, in one sentence."""
    severity: Severity
    reference: str
    """Where the rule comes from."""
    why: str
    fix: str
    examples: tuple[Example, ...]
    check: Callable[[RuleContext], Iterable[Violation]]
    default: bool = True
    """Whether it is one of the set ``default``."""
    waivable: bool = True
    after_waivers: bool = False
    """Whether it looks at what became of the waivers."""


def deprecating_mark(symbol: Symbol) -> Mark | None:
    """The first mark that says that the symbol is deprecated; an annotation before others."""
    said = [mark for mark in symbol.marks if mark.deprecates]
    return min(said, key=lambda mark: mark.form != "annotation", default=None)


def unresolved_value(symbol: Symbol, *roles: str) -> str | None:
    """The source text that a mark gives for one of *roles* and that cannot be known statically."""
    for mark in symbol.marks:
        for entry in mark.unresolved:
            role, _, text = entry.partition(":")
            if role.strip() in roles:
                return text.strip()
    return None
