"""Attributes in rustdoc's JSON, as they would be written in the source.

Some are given as written, those that the compiler keeps in a form of its own are printed the way
that is used for debugging.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from api_stability.readers.rust.conditions import render
from api_stability.readers.rust.meta import MetaError, parse_meta
from api_stability.readers.rust.rustdoc_file import Documented

_WRITTEN: Final = re.compile(
    r"#!?\[((?:doc|cfg|stable|unstable|deprecated|macro_export)\b.*)\]", re.DOTALL
)
_STABILITY: Final = re.compile(r"#\[attr = Stability\b.*\blevel: (Stable|Unstable)\b", re.DOTALL)
_STRING: Final = r'"(?:[^"\\]|\\.)*"'
_FEATURE: Final = re.compile(rf"\bfeature: ({_STRING})")
_REASON: Final = re.compile(rf"\breason: Some\(({_STRING})\)")
_ISSUE: Final = re.compile(r"\bissue: (?:Some\()?(\d+)")
_SINCE: Final = re.compile(r"\bmajor: (\d+), minor: (\d+), patch: (\d+)")

_CFG: Final = re.compile(r"#\[attr = CfgTrace\(\[(.*)\]\)\]", re.DOTALL)
_PLACE: Final = re.compile(r",?\s*(?:span: )?[^\s,\"(){}\[\]]+:\d+:\d+: \d+:\d+ \(#\d+\)")
_NAME: Final = re.compile(
    rf'NameValue \{{ name: "(\w+)", value: (?:None|Some\(({_STRING})\))(?:,\s*)?\s*\}}'
)
_GROUPS: Final = (("All([", "all("), ("Any([", "any("), ("Not(", "not("), ("])", ")"))
_BOOLEAN: Final = re.compile(r"\bBool\((true|false)\)")


def attribute_texts(item: Documented, around: Documented | None) -> Iterator[str]:
    """What stood between ``#[`` and ``]``, for each attribute that says anything that is asked.

    A deprecation that what is *around* has too is inherited: the item does not say it itself.
    """
    inherited = around.deprecation if around is not None else None
    if item.deprecation is not None and item.deprecation != inherited:
        yield _deprecated(item.deprecation.since, item.deprecation.note)
    for each in item.attrs:
        if isinstance(each, str):
            if each == "macro_export":
                yield each
            continue
        text = each.get("other")
        if not isinstance(text, str):
            continue
        written = _WRITTEN.fullmatch(text)
        if written is None:
            yield from _stability(text)
            yield from _conditions(text)
        elif item.deprecation is None or not written[1].startswith("deprecated"):
            yield written[1]


def _deprecated(since: str | None, note: str | None) -> str:
    parts = [
        f"{name} = {_quote(value)}"
        for name, value in (("since", since), ("note", note))
        if value is not None
    ]
    return f"deprecated({', '.join(parts)})" if parts else "deprecated"


def _quote(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _stability(text: str) -> Iterator[str]:
    level = _STABILITY.match(text)
    if level is None:
        return
    parts = [
        f"{name} = {match[1]}"
        for name, pattern in (("feature", _FEATURE), ("reason", _REASON))
        if (match := pattern.search(text))
    ]
    issue, since = _ISSUE.search(text), _SINCE.search(text)
    if issue is not None:
        parts.append(f'issue = "{issue[1]}"')
    if since is not None:
        parts.append(f'since = "{".".join(since.groups())}"')
    yield f"{level[1].lower()}({', '.join(parts)})"


def _conditions(text: str) -> Iterator[str]:
    found = _CFG.fullmatch(text)
    if found is None:
        return
    condition = _NAME.sub(_name_value, _PLACE.sub("", found[1]))
    for printed, written in _GROUPS:
        condition = condition.replace(printed, written)
    condition = _BOOLEAN.sub(r"\1", condition)
    try:
        parsed = parse_meta(f"all({condition})")
    except MetaError:
        yield f"cfg({text})"  # said where attributes are read
        return
    for each in parsed.items or ():
        yield f"cfg({render(each)})"


def _name_value(match: re.Match[str]) -> str:
    return f"{match[1]} = {match[2]}" if match[2] else match[1]
