"""Catalogs: one file of gettext's format for each language, read as it is when it is wanted.

They are not compiled: a file that is read as it was written cannot be stale, needs no step when the
package is built or installed from a checkout, and reading one takes a few milliseconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Final

import msgspec

SUFFIX: Final = ".po"

PLURALS: Final[Mapping[str, Callable[[int], int]]] = {
    "nplurals=1; plural=0;": lambda _count: 0,
    "nplurals=2; plural=(n != 1);": lambda count: int(count != 1),
    "nplurals=2; plural=(n > 1);": lambda count: int(count > 1),
}
"""Which form a number takes, by the header ``Plural-Forms`` of a catalog."""

CHINESE: Final = {
    "zh": "zh_CN",
    "zh_hans": "zh_CN",
    "zh_hans_cn": "zh_CN",
    "zh_sg": "zh_CN",
    "zh_hans_sg": "zh_CN",
}
"""Names of simplified Chinese; what is written in traditional characters has no catalog."""

_ENTRY: Final = re.compile(r'(msgid|msgid_plural|msgstr)(?:\[\d+\])? (".*")')


class Catalog(msgspec.Struct, frozen=True, kw_only=True):
    """What is said in one language."""

    language: str
    """As Sphinx names it: "de", "zh_CN"."""
    plural_forms: str
    """A key of `PLURALS`."""
    messages: Mapping[str, tuple[str, ...]]
    """The English message (of two, the one for a single thing) to its forms in this language."""

    def find(self, message: str, count: int | None = None) -> str | None:
        """*message* in this language, in the form that *count* things take; or ``None``."""
        forms = self.messages.get(message)
        if not forms:
            return None
        return forms[0 if count is None else PLURALS[self.plural_forms](count)]


def shipped_languages() -> tuple[str, ...]:
    """The languages that there is a catalog of, English not among them; sorted."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)))


def find_catalog(language: str | None) -> Catalog | None:
    """The catalog for *language* ("de", "de_AT", "zh-Hans"), or ``None``: English is spoken."""
    asked = (language or "").replace("-", "_").partition(".")[0]
    whole = CHINESE.get(asked.casefold(), asked)
    shipped = {name.casefold(): name for name in shipped_languages()}
    name = shipped.get(whole.casefold()) or shipped.get(whole.partition("_")[0].casefold())
    if name is None:
        return None
    return read_catalog(name, (files(__package__) / f"{name}{SUFFIX}").read_text("utf-8"))


def read_catalog(language: str, text: str) -> Catalog:
    """The catalog in *text*, which is in the format of gettext, with the quotes of JSON.

    A message without a translation is left out, and so said in English.
    """
    messages: dict[str, tuple[str, ...]] = {}
    header = ""
    for message, forms in _read_entries(text):
        if not message:
            header = forms[0]
        elif all(forms):
            messages[message] = forms
    fields = dict(line.partition(": ")[::2] for line in header.splitlines())
    return Catalog(language=language, plural_forms=fields["Plural-Forms"], messages=messages)


def _read_entries(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each message and its forms."""
    parts: list[tuple[str, str]] = []
    for line in text.splitlines():
        found = _ENTRY.fullmatch(line)
        if found is not None:
            if found[1] == "msgid" and parts:
                yield _as_entry(parts)
                parts = []
            parts.append((found[1], json.loads(found[2])))
        elif line.startswith('"') and parts:
            name, begun = parts[-1]
            parts[-1] = name, begun + json.loads(line)
    if parts:
        yield _as_entry(parts)


def _as_entry(parts: list[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
    return parts[0][1], tuple(text for name, text in parts if name == "msgstr")
