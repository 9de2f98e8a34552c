"""A ledger from the stages that feature gates say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api_stability.model.facts import Facts
from api_stability.model.ledger import Entry, Event, EventKind, Ledger, Release
from api_stability.model.policy import Policy
from api_stability.model.stages import STAGES, Stage, parse_stages
from api_stability.model.symbols import Declaration
from api_stability.model.versions import is_before


def ledger_from_stages(symbols: Iterable[Declaration], *, project: str, policy: Policy) -> Ledger:
    """One event for each stage of the *symbols* of *project* that have any, oldest first.

    A gate that begins as deprecated was added, too, in that release. A stage that changes only the
    default repeats its level. A stage without a version is no event: nobody knows when it was.
    """
    staged = (each for each in symbols if each.facts and STAGES in each.facts)
    entries = [
        Entry(id=each.id, aliases=each.aliases, events=tuple(_events(stages, policy)))
        for each in sorted(staged, key=lambda each: each.id)
        if each.project == project and (stages := parse_stages(each.facts[STAGES]))
    ]
    named = {event.release for entry in entries for event in entry.events}
    return Ledger(
        project=project,
        releases=tuple(Release(version=version) for version in _in_order(named)),
        entries=tuple(entry for entry in entries if entry.events),
    )


def _events(stages: tuple[Stage, ...], policy: Policy) -> Iterator[Event]:
    words = frozenset(map(str.casefold, policy.deprecated_words))
    is_known = was_deprecated = False
    for stage in stages:
        is_deprecated = stage.word.casefold() in words
        level = None if is_deprecated else policy.level_for(stage.word)
        kinds: list[EventKind] = [] if is_known else ["added"]
        if is_deprecated:
            kinds.append("deprecated")
        elif is_known:
            kinds.append("undeprecated" if was_deprecated else "level")
        is_known, was_deprecated = True, is_deprecated
        for kind in kinds if stage.release else ():
            yield Event(
                release=stage.release or "", event=kind, level=level, facts=_facts_of(stage)
            )


def _facts_of(stage: Stage) -> Facts:
    facts = {"stage": stage.word, "locked": str(stage.locked).lower()}
    if stage.default is not None:
        facts["default"] = str(stage.default).lower()
    return Facts(facts)


def _in_order(versions: Iterable[str]) -> list[str]:
    """Oldest first; what is no version stands where its text sorts."""
    ordered: list[str] = []
    for version in sorted(versions):
        place = next(
            (at for at, known in enumerate(ordered) if is_before(version, known)), len(ordered)
        )
        ordered.insert(place, version)
    return ordered
