"""``explain``: why a symbol is at its level; what a level or a rule means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from api_stability.cli.explanations import (
    explain_feature,
    explain_level,
    explain_rule,
    explain_symbol,
)
from api_stability.cli.inputs import Input, Subject, open_subject
from api_stability.cli.options import config_option, examples, input_options, output_options
from api_stability.cli.output import choose_format, write_data, write_output
from api_stability.model.codec import encode_json
from api_stability.model.errors import UserError
from api_stability.model.ids import SURFACES, display_name
from api_stability.model.index import Index
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.pipeline import open_workspace
from api_stability.rules.registry import find_rules

FORMATS: Final = ("text", "json")
MOST_LISTED: Final = 20


@click.command(
    "explain",
    short_help="Explain a symbol's level, a rule, or a level.",
    epilog=examples(
        "api-stability explain pkg.kv.enable         every mark, and why this level won",
        "api-stability explain removal-overdue       what a rule means, with examples",
        "api-stability explain beta                  what a level promises",
        "api-stability explain --dist langchain-core langchain_core.load.load.load",
    ),
)
@click.argument("name", metavar="SYMBOL|RULE|LEVEL|FEATURE")
@input_options
@config_option
@output_options(FORMATS)
def explain_command(
    name: str,
    dist: str | None,
    path: Path | None,
    wheel: Path | None,
    inventory: Path | None,
    config: Path | None,
    format: str | None,  # noqa: A002 - the option's name
    output: str | None,
) -> None:
    """Explain a symbol, by its id or the end of it; a rule; a level; or a feature."""
    chosen = choose_format(format, output, FORMATS)
    if name.partition(":")[0] not in SURFACES:
        told = _explain_word(name, config, chosen)
        if told is not None:
            write_output(told, output, chosen)
            return
    subject = open_subject(
        Input(config=config, dist=dist, path=path, target=wheel, inventory=inventory)
    )
    index = subject.index
    symbol = find_named(name, index)
    if symbol is not None:
        if chosen == "json":
            write_data(encode_json(symbol, indent=2), output)
        else:
            write_output(explain_symbol(symbol, index, subject), output)
        return
    feature = index.find_feature(name.removeprefix("feature:"))
    if feature is None:
        raise UserError(_unknown(name, index, subject))
    if chosen == "json":
        write_data(encode_json(feature, indent=2), output)
    else:
        write_output(explain_feature(feature, index), output)


def _explain_word(name: str, config: Path | None, chosen: str) -> str | None:
    """What a rule or a level means; ``None`` when *name* is neither."""
    rule = next((rule for rule in find_rules() if rule.id == name), None)
    if rule is not None:
        return explain_rule(rule, chosen)
    policy = open_workspace(Path.cwd(), config=config).policy
    if policy.level_for(name) is None and name not in _deprecated_words(policy):
        return None
    return explain_level(name, policy, chosen)


def _deprecated_words(policy: Policy) -> tuple[str, ...]:
    return ("deprecated", *policy.deprecated_words)


def find_named(name: str, index: Index) -> Symbol | None:
    """The symbol with that id, path or end of a path; ``None`` when there is none.

    Raises `UserError`, listing them, when the end of a path is that of several.
    """
    for known in (name, *(f"{surface}:{name}" for surface in SURFACES)):
        if (symbol := index.find_symbol(known)) is not None:
            return symbol
    end = re.compile(rf".*(?:\.|::|[ :/]){re.escape(name)}", re.DOTALL)
    found = {
        symbol.id: symbol
        for symbol in index.inventory.symbols
        if any(end.fullmatch(each) for each in (symbol.id, *symbol.aliases))
    }
    if len(found) > 1:
        raise UserError(f"{name!r} is ambiguous; one of: {_list(sorted(found))}")
    return next(iter(found.values()), None)


def _list(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_LISTED])
    left = len(names) - MOST_LISTED
    return f"{shown}, and {left} more" if left > 0 else shown


def _unknown(name: str, index: Index, subject: Subject) -> str:
    """What to say about a *name* that nothing has: the nearest ones."""
    words: Iterable[str] = (
        *(rule.id for rule in find_rules()),
        *(level.name for level in subject.policy.levels),
        *index.feature_ids,
    )
    bare = display_name(name) if name.partition(":")[0] in SURFACES else name
    paths = [display_name(each) for each in index.ids]
    close = _nearest(bare, [*words, *paths])
    if not close:
        last = {re.split(r"\.|::|[ :/]", path)[-1]: path for path in reversed(paths)}
        close = [last[each] for each in _nearest(bare, list(last))]
    hint = f"did you mean {' or '.join(map(repr, close))}?" if close else "see `api-stability scan`"
    return f"there is no symbol, rule, level or feature {name!r}; {hint}"


def _nearest(name: str, known: list[str]) -> list[str]:
    """The nearest of *known*, and up to two more that are as good as the same."""
    best = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    same = difflib.get_close_matches(name, known, n=3, cutoff=0.85)
    return list(dict.fromkeys([*best, *same]))
