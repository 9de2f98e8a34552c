"""References that Sphinx resolves: the roles of our domain that link, and its own role ``any``.

What a reference leads to changes with the inventory, while its page does not: every question and
its answer are kept for the next build, which writes the page again when the answer is another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api_stability.model.ids import display_name

if TYPE_CHECKING:
    from api_stability.sphinx.build import Build
    from api_stability.sphinx.places import Answer, Place

POLICY: Final = "policy"
SYMBOL: Final = "symbol"
FEATURE: Final = "feature"
LEVEL: Final = "level"


def resolve(role: str, text: str, build: Build) -> Answer:
    """What *text* names for *role* (``any``: for each of ours), as object type and place.

    Symbols are known by id, by alias, and by the id without its surface where only one has it.
    ``any`` leaves those that another domain documents to that domain.
    """
    found: list[tuple[str, tuple[Place, ...]]] = []
    if role in (FEATURE, "any"):
        found.append((FEATURE, build.places.find_all(f"feature:{text}")))
    if role in (POLICY, "any"):
        word = build.policy.level_for(text)
        known = (text == POLICY and POLICY) or (word is not None and LEVEL)
        found.append((known or POLICY, build.places.policy if known else ()))
    if role in (SYMBOL, "any"):
        found.append((SYMBOL, _find_symbol(text, build, only_rows=role == "any")))
    return tuple((kind, places[0]) for kind, places in found if places)


def ask(docname: str, role: str, text: str, build: Build) -> Answer:
    """As `resolve`, for a reference on the page *docname*, which is kept with the answer."""
    answer = resolve(role, text, build)
    build.asked.setdefault(docname, {})[f"{role}:{text}"] = answer
    return answer


def is_answered_otherwise(question: str, answer: Answer, build: Build) -> bool:
    """Whether the *question* of an earlier build has another answer now."""
    role, _, text = question.partition(":")
    return resolve(role, text, build) != answer


def _find_symbol(text: str, build: Build, *, only_rows: bool) -> tuple[Place, ...]:
    symbol = build.index.find_symbol(text)
    name = symbol.id if symbol is not None else _only_named(text, build)
    if name is None:
        return ()
    if only_rows:
        return (build.rows[name],) if name in build.rows else ()
    return build.places.find_all(name)


def _only_named(text: str, build: Build) -> str | None:
    found = [symbol_id for symbol_id in build.rows if display_name(symbol_id) == text]
    return found[0] if len(found) == 1 else None
