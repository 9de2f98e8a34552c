"""The policy's rules: one file each, applied to a resolved inventory."""

from __future__ import annotations

from api_stability.rules.checking import Report, check_inventory
from api_stability.rules.model import Example, Rule, RuleContext, Violation
from api_stability.rules.registry import GROUP, RULES, find_rule, find_rules

__stability__ = "experimental"
__stability_reason__ = "What extensions build on is not settled before 1.0."

__all__ = [
    "GROUP",
    "RULES",
    "Example",
    "Report",
    "Rule",
    "RuleContext",
    "Violation",
    "check_inventory",
    "find_rule",
    "find_rules",
]
