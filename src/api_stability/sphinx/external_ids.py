"""Which symbols a cross-reference may be to, by how it is written: nothing is looked up here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from sphinx.addnodes import pending_xref

from api_stability.model.ids import SURFACES


def read_external_ids(node: pending_xref) -> tuple[str, ...]:
    """The symbol ids that *node* may name, the likeliest first; empty where it names no symbol."""
    target = node.get("reftarget")
    if not isinstance(target, str) or not target:
        return ()
    domain, role = node.get("refdomain") or "", node.get("reftype") or ""
    found: list[str] = []
    for known_domain, known_role, spell in _SPELLINGS:
        if role == "any" or (domain == known_domain and known_role in ("", role)):
            for name in _targets(target):
                found += spell(name, node)
    return tuple(dict.fromkeys(found))


def _targets(target: str) -> Iterator[str]:
    """*target*, and what it is without the name that intersphinx lets one put before it."""
    yield target
    name, colon, rest = target.partition(":")
    if colon and rest and not rest.startswith(":") and re.fullmatch(r"[\w.+-]+", name):
        yield rest


def _python(target: str, node: pending_xref) -> Iterator[str]:
    if not _PATH.fullmatch(target):
        return
    yield f"python:{target}"
    scope = [part for part in (node.get("py:module"), node.get("py:class")) if part]
    if scope and node.get("refdomain") == "py":
        yield f"python:{'.'.join([*scope, target])}"
        yield f"python:{scope[0]}.{target}"


def _option(target: str, node: pending_xref) -> Iterator[str]:
    words = target.split()
    if words and words[-1].startswith("-"):
        program = node.get("std:program")
        if len(words) > 1:
            yield f"cli:{' '.join(words)}"
        elif program:
            yield f"cli:{program} {words[0]}"


def _variable(target: str, _node: pending_xref) -> Iterator[str]:
    if re.fullmatch(r"[^\s=:.]+", target):
        yield f"env:{target}"


def _rust(target: str, _node: pending_xref) -> Iterator[str]:
    if re.fullmatch(r"\w+(::[\w!]+)*", target):
        yield f"rust:{target}"


def _operation(target: str, node: pending_xref) -> Iterator[str]:
    method = node.get("reftype", "")
    if method.isalpha() and target.startswith("/"):
        yield f"http:{method.upper()} {target}"


def _symbol(target: str, _node: pending_xref) -> Iterator[str]:
    if target.partition(":")[0] in SURFACES:
        yield target


_PATH: Final = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_SPELLINGS: Final[tuple[tuple[str, str, Callable[[str, pending_xref], Iterator[str]]], ...]] = (
    ("py", "", _python),
    ("std", "option", _option),
    ("std", "envvar", _variable),
    ("rust", "", _rust),
    ("http", "", _operation),
    ("stability", "symbol", _symbol),
)
"""By domain and role; no role: all of the domain's. The role ``any`` is each of them."""
