"""Macros by their text: those that only wrap items, and what the others may make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from api_stability.readers.rust.meta import MetaError, parse_meta

_LONGEST: Final = 20_000
_BRACKETED: Final = r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
_WRAPPER: Final = re.compile(
    r"\s*\w+\s*[({\[]\s*[({\[]\s*(?:#!\s*\[\s*\$(?P<given>\w+)\s*:\s*(?:meta|tt)\s*\]\s*)?\$\(\s*\$(?P<name>\w+)\s*:\s*(?:item|tt)\s*\)\s*[*+]\s*[)}\]]\s*=>"
    rf"\s*[{{(\[]\s*\$\(\s*(?P<attributes>(?:#{_BRACKETED}\s*)*)\$(?P=name)\s*\)\s*[*+]"
    r"\s*[})\]]\s*;?\s*[)}\]]\s*;?\s*"
)
_ATTRIBUTE: Final = re.compile(rf"#({_BRACKETED})")
_INNER: Final = re.compile(rf"\s*[({{\[]\s*#!\s*({_BRACKETED})")
_MODULE: Final = re.compile(r"\bmod\s+\w+\s*;")
_COMMENT: Final = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_NAMED: Final = re.compile(
    r"\b(?:fn|struct|enum|union|trait|mod|static|type|const|use|macro_rules|macro|extern)\s+[\w${*]"
)
_PUBLIC: Final = re.compile(r"\bpub\b|\$\w+\s*:\s*(?:vis|item)\b|\bmacro_export\b")
_CONDITION: Final = re.compile(r"#\s*\[\s*(?:cfg|cfg_attr|deprecated|unstable|doc)\b")
_MARK: Final = re.compile(r"\b(?:deprecated|unstable)\b")


@lru_cache(maxsize=1024)
def wrapper_attributes(text: str, arguments: str) -> tuple[str, ...] | None:
    """Of a ``macro_rules!`` whose text is *text*: the attributes that it sets on each item.

    It may be given a condition first, as an inner attribute in its *arguments*.

    Only for a macro with one rule that repeats what it is given and adds nothing else; ``None`` for
    every other one.
    """
    if len(text) > _LONGEST:
        return None
    body = _COMMENT.sub(" ", text[text.find("!") + 1 :])
    found = _WRAPPER.fullmatch(body)
    if found is None:
        return None
    attributes = found["attributes"]
    if found["given"]:
        given = _INNER.match(_COMMENT.sub(" ", arguments))
        if given is None:
            return None
        written = given[1][1:-1].strip()
        attributes = re.sub(rf"\${found['given']}\b", lambda _: written, attributes)
    return tuple(match[1][1:-1].strip() for match in _ATTRIBUTE.finditer(attributes))


def included_file(arguments: str) -> str | None:
    """``"x.rs"`` of ``include!("x.rs")``; ``None`` where it is computed."""
    try:
        meta = parse_meta(f"include{arguments}")
    except MetaError:
        return None
    only = meta.items[0] if meta.items and len(meta.items) == 1 else None
    return only.value if only is not None and only.quoted and only.value else None


def may_define(definitions: Iterable[str], arguments: str, *, is_known: bool) -> bool:
    """Whether a macro may make something that users can name.

    Of one that is not known it depends on what it is given.
    """
    given = _COMMENT.sub(" ", arguments)
    if _CONDITION.search(given):
        return True
    if _PUBLIC.search(given) and _NAMED.search(given):
        return True
    if not is_known:
        return False
    made = [_analyse(each) for each in definitions]
    marked = _MARK.search(given) is not None
    return any(each.names and (each.public or marked) for each in made)


def may_mark(definitions: Iterable[str], arguments: str) -> bool:
    """Whether what it makes may carry a mark: also in the file of a module that it declares."""
    given = _COMMENT.sub(" ", arguments)
    if _MARK.search(given) or _MODULE.search(given):
        return True
    return any(_analyse(each).marks for each in definitions)


class _Made(NamedTuple):
    """What stands in the definition of a macro."""

    names: bool
    public: bool
    marks: bool


@lru_cache(maxsize=1024)
def _analyse(definition: str) -> _Made:
    text = _COMMENT.sub(" ", definition)
    after_name = text[text.find("!") + 1 :].lstrip().partition(" ")[2]
    return _Made(
        names=_NAMED.search(after_name) is not None,
        public=_PUBLIC.search(text) is not None,
        marks=_MARK.search(text) is not None,
    )
