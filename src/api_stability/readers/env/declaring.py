"""From mentions and renamings to declarations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from api_stability.model.facts import Facts
from api_stability.model.symbols import Declaration, Location, Mark
from api_stability.readers.cli.collected import Deprecated, Place
from api_stability.readers.env.mentions import Findings, Mention, Renaming
from api_stability.readers.env.naming import NameReader
from api_stability.readers.label_marks import read_text_marks
from api_stability.readers.labels import LabelWords
from api_stability.readers.prose import read_note


class _Became(NamedTuple):
    """What a name became."""

    renaming: Renaming
    next: str
    """The name that came right after it."""


class EnvDeclarer:
    """Makes the declarations of one source."""

    def __init__(self, source: str, project: str, names: NameReader, words: LabelWords) -> None:
        self._source = source
        self._project = project
        self._names = names
        self._words = words

    def declare(self, findings: Findings) -> tuple[Declaration, ...]:
        """One for each variable, sorted by id; renamed ones are marked as deprecated."""
        by_name: dict[str, list[Mention]] = {}
        for mention in findings.mentions:
            by_name.setdefault(mention.name, []).append(mention)
        renamed = _find_renamed(findings.renamings)
        return tuple(
            self._declaration(name, by_name[name], renamed.get(name, {}))
            for name in sorted(by_name)
        )

    def _declaration(
        self, name: str, mentions: list[Mention], renamed: Mapping[str, _Became]
    ) -> Declaration:
        # what only names a variable matters where nothing reads it
        kept = [each for each in mentions if each.use == "read"] or mentions
        places = sorted({each.place for each in kept})
        flags = sorted({flag for each in kept for flag in each.flags})
        defaults = sorted({each.default for each in kept if each.default})
        texts = [each.text for each in mentions if each.text]
        facts = {
            "flags": ", ".join(flags),
            "default": ", ".join(defaults),
            # of one that became several, none is what came next
            "became": next(iter(renamed.values())).next if len(renamed) == 1 else "",
            "use": "" if kept[0].use == "read" else "named",
        }
        return Declaration(
            id=f"env:{name}",
            surface="env",
            kind="variable",
            project=self._project,
            marks=self._marks(name, mentions, renamed),
            locations=tuple(
                Location(source=self._source, file=each.file, line=each.line) for each in places
            ),
            facts=Facts({key: text for key, text in facts.items() if text}),
            summary=" ".join(texts[0].split()) or None if texts else None,
        )

    def _marks(
        self, name: str, mentions: list[Mention], renamed: Mapping[str, _Became]
    ) -> tuple[Mark, ...]:
        found: list[Mark] = []
        first = min(each.place for each in mentions)
        said = self._names.strip(name) if renamed else self._names.read(name)
        if said is not None:
            found.append(
                Mark(
                    source=self._source,
                    form="name",
                    name=f"{said.prefix}*",
                    raw_level=None if said.deprecates else said.word,
                    deprecates=said.deprecates or None,
                    file=first.file,
                    line=first.line,
                )
            )
        for each in mentions:
            if each.deprecated is not None:
                found.append(self._deprecation(each.deprecated, each.place))
            if each.text and each.form != "help":
                found += self._text_marks(name, each)
        found += self._of_options(name, mentions)
        found += [self._renamed(each.renaming) for each in renamed.values()]
        return tuple(dict.fromkeys(found))

    def _text_marks(self, name: str, mention: Mention) -> tuple[Mark, ...]:
        return read_text_marks(
            mention.text or "",
            source=self._source,
            form=mention.form,
            file=mention.place.file,
            line=mention.place.line,
            words=self._words,
            names=(name,),
        )

    def _of_options(self, name: str, mentions: Iterable[Mention]) -> list[Mark]:
        """The deprecations that help texts of options say, where the variable goes with them.

        It does where it is nothing but another spelling of deprecated options: no other option
        has it, nothing else reads its value, and it is not what to use instead. A level is not
        taken over: that of a variable is said by its name.
        """
        found: list[Mark] = []
        for each in mentions:
            if each.use != "read" or each.tested or each.deprecated is not None:
                continue
            marks = self._text_marks(name, each) if each.option else ()
            said = [mark for mark in marks if mark.deprecates]
            if not said or any(name in text for mark in said for text in mark.alternatives):
                return []
            found += said
        return found

    def _renamed(self, renaming: Renaming) -> Mark:
        return Mark(
            source=self._source,
            form="call",
            name=renaming.by,
            deprecates=True,
            removal=renaming.removal,
            alternatives=(f"env:{renaming.names[0]}",),
            file=renaming.place.file,
            line=renaming.place.line,
        )

    def _deprecation(self, said: Deprecated, place: Place) -> Mark:
        note = read_note(said.reason) if said.reason else None
        alternatives = (said.replacement,) if said.replacement else ()
        return Mark(
            source=self._source,
            form="call",
            name=said.name,
            deprecates=True,
            reason=said.reason,
            since=said.since or (note.since if note else None),
            removal=said.removal or (note.removal if note else None),
            alternatives=alternatives or (note.alternatives if note else ()),
            unresolved=tuple(said.unresolved),
            file=place.file,
            line=place.line,
        )


def _find_renamed(renamings: Iterable[Renaming]) -> dict[str, dict[str, _Became]]:
    """For each older name the newest ones that it became, most often one.

    One that was renamed again is no newest one, unless all are: names may follow in a circle.
    """
    found: dict[str, dict[str, _Became]] = {}
    for renaming in sorted(renamings, key=lambda each: (each.place, each.names)):
        newest = renaming.names[0]
        for older, name in zip(renaming.names[1:], renaming.names, strict=False):
            if older != newest:
                found.setdefault(older, {}).setdefault(newest, _Became(renaming, name))
    last: dict[str, dict[str, _Became]] = {}
    for older, became in found.items():
        final = {newest: each for newest, each in became.items() if newest not in found}
        last[older] = final or dict([next(iter(became.items()))])
    return last
