"""Which rules there are: found by name, imported when used.

A third party adds a rule with an entry point in the group ``api_stability.rules`` whose name is the
rule's id and whose object is a `Rule`; a shipped id wins over such a one.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Final

from api_stability.model.errors import UserError, nearest
from api_stability.rules.model import Rule

RULES: Final[tuple[str, ...]] = (
    "api_stability.rules.conflicting_marks:RULE",
    "api_stability.rules.conflicting_surfaces:RULE",
    "api_stability.rules.deprecated_without_alternative:RULE",
    "api_stability.rules.deprecated_without_removal:RULE",
    "api_stability.rules.expired_waiver:RULE",
    "api_stability.rules.feature_level_mismatch:RULE",
    "api_stability.rules.incomplete_scan:RULE",
    "api_stability.rules.removal_overdue:RULE",
    "api_stability.rules.unused_waiver:RULE",
)
"""``"module:name"`` of each rule that comes with the package; the module is named as its id."""

GROUP: Final = "api_stability.rules"
"""Where other distributions add theirs."""


@cache
def find_rules() -> tuple[Rule, ...]:
    """Every rule, ours and others', sorted by id."""
    found: dict[str, Rule] = {}
    for entry in entry_points(group=GROUP):
        rule = entry.load()
        if not isinstance(rule, Rule):
            raise UserError(
                f"the rule {entry.name!r} of {entry.value} is no Rule; "
                "update or uninstall the distribution that adds it"
            )
        found[rule.id] = rule
    for place in RULES:
        module, _, name = place.partition(":")
        rule = getattr(import_module(module), name)
        found[rule.id] = rule
    return tuple(found[rule_id] for rule_id in sorted(found))


def find_rule(rule_id: str, *, where: str | None = None, key: str | None = None) -> Rule:
    """The rule called *rule_id*; raise `UserError` with the nearest valid name.

    *where* and *key* say which file and place in it name the rule.
    """
    rules = {rule.id: rule for rule in find_rules()}
    if rule_id not in rules:
        raise UserError(
            f"unknown rule {rule_id!r}; {nearest(rule_id, rules)}", where=where, key=key
        )
    return rules[rule_id]
