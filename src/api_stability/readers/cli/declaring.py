"""From collected commands and options to declarations and marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from api_stability.model.facts import Facts
from api_stability.model.ids import InvalidIdError, parse_id
from api_stability.model.symbols import Declaration, Location, Mark
from api_stability.readers.cli.collected import Command, Deprecated, Labelled, Option, Place
from api_stability.readers.cli.interpreter import Say
from api_stability.readers.joining import join_declarations
from api_stability.readers.label_marks import read_text_marks, read_title_marks
from api_stability.readers.labels import LabelWords
from api_stability.readers.prose import read_note
from api_stability.readers.python.formatting import format_names

_GROUP: Final = "group"


class Declarer:
    """Makes the declarations of one source."""

    def __init__(self, source: str, project: str, words: LabelWords, say: Say) -> None:
        self._source = source
        self._project = project
        self._words = words
        self._say = say

    def declare(self, program: Command) -> tuple[Declaration, ...]:
        """One for the program, for each sub-command, option and argument; sorted by id."""
        found: list[Declaration] = []
        hidden: dict[tuple[str, ...], bool] = {}
        for words, command in program.walk():
            path = (program.name, *words)
            above = path[:-1]
            hidden[path] = command.hidden or hidden.get(above, False)
            made = self._command(path, command, hidden=hidden[path])
            if made is None:
                continue
            found.append(made)
            for option in command.options:
                made_up = made_up_variable(program, words, option)
                each = self._option(path, command, option, made_up, hidden=hidden[path])
                if each is not None:
                    found.append(each)
        return _join(found)

    def _command(
        self, path: tuple[str, ...], command: Command, *, hidden: bool
    ) -> Declaration | None:
        symbol = "cli:" + " ".join(path)
        if not self._is_id(symbol, command.place):
            return None
        facts = {"hidden": "true"} if command.hidden else {}
        if command.group:
            facts[_GROUP] = " ".join(command.group.split())
        marks = self._marks(command.help, command.group, command.deprecated, command.place, path)
        return Declaration(
            id=symbol,
            surface="cli",
            kind="command",
            project=self._project,
            public=not hidden,
            aliases=tuple(sorted("cli:" + " ".join((*path[:-1], a)) for a in command.aliases)),
            enclosing="cli:" + " ".join(path[:-1]) if len(path) > 1 else None,
            marks=marks,
            locations=(self._location(command.place),),
            requires=command.requires,
            facts=Facts(facts),
            summary=_line(command.help),
        )

    def _option(
        self,
        path: tuple[str, ...],
        command: Command,
        option: Option,
        made_up: str | None,
        *,
        hidden: bool,
    ) -> Declaration | None:
        owner = "cli:" + " ".join(path)
        names = _spellings(option)
        ids = [f"{owner} {name}" for name in names]
        if not ids or not all(self._is_id(each, option.place) for each in ids):
            return None
        self._say_unresolved(ids[0], option)
        text = _expand(option, path[0])
        marks = self._marks(text, option.group, option.deprecated, option.place, option.flags)
        labelled = tuple(self._labelled(each, option.place) for each in option.labels)
        return Declaration(
            id=ids[0],
            surface="cli",
            kind="option" if option.flags else "argument",
            project=self._project,
            public=not (hidden or option.hidden),
            aliases=tuple(sorted(set(ids[1:]))),
            enclosing=owner,
            marks=(*marks, *labelled),
            locations=(self._location(option.place),),
            requires=tuple(dict.fromkeys((*command.requires, *option.requires))),
            facts=Facts(_facts(option, made_up)),
            summary=_line(text),
        )

    def _marks(
        self,
        text: str | None,
        group: str | None,
        deprecated: Deprecated | None,
        place: Place,
        names: Iterable[str],
    ) -> tuple[Mark, ...]:
        found: list[Mark] = []
        if text:
            found += read_text_marks(
                text,
                source=self._source,
                form="help",
                file=place.file,
                line=place.line,
                words=self._words,
                names=tuple(names),
            )
        if group:
            found += read_title_marks(
                group,
                source=self._source,
                form="help",
                file=place.file,
                line=place.line,
                words=self._words,
            )
        if deprecated is not None:
            found.append(self._deprecation(deprecated, place))
        return tuple(dict.fromkeys(found))

    def _deprecation(self, said: Deprecated, place: Place) -> Mark:
        note = read_note(said.reason) if said.reason else None
        alternatives = (said.replacement,) if said.replacement else ()
        return Mark(
            source=self._source,
            form="call",
            name=said.name,
            deprecates=True,
            reason=_line(said.reason),
            since=said.since or (note.since if note else None),
            removal=said.removal or (note.removal if note else None),
            alternatives=alternatives or (note.alternatives if note else ()),
            unresolved=tuple(said.unresolved),
            file=place.file,
            line=place.line,
        )

    def _labelled(self, said: Labelled, place: Place) -> Mark:
        return Mark(
            source=self._source,
            form="call",
            name=said.name,
            raw_level=said.level,
            reason=_line(said.reason),
            file=place.file,
            line=place.line,
        )

    def _say_unresolved(self, symbol: str, option: Option) -> None:
        said = option.unresolved + (option.deprecated.unresolved if option.deprecated else [])
        for each in said:
            message = f"{symbol}: a value cannot be known without running the code ({each})"
            self._say("unresolved", "unresolved-option", message, option.place)

    def _is_id(self, symbol: str, place: Place) -> bool:
        try:
            parse_id(symbol)
        except InvalidIdError as error:
            self._say("unresolved", "unusual-name", str(error), place)
            return False
        return True

    def _location(self, place: Place) -> Location:
        return Location(source=self._source, file=place.file, line=place.line)


def _spellings(option: Option) -> list[str]:
    """The preferred one first: long, and not only still understood."""
    if not option.flags:
        return [f"<{option.positional}>"] if option.positional else []
    order = sorted(
        option.flags,
        key=lambda flag: (flag in option.obsolete, not flag.startswith("--")),
    )
    return list(dict.fromkeys(order))


def _facts(option: Option, made_up: str | None) -> dict[str, str]:
    variables = list(option.variables) or ([made_up] if made_up else [])
    facts = {
        "env": ", ".join(variables),
        "default": option.default or "",
        "hidden": "true" if option.hidden else "",
        "obsolete": ", ".join(option.obsolete),
        _GROUP: _line(option.group) or "",
    }
    return {key: text for key, text in facts.items() if text}


def made_up_variable(program: Command, words: tuple[str, ...], option: Option) -> str | None:
    """The variable that a framework makes up for *option* of the command *words*, if it does."""
    if program.prefix is None or option.variables or not option.flags:
        return None
    if option.destination is None or option.destination == "help":
        return None
    return "_".join([program.prefix, *words, option.destination]).replace("-", "_").upper()


def _expand(option: Option, program: str) -> str | None:
    """The help text as it is shown: ``%(default)s`` and ``%(prog)s`` filled in, as far as known."""
    if option.help is None or option.framework not in {"argparse", "helper"}:
        return option.help
    known = {"prog": program}
    if option.default is not None:
        known["default"] = option.default
    return format_names(option.help, known, strict=False) or option.help


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _join(found: list[Declaration]) -> tuple[Declaration, ...]:
    """What is defined twice requires only what both of them require."""
    required: dict[str, tuple[str, ...]] = {}
    for each in found:
        known = required.get(each.id)
        required[each.id] = (
            each.requires
            if known is None
            else tuple(condition for condition in known if condition in each.requires)
        )
    joined = join_declarations(found)
    return tuple(_with_requires(joined, required))


def _with_requires(
    joined: Iterable[Declaration], required: dict[str, tuple[str, ...]]
) -> Iterator[Declaration]:
    for each in joined:
        aliases = tuple(alias for alias in each.aliases if alias not in required)
        yield msgspec.structs.replace(each, requires=required[each.id], aliases=aliases)
