"""What differs between the help texts of command-line libraries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from api_stability.readers.cli.collected import FamilyName
from api_stability.readers.cli.help_lines import Line

_ENVIRONMENT: Final = re.compile(
    r"(?:[\[(|;,]\s?|\s)(?:env|env var|envvar|env variable|environment variable)s?:\s?`?\$?"
    r"(?P<names>[A-Za-z_][\w ]{0,200}(?:,\s?[A-Za-z_]\w{0,200}){0,8})",
    re.IGNORECASE,
)
_DEFAULT: Final = re.compile(
    r"[\[(|;,]\s?default(?::\s?|=|\s(?=[\"'\d\[]))(?P<value>[^\]|;)]{0,200})", re.IGNORECASE
)
_ALIASES: Final = re.compile(r"[\[(]alias(?:es)?:\s?(?P<names>[^\])]{1,200})[\])]", re.IGNORECASE)


class Facts(NamedTuple):
    """What a text says in the notation of its library, besides prose."""

    variables: tuple[str, ...]
    default: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """One library: how its help texts are recognised, and how they are laid out."""

    name: FamilyName
    signs: tuple[re.Pattern[str], ...]
    """Each one that a text shows speaks for this family."""
    arrange: Callable[[list[Line]], list[Line]]
    """Makes plain lines of tables and boxes; every line keeps its number."""
    columns: bool = False
    """Whether flags may stand in several columns."""

    def count_signs(self, text: str) -> int:
        """How much of *text* looks like this family."""
        return sum(bool(sign.search(text)) for sign in self.signs)


def keep_lines(lines: list[Line]) -> list[Line]:
    """For families without tables."""
    return lines


def read_facts(text: str) -> Facts:
    """Variables, default and aliases that *text* notes: ``[env: X=] [default: 3]``."""
    environment = _ENVIRONMENT.search(text)
    default = _DEFAULT.search(text)
    aliases = _ALIASES.search(text)
    return Facts(
        variables=_variables(environment["names"]) if environment else (),
        default=_unquote(default["value"]) if default else None,
        aliases=tuple(re.findall(r"-{0,2}[A-Za-z][\w-]*", aliases["names"])) if aliases else (),
    )


def _variables(names: str) -> tuple[str, ...]:
    """Names in capitals; what was cut at the end of a line is put together."""
    found = []
    for each in names.split(","):
        pieces = each.split()
        upper = [piece for piece in pieces if re.fullmatch(r"[A-Z0-9_]+", piece)]
        name = "".join(pieces) if upper == pieces else (pieces or [""])[0]
        if re.fullmatch(r"[A-Za-z_]\w*", name) and not name.islower():
            found.append(name)
    return tuple(found)


def _unquote(value: str) -> str | None:
    stripped = value.strip()
    if len(stripped) > 1 and stripped[0] == stripped[-1] and stripped[0] in "'\"":
        stripped = stripped[1:-1]
    return stripped or None
